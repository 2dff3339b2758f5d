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
using signalwire::paging::watch_plan;

BOOST_AUTO_TEST_SUITE(watch_plans)

namespace
{

struct fixture
{
    watch_plan plan(
        call_filter const& filter, std::chrono::milliseconds interval = 1s,
        watch_options const& options = watch_options(), std::string const& project = "project")
    {
        signalwire::client_config config;
        config.project = project;
        config.token = "PTsecret";
        config.host = "acme";
        auto engine = std::make_shared<signalwire::client::engine>(context.get_executor(), config);
        return watch_plan(
            std::move(engine), signalwire::compat::calls_list, "/Calls", filter.query(), interval,
            options);
    }

    template <class... Arguments>
    std::string refusal(Arguments const&... arguments)
    {
        return unit::refusal([&] { static_cast<void>(plan(arguments...)); });
    }

    boost::asio::io_context context;
    call_filter const busy = call_filter().status(call_status::busy).page_size(7);
};

} // namespace

BOOST_AUTO_TEST_CASE(options_watch_a_day_of_a_hundred_thousand_calls)
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

BOOST_AUTO_TEST_CASE(options_refuse_what_cannot_be)
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
        unit::refusal([&] { options.max_tracked_items(0); })
        == "watch_options::max_tracked_items must be positive");
    BOOST_TEST((options.lookback() == 24h));
}

BOOST_FIXTURE_TEST_CASE(an_interval_is_positive_and_not_longer_than_the_longest, fixture)
{
    BOOST_TEST(refusal(busy, 0ms) == "watch: the interval must be positive");
    BOOST_TEST(refusal(busy, -1ms) == "watch: the interval must be positive");
    BOOST_TEST(
        refusal(busy, std::chrono::milliseconds(24h * 366))
        == "watch: the interval must be at most a year");
    BOOST_TEST(
        refusal(busy, 2ms, watch_options().max_interval(1ms))
        == "watch_options::max_interval is shorter than the interval");
    BOOST_TEST(refusal(busy, 2ms, watch_options().max_interval(2ms)) == "(accepted)");
    BOOST_TEST(refusal(busy, std::chrono::milliseconds(24h * 365)) == "(accepted)");
}

BOOST_FIXTURE_TEST_CASE(
    unless_told_otherwise_the_longest_interval_is_eight_times_the_shortest, fixture)
{
    signalwire::paging::poll_pace pace = plan(busy, 100ms).pace;
    std::chrono::milliseconds longest{};
    for (int i = 0; i < 20; ++i)
        longest = pace.after_silence();
    BOOST_TEST((longest == 800ms));
}

BOOST_FIXTURE_TEST_CASE(a_filter_that_names_a_page_is_refused, fixture)
{
    std::string const message = "watch: the filter names a page; a watch begins at the newest";
    BOOST_TEST(refusal(call_filter(busy).page(1)) == message);
    BOOST_TEST(refusal(call_filter(busy).page_token("PAx")) == message);
    BOOST_TEST(refusal(busy) == "(accepted)");
}

BOOST_FIXTURE_TEST_CASE(a_position_leads_back_to_the_same_watch_only, fixture)
{
    watch_plan const before = plan(busy);
    cursor const place =
        cursor_access::make(before.fingerprint, std::chrono::sys_seconds(1000s), {7, 8});
    std::string const other = "cursor: it belongs to another filter or account";
    auto const from = [&](cursor const& each) { return watch_options().resume_from(each); };
    BOOST_TEST(refusal(busy, 1s, from(place)) == "(accepted)");
    BOOST_TEST(refusal(call_filter(busy).page_size(9), 2s, from(place)) == "(accepted)");
    BOOST_TEST(refusal(call_filter(), 1s, from(place)) == other);
    BOOST_TEST(refusal(busy, 1s, from(place), std::string("somebody")) == other);
    BOOST_TEST(
        refusal(busy, 1s, from(cursor_access::make(before.fingerprint, "/x", 1, "id", false)))
        == other);

    watch_plan const after = plan(busy, 1s, from(place));
    BOOST_TEST((after.position(after.book) == place));
    BOOST_TEST((cursor::from_string(place.to_string()) == place));
}

BOOST_FIXTURE_TEST_CASE(positions_of_streams_and_watches_are_not_mixed_up, fixture)
{
    watch_plan const watch = plan(busy);
    BOOST_TEST(watch.fingerprint != watch.what.fingerprint);
    BOOST_TEST(watch.fingerprint < std::uint64_t{1} << 53);
    cursor const stream = cursor_access::make(watch.what.fingerprint, "", 0, "", false);
    BOOST_TEST(
        refusal(busy, 1s, watch_options().resume_from(stream))
        == "cursor: the position of a stream, not of a watch");
}

BOOST_FIXTURE_TEST_CASE(a_watch_that_knows_nothing_stands_at_the_beginning, fixture)
{
    watch_plan const fresh = plan(busy);
    BOOST_TEST((fresh.position(fresh.book) == cursor()));
    watch_plan const again = plan(busy, 1s, watch_options().resume_from(cursor()));
    BOOST_TEST(!again.book.mark().has_value());
}

BOOST_AUTO_TEST_SUITE_END()
