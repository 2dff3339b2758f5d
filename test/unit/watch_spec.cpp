#include "paging/watch_spec.hpp"

#include "client/engine.hpp"
#include "compat/lists.hpp"
#include "unit/refusal.hpp"

#include <signalwire/client_config.hpp>
#include <signalwire/compat/call_filter.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <limits>
#include <memory>
#include <string>

using namespace std::chrono_literals;
using signalwire::cursor;
using signalwire::watch_options;
using signalwire::compat::call_filter;
using signalwire::compat::call_status;
using signalwire::detail::cursor_access;
using signalwire::paging::watch_spec;

BOOST_AUTO_TEST_SUITE(watch_specs)

namespace
{

/// Refers to a constant, which has no owner.
signalwire::paging::list_type_ptr constant(signalwire::paging::list_type const& type)
{
    return signalwire::paging::list_type_ptr(signalwire::paging::list_type_ptr(), &type);
}

struct fixture
{
    watch_spec spec(
        call_filter const& filter, std::chrono::milliseconds interval = 1s,
        watch_options const& options = watch_options(), std::string const& project = "project")
    {
        signalwire::client_config config;
        config.project = project;
        config.token = "PTsecret";
        config.host = "acme";
        auto engine = std::make_shared<signalwire::client::engine>(context.get_executor(), config);
        return watch_spec(
            std::move(engine), constant(signalwire::compat::calls_list), "/Calls", filter.query(),
            interval, options);
    }

    template <class... Arguments>
    std::string rejection(Arguments const&... arguments)
    {
        return unit::refusal([&] { static_cast<void>(spec(arguments...)); });
    }

    boost::asio::io_context context;
    call_filter const busy = call_filter().status(call_status::busy).page_size(7);
};

} // namespace

BOOST_AUTO_TEST_CASE(options_have_documented_defaults)
{
    watch_options options;
    BOOST_TEST((options.lookback() == 24h));
    BOOST_TEST(options.max_tracked_items() == 100'000U);
    BOOST_TEST(!options.max_interval().has_value());
    BOOST_TEST(!options.resume_from().has_value());
    options.lookback(1s).max_tracked_items(1).max_interval(1ms).resume_from(cursor());
    BOOST_TEST((options.lookback() == 1s));
    BOOST_TEST(options.max_tracked_items() == 1U);
    BOOST_TEST((options.max_interval() == 1ms));
    BOOST_TEST((options.resume_from() == cursor()));
}

BOOST_AUTO_TEST_CASE(options_reject_invalid_values)
{
    watch_options options;
    BOOST_TEST(
        unit::refusal([&] { options.lookback(0s); }) == "watch_options::lookback must be positive");
    BOOST_TEST(
        unit::refusal([&] { options.lookback(std::chrono::seconds::max()); })
        == "watch_options::lookback must be at most 100 years");
    BOOST_TEST(
        unit::refusal([&] { options.max_interval(0ms); })
        == "watch_options::max_interval must be positive");
    BOOST_TEST(
        unit::refusal([&] { options.max_interval(24h * 366); })
        == "watch_options::max_interval must be at most a year");
    BOOST_TEST(
        unit::refusal([&] { options.max_polls(0); })
        == "watch_options::max_polls must be positive");
    BOOST_TEST(
        unit::refusal([&] { options.max_tracked_items(0); })
        == "watch_options::max_tracked_items must be positive");
    BOOST_TEST((options.lookback() == 24h));
}

BOOST_FIXTURE_TEST_CASE(interval_is_positive_and_at_most_max_interval, fixture)
{
    BOOST_TEST(rejection(busy, 0ms) == "watch: the interval must be positive");
    BOOST_TEST(rejection(busy, -1ms) == "watch: the interval must be positive");
    BOOST_TEST(
        rejection(busy, std::chrono::milliseconds(24h * 366))
        == "watch: the interval must be at most a year");
    BOOST_TEST(
        rejection(busy, 2ms, watch_options().max_interval(1ms))
        == "watch_options::max_interval is shorter than the interval");
    BOOST_TEST(rejection(busy, 2ms, watch_options().max_interval(2ms)) == "(accepted)");
    BOOST_TEST(rejection(busy, std::chrono::milliseconds(24h * 365)) == "(accepted)");
}

BOOST_FIXTURE_TEST_CASE(default_max_interval_is_eight_intervals, fixture)
{
    signalwire::paging::poll_backoff backoff = spec(busy, 100ms).backoff;
    std::chrono::milliseconds longest{};
    for (int i = 0; i < 20; ++i)
        longest = backoff.after_no_changes();
    BOOST_TEST((longest == 800ms));
}

BOOST_FIXTURE_TEST_CASE(filter_with_page_is_rejected, fixture)
{
    std::string const message = "watch: the filter names a page; a watch begins at the newest";
    BOOST_TEST(rejection(call_filter(busy).page(1)) == message);
    BOOST_TEST(rejection(call_filter(busy).page_token("PAx")) == message);
    BOOST_TEST(rejection(busy) == "(accepted)");
}

BOOST_FIXTURE_TEST_CASE(position_is_valid_for_same_watch_only, fixture)
{
    watch_spec const before = spec(busy);
    cursor const position =
        cursor_access::make(before.fingerprint, std::chrono::sys_seconds(1000s), {7, 8});
    std::string const other = "cursor: it belongs to another filter or account";
    auto const from = [&](cursor const& each) { return watch_options().resume_from(each); };
    BOOST_TEST(rejection(busy, 1s, from(position)) == "(accepted)");
    BOOST_TEST(rejection(call_filter(busy).page_size(9), 2s, from(position)) == "(accepted)");
    BOOST_TEST(rejection(call_filter(), 1s, from(position)) == other);
    BOOST_TEST(rejection(busy, 1s, from(position), std::string("other")) == other);
    BOOST_TEST(
        rejection(busy, 1s, from(cursor_access::make(before.fingerprint, "/x", 1, "id", false)))
        == other);

    watch_spec const after = spec(busy, 1s, from(position));
    BOOST_TEST((after.position(after.tracker) == position));
    BOOST_TEST((cursor::from_string(position.to_string()) == position));
}

BOOST_FIXTURE_TEST_CASE(stream_cursor_is_rejected_by_watch, fixture)
{
    watch_spec const watch = spec(busy);
    BOOST_TEST(watch.fingerprint != watch.watched.fingerprint);
    BOOST_TEST(watch.fingerprint < std::uint64_t{1} << 53);
    cursor const stream = cursor_access::make(watch.watched.fingerprint, "", 0, "", false);
    BOOST_TEST(
        rejection(busy, 1s, watch_options().resume_from(stream))
        == "cursor: the position of a stream, not of a watch");
}

BOOST_FIXTURE_TEST_CASE(watch_without_poll_is_at_beginning, fixture)
{
    watch_spec const fresh = spec(busy);
    BOOST_TEST((fresh.position(fresh.tracker) == cursor()));
    watch_spec const again = spec(busy, 1s, watch_options().resume_from(cursor()));
    BOOST_TEST(!again.tracker.watermark().has_value());
}

BOOST_AUTO_TEST_SUITE_END()
