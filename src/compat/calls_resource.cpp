#include "client/core.hpp"
#include "compat/describe_calls.hpp"
#include "compat/get_page.hpp"
#include "paging/streams.hpp"
#include "paging/watch_generator.hpp"

#include <signalwire/compat/calls_resource.hpp>

#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <utility>

namespace signalwire::paging
{

template <>
struct page_traits<compat::call_page>
{
    using item_type = compat::call;

    static std::vector<compat::call>& items(compat::call_page& page) noexcept
    {
        return page.calls;
    }

    static std::vector<compat::call> const& items(compat::call_page const& page) noexcept
    {
        return page.calls;
    }

    static std::string const& id(compat::call const& item) noexcept
    {
        return item.sid;
    }

    static std::optional<std::chrono::sys_seconds> moment(compat::call const& item) noexcept
    {
        if (item.date_created == timestamp())
            return std::nullopt;
        return item.date_created.time();
    }

    static std::optional<std::chrono::sys_seconds> changed(compat::call const& item) noexcept
    {
        if (item.date_updated == timestamp())
            return std::nullopt;
        return item.date_updated.time();
    }

    static std::string content(compat::call const& item)
    {
        return compat::to_json(item);
    }

    static std::optional<std::string>& next_uri(compat::call_page& page) noexcept
    {
        return page.next_page_uri;
    }

    static std::optional<std::string> const& next_uri(compat::call_page const& page) noexcept
    {
        return page.next_page_uri;
    }

    static std::int64_t page_size(compat::call_page const& page) noexcept
    {
        return page.page_size;
    }

    static std::optional<std::chrono::sys_seconds> selected_time(compat::call const& item) noexcept
    {
        if (!item.start_time)
            return std::nullopt;
        return item.start_time->time();
    }

    /// A call may wait in a queue before it begins; mostly it only rings.
    static constexpr time_parameters times = {
        "StartTime>", "StartTime<", std::chrono::hours(24), std::chrono::minutes(1)};

    static std::optional<std::string>& previous_uri(compat::call_page& page) noexcept
    {
        return page.previous_page_uri;
    }
};

} // namespace signalwire::paging

namespace signalwire::compat
{

namespace
{

constexpr std::string_view resource = "/Calls";

} // namespace

calls_resource::calls_resource(std::shared_ptr<client::core> core) noexcept
    : core_(std::move(core))
{
}

boost::asio::awaitable<call_page> calls_resource::list(
    call_filter const& filter, request_options const& options) const
{
    return list(filter, options, boost::asio::use_awaitable);
}

boost::asio::awaitable<call_page> calls_resource::page_at(
    std::string_view uri, request_options const& options) const
{
    return page_at(uri, options, boost::asio::use_awaitable);
}

boost::asio::awaitable<std::optional<call_page>> calls_resource::next_page(
    call_page const& page, request_options const& options) const
{
    return next_page(page, options, boost::asio::use_awaitable);
}

boost::asio::awaitable<std::optional<call_page>> calls_resource::previous_page(
    call_page const& page, request_options const& options) const
{
    return previous_page(page, options, boost::asio::use_awaitable);
}

async_generator<call> calls_resource::stream(
    call_filter const& filter, stream_options const& options) const
{
    return paging::make_item_stream<call_page>(
        paging::listing(core_, resource, filter.query(), options));
}

async_generator<call_page> calls_resource::pages(
    call_filter const& filter, stream_options const& options) const
{
    return paging::make_page_stream<call_page>(
        paging::listing(core_, resource, filter.query(), options));
}

async_generator<call> calls_resource::watch(
    call_filter const& filter, std::chrono::milliseconds interval,
    watch_options const& options) const
{
    return async_generator<call>(std::make_shared<paging::watch_generator<call_page>>(
        paging::watch_plan(core_, resource, filter.query(), interval, options)));
}

void calls_resource::do_list(
    core_pointer const& core, call_filter const& filter, request_options const& options,
    page_handler handler)
{
    get_first_page<call_page>(core, resource, filter.query(), options, std::move(handler));
}

void calls_resource::do_page_at(
    core_pointer const& core, std::string const& uri, request_options const& options,
    page_handler handler)
{
    get_page<call_page>(core, resource, uri, options, std::move(handler));
}

void calls_resource::do_neighbour(
    core_pointer const& core, std::optional<std::string> const& uri, request_options const& options,
    optional_page_handler handler)
{
    get_neighbour<call_page>(core, resource, uri, options, std::move(handler));
}

} // namespace signalwire::compat
