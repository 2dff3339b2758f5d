#include "tool/progress.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <string>

namespace tool = signalwire::tool;

using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(tool_progress)

namespace
{

tool::progress make_progress(std::uint64_t calls, std::chrono::milliseconds elapsed)
{
    tool::progress now;
    now.noun = "call";
    now.items = calls;
    now.pages = 13;
    now.elapsed = elapsed;
    return now;
}

tool::progress with_limit(tool::progress now, std::uint64_t limit)
{
    now.limit = limit;
    return now;
}

} // namespace

BOOST_AUTO_TEST_CASE(progress_has_calls_rate_and_pages)
{
    BOOST_TEST(
        tool::progress_text(make_progress(12345, 1500ms), 80) == "12,345 calls, 8,230/s, 13 pages");
}

BOOST_AUTO_TEST_CASE(progress_ends_with_that_in_the_time_range)
{
    tool::progress now = make_progress(12345, 1500ms);
    now.range = "40%, 2 s left";
    BOOST_TEST(
        tool::progress_text(now, std::string::npos)
        == "12,345 calls, 8,230/s, 13 pages, 40%, 2 s left");
}

BOOST_AUTO_TEST_CASE(progress_has_no_early_rate)
{
    BOOST_TEST(tool::progress_text(make_progress(1, 0ms), 80) == "1 call, 13 pages");
    BOOST_TEST(tool::progress_text(make_progress(50, 99ms), 80) == "50 calls, 13 pages");
}

BOOST_AUTO_TEST_CASE(progress_with_limit_has_a_bar)
{
    BOOST_TEST(
        tool::progress_text(with_limit(make_progress(500, 1s), 1000), 100)
        == "[###############...............]  50%  500 of 1,000 calls, 500/s, 13 pages");
    BOOST_TEST(
        tool::progress_text(with_limit(make_progress(0, 1s), 1000), 100)
        == "[..............................]   0%  0 of 1,000 calls, 0/s, 13 pages");
    BOOST_TEST(
        tool::progress_text(with_limit(make_progress(1000, 1s), 1000), 100)
        == "[##############################] 100%  1,000 of 1,000 calls, 1,000/s, 13 pages");
}

BOOST_AUTO_TEST_CASE(progress_shows_100_percent_only_when_complete)
{
    std::string const text =
        tool::progress_text(with_limit(make_progress(99'999, 1s), 100'000), 100);
    BOOST_TEST(text.find("] 99%") == std::string::npos);
    BOOST_TEST(text.find("]  99%") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(zero_limit_is_complete)
{
    BOOST_TEST(
        tool::progress_text(with_limit(make_progress(0, 1s), 0), 100).find("100%")
        != std::string::npos);
}

BOOST_AUTO_TEST_CASE(progress_never_exceeds_the_columns)
{
    for (std::size_t columns = 0; columns < 120; ++columns)
    {
        tool::progress const now = with_limit(make_progress(123'456'789, 1s), 1'000'000'000);
        BOOST_TEST(tool::progress_text(now, columns).size() <= columns);
    }
    // Too narrow for a bar, wide enough for the numbers.
    BOOST_TEST(
        tool::progress_text(with_limit(make_progress(500, 1s), 1000), 50)
        == "500 of 1,000 calls, 500/s, 13 pages");
}

BOOST_AUTO_TEST_CASE(summary_has_totals)
{
    tool::run_totals totals;
    totals.noun = "call";
    totals.items = 20'000;
    totals.requests = 20;
    totals.connections = 1;
    totals.elapsed = 1250ms;
    BOOST_TEST(
        tool::summary_text(totals) == "20,000 calls in 1.25 s: 20 requests over 1 connection");
}

BOOST_AUTO_TEST_CASE(digits_are_grouped)
{
    BOOST_TEST(tool::group_digits(0) == "0");
    BOOST_TEST(tool::group_digits(999) == "999");
    BOOST_TEST(tool::group_digits(1000) == "1,000");
    BOOST_TEST(tool::group_digits(1234567) == "1,234,567");
    BOOST_TEST(tool::count_text(1, "page") == "1 page");
    BOOST_TEST(tool::count_text(0, "page") == "0 pages");
    BOOST_TEST(tool::count_text(1, "fax") == "1 fax");
    BOOST_TEST(tool::count_text(2, "fax") == "2 faxes");
    BOOST_TEST(tool::count_text(200, "country") == "200 countries");
}

BOOST_AUTO_TEST_SUITE_END()
