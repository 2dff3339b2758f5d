#pragma once

#include "client/document.hpp"
#include "client/engine.hpp"
#include "paging/page_error.hpp"
#include "paging/page_traits.hpp"

#include <signalwire/detail/query.hpp>
#include <signalwire/request_options.hpp>

#include <boost/asio/awaitable.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

/// Getting single pages: what every resource does, for any type of page.
namespace signalwire::compat
{

template <class Page>
boost::asio::awaitable<Page> fetch_target(
    std::shared_ptr<client::engine> engine, std::shared_ptr<async::operation> op,
    std::string target, request_options options)
{
    client::model_document<Page> document;
    client::fetch_report const report = co_await engine->fetch(*op, target, options, document);
    document.model.timeline = report.times;
    paging::unify_ends(document.model);
    co_return std::move(document.model);
}

template <class Page>
boost::asio::awaitable<Page> fetch_uri(
    std::shared_ptr<client::engine> engine, std::shared_ptr<async::operation> op,
    std::string_view resource, std::string uri, request_options options)
{
    client::page_link link = engine->site().page_target(uri, resource);
    if (!link.problem.empty())
        throw paging::foreign_page(uri, link.problem);
    if (!link.deviation.empty())
    {
        if (engine->decoding() == decoding_mode::strict)
            throw paging::deviating_page(uri, link.deviation);
        engine->count_deviation(link.deviation);
    }
    co_return co_await fetch_target<Page>(
        std::move(engine), std::move(op), std::move(link.target), options);
}

template <class Page>
boost::asio::awaitable<std::optional<Page>> fetch_neighbour(
    std::shared_ptr<client::engine> engine, std::shared_ptr<async::operation> op,
    std::string_view resource, std::optional<std::string> uri, request_options options)
{
    if (!paging::names_page(uri))
        co_return std::nullopt;
    co_return co_await fetch_uri<Page>(
        std::move(engine), std::move(op), resource, std::move(*uri), options);
}

/// `resource`, here and below, is a constant such as "/Calls".
template <class Page, class Handler>
void get_first_page(
    std::shared_ptr<client::engine> const& engine, std::string_view resource,
    detail::query const& query, request_options const& options, Handler handler)
{
    auto const op = engine->make_operation(options);
    engine->launch(
        op, fetch_target<Page>(engine, op, engine->site().target(resource, query), options),
        std::move(handler));
}

template <class Page, class Handler>
void get_page(
    std::shared_ptr<client::engine> const& engine, std::string_view resource,
    std::string const& uri, request_options const& options, Handler handler)
{
    auto const op = engine->make_operation(options);
    engine->launch(op, fetch_uri<Page>(engine, op, resource, uri, options), std::move(handler));
}

template <class Page, class Handler>
void get_neighbour(
    std::shared_ptr<client::engine> const& engine, std::string_view resource,
    std::optional<std::string> const& uri, request_options const& options, Handler handler)
{
    auto const op = engine->make_operation(options);
    engine->launch(
        op, fetch_neighbour<Page>(engine, op, resource, uri, options), std::move(handler));
}

} // namespace signalwire::compat
