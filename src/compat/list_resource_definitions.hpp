#pragma once

#include "client/engine.hpp"
#include "compat/get_page.hpp"
#include "compat/resource_traits.hpp"
#include "paging/streams.hpp"
#include "paging/watch_generator.hpp"

#include <signalwire/compat/list_resource.hpp>

#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>

/// The members of `list_resource`. For the one source of each resource that instantiates it, behind
/// its description and its `page_traits`.
namespace signalwire::compat
{

template <class Page, class Filter>
list_resource<Page, Filter>::list_resource(std::shared_ptr<client::engine> engine) noexcept
    : engine_(std::move(engine))
{
}

template <class Page, class Filter>
boost::asio::awaitable<Page> list_resource<Page, Filter>::list(
    Filter const& filter, request_options const& options) const
{
    return list(filter, options, boost::asio::use_awaitable);
}

template <class Page, class Filter>
boost::asio::awaitable<Page> list_resource<Page, Filter>::page_at(
    std::string_view uri, request_options const& options) const
{
    return page_at(uri, options, boost::asio::use_awaitable);
}

template <class Page, class Filter>
boost::asio::awaitable<std::optional<Page>> list_resource<Page, Filter>::next_page(
    Page const& page, request_options const& options) const
{
    return next_page(page, options, boost::asio::use_awaitable);
}

template <class Page, class Filter>
boost::asio::awaitable<std::optional<Page>> list_resource<Page, Filter>::previous_page(
    Page const& page, request_options const& options) const
{
    return previous_page(page, options, boost::asio::use_awaitable);
}

template <class Page, class Filter>
async_generator<typename list_resource<Page, Filter>::item> list_resource<Page, Filter>::stream(
    Filter const& filter, stream_options const& options) const
{
    return paging::make_item_stream<Page>(
        paging::listing(engine_, paging::page_traits<Page>::path, filter.query(), options));
}

template <class Page, class Filter>
async_generator<Page> list_resource<Page, Filter>::pages(
    Filter const& filter, stream_options const& options) const
{
    return paging::make_page_stream<Page>(
        paging::listing(engine_, paging::page_traits<Page>::path, filter.query(), options));
}

template <class Page, class Filter>
async_generator<typename list_resource<Page, Filter>::item> list_resource<Page, Filter>::watch(
    Filter const& filter, std::chrono::milliseconds interval, watch_options const& options) const
{
    return async_generator<item>(std::make_shared<paging::watch_generator<Page>>(paging::watch_plan(
        engine_, paging::page_traits<Page>::path, filter.query(), interval, options)));
}

template <class Page, class Filter>
void list_resource<Page, Filter>::do_list(
    engine_pointer const& engine, Filter const& filter, request_options const& options,
    page_handler handler)
{
    get_first_page<Page>(
        engine, paging::page_traits<Page>::path, filter.query(), options, std::move(handler));
}

template <class Page, class Filter>
void list_resource<Page, Filter>::do_page_at(
    engine_pointer const& engine, std::string const& uri, request_options const& options,
    page_handler handler)
{
    get_page<Page>(engine, paging::page_traits<Page>::path, uri, options, std::move(handler));
}

template <class Page, class Filter>
void list_resource<Page, Filter>::do_neighbour(
    engine_pointer const& engine, std::optional<std::string> const& uri,
    request_options const& options, optional_page_handler handler)
{
    get_neighbour<Page>(engine, paging::page_traits<Page>::path, uri, options, std::move(handler));
}

} // namespace signalwire::compat
