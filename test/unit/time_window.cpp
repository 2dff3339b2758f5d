#include "paging/time_window.hpp"

#include <signalwire/timestamp.hpp>

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using signalwire::timestamp;
using signalwire::detail::query;
using signalwire::paging::instant;
using signalwire::paging::time_parameters;
using signalwire::paging::time_range;
using signalwire::paging::time_window;

BOOST_AUTO_TEST_SUITE(time_windows)

namespace
{

constexpr time_parameters times = {"T>", "T<", 24h, 60s};

instant at(int second)
{
    return instant(std::chrono::seconds(second));
}

query bounded(int from, int to)
{
    query out;
    out.set_time("T>", at(from));
    out.set_time("T<", at(to));
    return out;
}

int bound(query const& what, std::string_view name)
{
    return static_cast<int>(
        timestamp::parse(what.get(name)).value().time().time_since_epoch().count());
}

bool has(time_window const& window, std::optional<int> made, std::optional<int> selected)
{
    auto const time = [](std::optional<int> second) {
        return second ? std::optional(at(*second)) : std::nullopt;
    };
    return signalwire::paging::contains(window, times, time(made), time(selected));
}

} // namespace

BOOST_AUTO_TEST_CASE(range_requires_both_bounds)
{
    time_range const range = signalwire::paging::range_of(bounded(100, 200), times);
    BOOST_TEST((range.from == at(100) && range.to == at(200)));

    query half;
    half.set_time("T>", at(1));
    for (query const& bad : {query(), half, bounded(2, 1)})
    {
        BOOST_CHECK_EXCEPTION(
            static_cast<void>(signalwire::paging::range_of(bad, times)), std::invalid_argument,
            [](auto const& error) {
                return std::string(error.what()).find("T<") != std::string::npos;
            });
    }
}

BOOST_AUTO_TEST_CASE(window_query_overlaps)
{
    time_range const range(at(0), at(10'000));
    query what = bounded(0, 10'000);
    signalwire::paging::select_window(what, times, range, time_window(at(1000), at(2000)));
    BOOST_TEST(bound(what, "T>") == 999);  // in case the bound itself is not counted in
    BOOST_TEST(bound(what, "T<") == 2060); // those that were made earlier and had to wait
}

BOOST_AUTO_TEST_CASE(bounds_of_filter_are_unchanged)
{
    time_range const range(at(0), at(10'000));
    for (time_window const& window : {time_window(), time_window(at(0), at(9990))})
    {
        query what = bounded(0, 10'000);
        signalwire::paging::select_window(what, times, range, window);
        BOOST_TEST((what == bounded(0, 10'000)));
    }
}

BOOST_AUTO_TEST_CASE(item_is_in_one_window_that_lists_it)
{
    std::vector<time_window> const windows = {
        time_window(at(2000), std::nullopt), time_window(at(1000), at(2000)),
        time_window(std::nullopt, at(1000))};
    time_range const range(at(0), at(10'000));
    for (int made = 500; made < 2500; made += 7)
    {
        for (int const wait : {-5, 0, 1, 59, 60, 61, 500, 1400})
        {
            int const selected = made + wait;
            int owners = 0;
            for (time_window const& window : windows)
            {
                if (!has(window, made, selected))
                    continue;
                ++owners;
                query what = bounded(0, 10'000);
                signalwire::paging::select_window(what, times, range, window);
                BOOST_TEST_REQUIRE(bound(what, "T>") < selected);
                BOOST_TEST_REQUIRE(bound(what, "T<") > selected);
            }
            BOOST_TEST_REQUIRE(owners == 1);
        }
    }
}

BOOST_AUTO_TEST_CASE(item_without_time_is_in_every_window)
{
    time_window const window(at(1000), at(2000));
    BOOST_TEST(has(window, std::nullopt, std::nullopt));
    BOOST_TEST(has(window, 1500, std::nullopt));
    BOOST_TEST(!has(window, 2500, std::nullopt));
    BOOST_TEST(has(window, std::nullopt, 1000));
    BOOST_TEST(!has(window, std::nullopt, 2000));
}

BOOST_AUTO_TEST_CASE(partitions_are_adjacent_and_cover_range)
{
    time_range const range(at(0), instant(std::chrono::seconds(253'402'300'799)));
    for (std::size_t const count : {1U, 2U, 3U, 1000U, 1'000'000U})
    {
        for (std::size_t i = 1; i <= count; i += i < 5 || i + 5 > count ? 1 : count / 7)
        {
            time_window const part = signalwire::paging::partition_window(range, i, count);
            BOOST_TEST(part.from.has_value() == (i > 1));
            BOOST_TEST(part.to.has_value() == (i < count));
            if (part.from && part.to)
                BOOST_TEST((*part.from < *part.to));
            if (i > 1)
            {
                time_window const before =
                    signalwire::paging::partition_window(range, i - 1, count);
                BOOST_TEST((before.to == part.from));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(newer_items_are_skipped_only_in_bounded_listing)
{
    query what;
    signalwire::paging::skip_newer_than(what, times, at(1000));
    BOOST_TEST((what == query()));

    what = bounded(0, 1'000'000);
    signalwire::paging::skip_newer_than(what, times, at(1000));
    BOOST_TEST(bound(what, "T<") == 1000 + 64 * 3600);
    BOOST_TEST(bound(what, "T>") == 0);

    what = bounded(0, 2000);
    signalwire::paging::skip_newer_than(what, times, at(1000));
    BOOST_TEST((what == bounded(0, 2000)));
}

BOOST_AUTO_TEST_SUITE_END()
