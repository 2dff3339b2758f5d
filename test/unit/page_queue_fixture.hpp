#pragma once

#include "paging/page_queue.hpp"
#include "unit/paging_page.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace unit
{

using signalwire::client::page_link;
using signalwire::paging::fetch_limits;
using signalwire::paging::next_page;
using queue = signalwire::paging::page_queue;
using signalwire::paging::fetched_page;
using ticket = queue::ticket;

std::string const path = "/calls?PageToken=PA";

inline page_link link_to(std::string const& token)
{
    page_link link;
    link.target = path + token;
    return link;
}

inline next_page next_of(page_link const& link)
{
    return next_page(link.target, link);
}

/// A page to be received. Unlike those of the queue it can be copied and changed.
struct fetched
{
    operator fetched_page() const
    {
        fetched_page out;
        out.page = signalwire::paging::any_page(unit::list);
        *static_cast<unit::page*>(out.page.address()) = page;
        out.bytes = bytes;
        out.failure = failure;
        if (!failure && page.next_page_uri)
        {
            out.next =
                link ? next_of(*link) : next_of(link_to(page.next_page_uri->substr(path.size())));
        }
        return out;
    }

    unit::page page;
    std::uint64_t bytes = 0;
    signalwire::error_ptr failure;
    /// Instead of the link that `page.next_page_uri` gives.
    std::optional<page_link> link;
};

inline signalwire::error_ptr broken_page()
{
    return signalwire::error::from(std::make_exception_ptr(std::runtime_error("broken")));
}

inline unit::page head(std::string const& next, std::int64_t size = 10)
{
    unit::page page;
    page.next_page_uri = path + next;
    page.page_size = size;
    return page;
}

/// Of items that no other page has.
inline fetched whole(std::size_t items, std::string const& next = "", std::uint64_t bytes = 100)
{
    static std::size_t count = 0;
    fetched page;
    for (std::size_t i = 0; i < items; ++i)
        page.page.items.emplace_back(std::to_string(++count));
    if (!next.empty())
        page.page.next_page_uri = path + next;
    page.bytes = bytes;
    return page;
}

inline fetched broken()
{
    fetched page;
    page.failure = broken_page();
    return page;
}

/// A queue whose events fit a line.
struct queue_fixture
{
    void limit(fetch_limits const& limits)
    {
        pages = std::make_unique<queue>(path + "0", limits);
    }

    /// The token of the page that is asked for now; empty when none is.
    std::string asked(bool waiting)
    {
        auto const request = pages->next_fetch(waiting);
        if (!request)
            return {};
        tickets.push_back(request->id);
        return request->target.substr(path.size());
    }

    void on_next_known(std::size_t page, std::string const& next)
    {
        pages->on_next_known(tickets.at(page), head(next), next_of(link_to(next)));
    }

    std::vector<ticket> on_page(std::size_t page, std::size_t items, std::string const& next)
    {
        return pages->on_page(tickets.at(page), whole(items, next));
    }

    std::vector<ticket> fail(std::size_t page)
    {
        return pages->on_page(tickets.at(page), broken());
    }

    std::unique_ptr<queue> pages = std::make_unique<queue>(path + "0", fetch_limits());
    std::vector<ticket> tickets;
};

inline fetch_limits ahead(std::size_t pages)
{
    fetch_limits limits;
    limits.pages = pages;
    return limits;
}

} // namespace unit
