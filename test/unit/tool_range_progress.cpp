#include "tool/options.hpp"
#include "tool/range_progress.hpp"
#include "tool/resource.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace tool = signalwire::tool;

using namespace std::chrono_literals;
using signalwire::timestamp;

BOOST_AUTO_TEST_SUITE(tool_range_progress)

namespace
{

timestamp at(char const* text)
{
    return timestamp::parse(text).value();
}

timestamp const newest = at("2025-01-11T00:00:00Z");
timestamp const oldest = at("2025-01-01T00:00:00Z");
tool::listed_range const ten_days = {oldest, newest};

std::string progress(
    timestamp begin, timestamp now, std::chrono::steady_clock::duration elapsed,
    tool::listed_range const& range = ten_days)
{
    return tool::range_text(tool::progress_in(range, begin, now, elapsed));
}

tool::list_options list_of(char const* resource, tool::parameter_list filter)
{
    tool::list_options options;
    options.what = tool::find_resource(resource);
    options.filter = std::move(filter);
    return options;
}

tool::list_options const ten_days_of_calls = list_of(
    "calls",
    {{"Status", "busy"}, {"StartTime>", oldest.to_string()}, {"StartTime<", newest.to_string()}});

} // namespace

BOOST_AUTO_TEST_CASE(share_and_rest_are_those_of_the_time_range)
{
    BOOST_TEST(progress(newest, at("2025-01-07T00:00:00Z"), 40s) == "40%, 1 min 00 s left");
    BOOST_TEST(progress(newest, at("2025-01-02T00:00:00Z"), 9s) == "90%, 1 s left");
    BOOST_TEST(progress(newest, at("2025-01-10T00:00:00Z"), 20min) == "10%, 3 h 00 min left");
    BOOST_TEST(progress(newest, at("2025-01-06T00:00:00Z"), 3671s) == "50%, 1 h 01 min left");
    BOOST_TEST(progress(newest, at("2025-01-06T00:00:00Z"), 125s) == "50%, 2 min 05 s left");
}

BOOST_AUTO_TEST_CASE(a_list_may_begin_with_the_oldest_item)
{
    BOOST_TEST(progress(oldest, at("2025-01-05T00:00:00Z"), 40s) == "40%, 1 min 00 s left");
}

BOOST_AUTO_TEST_CASE(a_resumed_run_counts_what_it_has_done_itself)
{
    // From 50 to 75 % in ten seconds.
    BOOST_TEST(
        progress(at("2025-01-06T00:00:00Z"), at("2025-01-03T12:00:00Z"), 10s) == "75%, 10 s left");
}

BOOST_AUTO_TEST_CASE(too_little_says_nothing_of_the_rest)
{
    BOOST_TEST(progress(newest, newest, 1h) == "0%");
    BOOST_TEST(progress(newest, at("2025-01-10T23:00:00Z"), 1h) == "0%");
    BOOST_TEST(progress(newest, at("2025-01-06T00:00:00Z"), 999ms) == "50%");
}

BOOST_AUTO_TEST_CASE(a_list_is_complete_only_when_it_has_ended)
{
    BOOST_TEST(progress(newest, oldest, 10s) == "99%, 0 s left");
    // The API may not mean the bounds as we do.
    BOOST_TEST(progress(newest, at("2024-12-31T00:00:00Z"), 10s) == "99%, 0 s left");
    BOOST_TEST(progress(at("2025-01-12T00:00:00Z"), at("2025-01-11T12:00:00Z"), 10s) == "0%");
}

BOOST_AUTO_TEST_CASE(range_is_that_of_both_bounds)
{
    auto const range = tool::range_of(ten_days_of_calls);
    BOOST_TEST_REQUIRE(range.has_value());
    BOOST_TEST(range->first == oldest);
    BOOST_TEST(range->last == newest);
    auto const days = tool::range_of(
        list_of("recordings", {{"DateCreated>", "2025-01-01"}, {"DateCreated<", "2025-01-11"}}));
    BOOST_TEST_REQUIRE(days.has_value());
    BOOST_TEST(days->last == newest);
}

BOOST_AUTO_TEST_CASE(range_of_a_partition_is_its_own)
{
    tool::list_options options = ten_days_of_calls;
    options.stream.partition(1, 5);
    BOOST_TEST(tool::range_of(options)->first == oldest);
    BOOST_TEST(tool::range_of(options)->last == at("2025-01-03T00:00:00Z"));
    options.stream.partition(5, 5);
    BOOST_TEST(tool::range_of(options)->first == at("2025-01-09T00:00:00Z"));
    BOOST_TEST(tool::range_of(options)->last == newest);
}

BOOST_AUTO_TEST_CASE(there_is_no_range_without_both_bounds)
{
    BOOST_TEST(!tool::range_of(list_of("calls", {{"StartTime>", oldest.to_string()}})));
    BOOST_TEST(!tool::range_of(list_of("calls", {{"StartTime<", newest.to_string()}})));
    BOOST_TEST(!tool::range_of(
        list_of("calls", {{"EndTime>", oldest.to_string()}, {"EndTime<", newest.to_string()}})));
    BOOST_TEST(!tool::range_of(list_of(
        "calls", {{"StartTime>", newest.to_string()}, {"StartTime<", oldest.to_string()}})));
    BOOST_TEST(!tool::range_of(list_of("queues", {})));
    // More partitions than seconds.
    tool::list_options options = list_of(
        "calls",
        {{"StartTime>", oldest.to_string()},
         {"StartTime<", timestamp(oldest.time() + 1s).to_string()}});
    options.stream.partition(1, 8);
    BOOST_TEST(!tool::range_of(options));
}

BOOST_AUTO_TEST_CASE(time_of_an_item_is_what_the_range_selects)
{
    tool::list_options const& calls = ten_days_of_calls;
    BOOST_TEST(
        tool::time_of(
            R"({"date_created":"x","start_time":"Wed, 01 Jan 2025 00:00:00 +0000"})", calls)
            .value()
        == oldest);
    BOOST_TEST(!tool::time_of(R"({"start_time":null})", calls));
    BOOST_TEST(!tool::time_of(R"({"start_time":"soon"})", calls));
    BOOST_TEST(!tool::time_of("{}", calls));
    BOOST_TEST(!tool::time_of("[", calls));
    BOOST_TEST(
        tool::time_of(R"({"date_created":"2025-01-01T00:00:00Z"})", list_of("recordings", {}))
            .value()
        == oldest);
}

BOOST_AUTO_TEST_SUITE_END()
