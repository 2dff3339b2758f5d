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
using queue = signalwire::paging::page_queue;
using signalwire::paging::fetched_page;
using ticket = queue::ticket;

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
        return out;
    }

    unit::page page;
    std::uint64_t bytes = 0;
    signalwire::error_ptr failure;
};

inline signalwire::error_ptr broken_page()
{
    return signalwire::error::from(std::make_exception_ptr(std::runtime_error("broken")));
}

std::string const path = "/calls?PageToken=PA";

inline page_link link_to(std::string const& token)
{
    page_link link;
    link.target = path + token;
    return link;
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

inline std::optional<page_link> next_of(std::string const& token)
{
    return token.empty() ? std::nullopt : std::optional(link_to(token));
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
        auto const order = pages->next_order(waiting);
        if (!order)
            return {};
        tickets.push_back(order->name);
        return order->target.substr(path.size());
    }

    void announce(std::size_t page, std::string const& next)
    {
        pages->announce(tickets.at(page), head(next), link_to(next));
    }

    std::vector<ticket> arrive(std::size_t page, std::size_t items, std::string const& next)
    {
        return pages->arrive(tickets.at(page), whole(items, next), next_of(next));
    }

    std::vector<ticket> fail(std::size_t page)
    {
        return pages->arrive(tickets.at(page), broken(), std::nullopt);
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
