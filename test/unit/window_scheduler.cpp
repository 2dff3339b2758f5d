#include "paging/window_scheduler.hpp"

#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>
#include <vector>

using signalwire::detail::cursor_window;
using signalwire::paging::instant;
using signalwire::paging::time_range;
using signalwire::paging::time_window;
using signalwire::paging::window_limits;
using signalwire::paging::window_sample;
using signalwire::paging::window_splitter;

namespace
{

struct reader
{
};

using scheduler = signalwire::paging::window_scheduler<reader>;

instant at(int second)
{
    return instant(std::chrono::seconds(second));
}

cursor_window window(std::optional<int> from, std::optional<int> to)
{
    cursor_window out;
    if (from)
        out.from = at(*from);
    if (to)
        out.to = at(*to);
    return out;
}

window_sample sample(std::size_t items, int oldest, bool has_next_page)
{
    window_sample out;
    out.items = items;
    out.oldest = at(oldest);
    out.has_next_page = has_next_page;
    return out;
}

window_limits limits(std::size_t max_parallel, std::uint64_t bytes = 1'000'000)
{
    window_limits out;
    out.max_parallel = max_parallel;
    out.max_bytes = bytes;
    return out;
}

time_range const range(at(0), at(160'000));

std::string describe(std::vector<cursor_window> const& windows)
{
    std::string out;
    auto const end = [](std::optional<instant> const& time) {
        return time ? std::to_string(time->time_since_epoch().count()) : std::string("*");
    };
    for (cursor_window const& each : windows)
        out += end(each.from) + ".." + end(each.to) + each.page_uri + ' ';
    return out;
}

std::string remaining(scheduler const& shards)
{
    return describe(shards.remaining([](scheduler::shard const& each) {
        cursor_window out = each.remaining;
        out.page_uri = "!";
        return out;
    }));
}

scheduler::shard* open(scheduler& shards)
{
    scheduler::shard* const next = shards.next_to_open();
    if (next)
        next->reader = std::make_shared<reader>();
    return next;
}

} // namespace

BOOST_AUTO_TEST_SUITE(window_splitters)

BOOST_AUTO_TEST_CASE(windows_grow_to_about_a_page)
{
    window_splitter splitter(range, 4, 100);
    time_window const all;
    BOOST_TEST((splitter.split_point(all) == at(155'000)));
    // A call a second: ninety seconds are nine tenths of a page.
    BOOST_TEST(!splitter.should_split(time_window(at(159'900), {}), sample(100, 159'900, false)));
    BOOST_TEST((splitter.split_point(all) == at(159'910)));
    // Nothing for a long time: windows grow, but not beyond reason.
    BOOST_TEST(!splitter.should_split(time_window(at(159'900), {}), sample(0, 0, false)));
    BOOST_TEST((splitter.split_point(all) == at(159'640)));
}

BOOST_AUTO_TEST_CASE(window_of_many_pages_is_split)
{
    window_splitter splitter(range, 4, 100);
    time_window const window(at(100'000), at(110'000));
    BOOST_TEST(!splitter.should_split(window, sample(100, 102'600, true))); // 3.6 pages in all
    BOOST_TEST(splitter.should_split(window, sample(100, 109'900, true)));
    BOOST_TEST((splitter.split_point(window) == at(109'910)));
}

BOOST_AUTO_TEST_CASE(window_width_follows_received_page_size)
{
    window_splitter splitter(range, 4, 1000);
    time_window const window(at(100'000), at(110'000));
    BOOST_TEST(splitter.should_split(window, sample(50, 109'900, true)));
    BOOST_TEST((splitter.split_point(window) == at(109'910)));
}

BOOST_AUTO_TEST_CASE(single_second_is_not_split)
{
    window_splitter splitter(range, 4, 100);
    time_window const second(at(1000), at(1001));
    BOOST_TEST(!splitter.should_split(second, sample(100, 1000, true)));
    BOOST_TEST(!splitter.split_point(second).has_value());
}

BOOST_AUTO_TEST_CASE(sequential_reading_does_not_split)
{
    window_splitter splitter(range, 1, 100);
    BOOST_TEST(!splitter.split_point(time_window()).has_value());
    BOOST_TEST(!splitter.should_split(time_window(), sample(100, 159'999, true)));
}

BOOST_AUTO_TEST_CASE(empty_range_is_one_window)
{
    window_splitter const splitter(time_range(at(5), at(5)), 8, 50);
    BOOST_TEST(!splitter.split_point(time_window()).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(window_schedulers)

BOOST_AUTO_TEST_CASE(first_window_determines_density)
{
    scheduler shards({window({}, {})}, window_splitter(range, 8, 100), limits(8));
    scheduler::shard* const first = open(shards);
    BOOST_TEST_REQUIRE(first);
    BOOST_TEST(!open(shards));
    BOOST_TEST(shards.on_first_page(*first, sample(100, 159'900, true), 10));
    for (int i = 1; i <= 8; ++i)
        BOOST_TEST((open(shards)->window().from == at(160'000 - 90 * i)));
    BOOST_TEST(!open(shards));
}

BOOST_AUTO_TEST_CASE(failed_first_window_unblocks_others)
{
    scheduler shards({window({}, {})}, window_splitter(range, 8, 100), limits(8));
    shards.on_first_page_failed(*open(shards));
    BOOST_TEST(open(shards));
}

BOOST_AUTO_TEST_CASE(windows_open_from_newest_up_to_limit)
{
    scheduler shards({window({}, {})}, window_splitter(range, 2, 100), limits(2));
    scheduler::shard* const first = open(shards);
    BOOST_TEST_REQUIRE(first);
    BOOST_TEST((first->window() == time_window(at(150'000), std::nullopt)));
    BOOST_TEST(!shards.on_first_page(*first, sample(90, 150'000, false), 10));
    scheduler::shard* const second = open(shards);
    BOOST_TEST_REQUIRE(second);
    BOOST_TEST((second->window() == time_window(at(140'000), at(150'000))));
    BOOST_TEST(open(shards));
    BOOST_TEST(!open(shards)); // two are awaited

    // Those that have come may wait for the consumer, twice as many as are awaited.
    BOOST_TEST(!shards.on_first_page(*second, sample(90, 140'000, false), 10));
    BOOST_TEST(open(shards));
    BOOST_TEST(!open(shards));
}

BOOST_AUTO_TEST_CASE(buffered_windows_are_limited_except_first)
{
    scheduler shards({window({}, {})}, window_splitter(range, 8, 100), limits(8, 25));
    BOOST_TEST(!shards.on_first_page(*open(shards), sample(90, 140'000, false), 10));
    BOOST_TEST(open(shards)); // ten held, ten thought to come
    BOOST_TEST(!open(shards));
    shards.shards().pop_front();
    shards.shards().pop_front();
    BOOST_TEST(open(shards));
    BOOST_TEST(open(shards));

    scheduler full({window({}, {})}, window_splitter(range, 8, 100), limits(8, 0));
    BOOST_TEST(!full.on_first_page(*open(full), sample(90, 140'000, false), 10));
    BOOST_TEST(!open(full));
    full.shards().pop_front();
    BOOST_TEST(open(full));
}

BOOST_AUTO_TEST_CASE(window_of_many_pages_is_reopened_in_parts)
{
    scheduler shards({window({}, {})}, window_splitter(range, 2, 100), limits(2));
    scheduler::shard* const first = open(shards);
    BOOST_TEST(shards.on_first_page(*first, sample(100, 159'000, true), 10));
    BOOST_TEST(!first->reader);
    scheduler::shard* const piece = open(shards);
    BOOST_TEST((piece == first));
    BOOST_TEST((piece->window() == time_window(at(159'100), std::nullopt)));
    BOOST_TEST((open(shards)->window() == time_window(at(158'200), at(159'100))));
}

BOOST_AUTO_TEST_CASE(started_window_is_not_split)
{
    cursor_window begun = window(1000, 100'000);
    begun.page_uri = "/page";
    scheduler shards({begun, window({}, 1000)}, window_splitter(range, 4, 100), limits(4));
    scheduler::shard* const first = open(shards);
    BOOST_TEST((first->window() == time_window(at(1000), at(100'000))));
    BOOST_TEST(!shards.on_first_page(*first, sample(100, 99'999, true), 10));
    BOOST_TEST((first->reader != nullptr));
}

BOOST_AUTO_TEST_CASE(remaining_windows_are_merged)
{
    scheduler shards({window({}, {})}, window_splitter(range, 4, 100), limits(4));
    BOOST_TEST(remaining(shards) == "*..* ");
    scheduler::shard* const first = open(shards);
    BOOST_TEST(!shards.on_first_page(*first, sample(90, 155'000, false), 10));
    scheduler::shard* const second = open(shards);
    BOOST_TEST(open(shards));
    BOOST_TEST(remaining(shards) == "*..* ");
    second->started = true;
    BOOST_TEST(remaining(shards) == "155000..* 150000..155000! *..150000 ");
    first->started = true;
    BOOST_TEST(remaining(shards) == "155000..*! 150000..155000! *..150000 ");
    shards.shards().pop_front();
    BOOST_TEST(remaining(shards) == "150000..155000! *..150000 ");
}

BOOST_AUTO_TEST_CASE(windows_with_gap_are_not_merged)
{
    scheduler const shards(
        {window(50, {}), window(10, 40), window({}, 10)}, window_splitter(range, 4, 100),
        limits(4));
    BOOST_TEST(remaining(shards) == "50..* *..40 ");
}

BOOST_AUTO_TEST_CASE(unverified_windows_are_held_until_precision_is_known)
{
    using signalwire::client::bounds_precision;
    for (bounds_precision const found : {bounds_precision::second, bounds_precision::day})
    {
        scheduler shards(
            {window({}, {})}, window_splitter(range, 4, 100), limits(4), bounds_precision::unknown);
        scheduler::shard* const first = open(shards);
        BOOST_TEST_REQUIRE(first != nullptr);
        BOOST_TEST(shards.is_unverified(*first));
        BOOST_TEST(open(shards) == nullptr, "one after the other");
        BOOST_TEST(!shards.is_inconclusive());
        shards.hold(*first, signalwire::paging::window_sample(), 10);
        scheduler::shard* const second = open(shards);
        BOOST_TEST_REQUIRE(second != nullptr);
        // Its failure must not keep the first one waiting for ever.
        shards.on_first_page_failed(*second);
        BOOST_TEST(shards.is_inconclusive());
        BOOST_TEST(
            shards.on_precision_known(found).size() == (found == bounds_precision::day ? 2U : 0U));
        BOOST_TEST(!first->held);
        BOOST_TEST((first->reader == nullptr) == (found == bounds_precision::day));
        BOOST_TEST(remaining(shards) == "*..* ");
    }
}

BOOST_AUTO_TEST_SUITE_END()
