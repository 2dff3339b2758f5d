#include "paging/window_scheduler.hpp"

#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>
#include <vector>

using signalwire::detail::cursor_window;
using signalwire::paging::instant;
using signalwire::paging::shard_limits;
using signalwire::paging::time_range;
using signalwire::paging::time_window;
using signalwire::paging::window_cutter;
using signalwire::paging::window_sample;

namespace
{

struct reader
{
};

using book = signalwire::paging::shard_book<reader>;

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

window_sample sample(std::size_t items, int oldest, bool goes_on)
{
    window_sample out;
    out.items = items;
    out.oldest = at(oldest);
    out.goes_on = goes_on;
    return out;
}

shard_limits limits(std::size_t at_once, std::uint64_t bytes = 1'000'000)
{
    shard_limits out;
    out.at_once = at_once;
    out.bytes = bytes;
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

std::string left(book const& shards)
{
    return describe(shards.left([](book::shard const& each) {
        cursor_window out = each.left;
        out.page_uri = "!";
        return out;
    }));
}

book::shard* open(book& shards)
{
    book::shard* const next = shards.next_to_open();
    if (next)
        next->reader = std::make_shared<reader>();
    return next;
}

} // namespace

BOOST_AUTO_TEST_SUITE(window_cutters)

BOOST_AUTO_TEST_CASE(windows_begin_short_and_come_to_hold_about_a_page)
{
    window_cutter cutter(range, 4, 100);
    time_window const all;
    BOOST_TEST((cutter.cut(all) == at(155'000)));
    // A call a second: ninety seconds are nine tenths of a page.
    BOOST_TEST(!cutter.is_heavy(time_window(at(159'900), {}), sample(100, 159'900, false)));
    BOOST_TEST((cutter.cut(all) == at(159'910)));
    // Nothing for a long time: windows grow, but not beyond reason.
    BOOST_TEST(!cutter.is_heavy(time_window(at(159'900), {}), sample(0, 0, false)));
    BOOST_TEST((cutter.cut(all) == at(159'640)));
}

BOOST_AUTO_TEST_CASE(a_window_of_many_pages_is_heavy_and_one_of_a_few_is_not)
{
    window_cutter cutter(range, 4, 100);
    time_window const window(at(100'000), at(110'000));
    BOOST_TEST(!cutter.is_heavy(window, sample(100, 102'600, true))); // 3.6 pages in all
    BOOST_TEST(cutter.is_heavy(window, sample(100, 109'900, true)));
    BOOST_TEST((cutter.cut(window) == at(109'910)));
}

BOOST_AUTO_TEST_CASE(windows_are_as_long_as_the_pages_that_are_served)
{
    window_cutter cutter(range, 4, 1000);
    time_window const window(at(100'000), at(110'000));
    BOOST_TEST(cutter.is_heavy(window, sample(50, 109'900, true)));
    BOOST_TEST((cutter.cut(window) == at(109'910)));
}

BOOST_AUTO_TEST_CASE(a_single_second_is_read_page_after_page)
{
    window_cutter cutter(range, 4, 100);
    time_window const second(at(1000), at(1001));
    BOOST_TEST(!cutter.is_heavy(second, sample(100, 1000, true)));
    BOOST_TEST(!cutter.cut(second).has_value());
}

BOOST_AUTO_TEST_CASE(whoever_reads_one_window_at_a_time_need_not_cut)
{
    window_cutter cutter(range, 1, 100);
    BOOST_TEST(!cutter.cut(time_window()).has_value());
    BOOST_TEST(!cutter.is_heavy(time_window(), sample(100, 159'999, true)));
}

BOOST_AUTO_TEST_CASE(an_empty_range_is_one_window)
{
    window_cutter const cutter(time_range(at(5), at(5)), 8, 50);
    BOOST_TEST(!cutter.cut(time_window()).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(shard_books)

BOOST_AUTO_TEST_CASE(one_window_tells_how_to_cut_before_others_are_opened)
{
    book shards({window({}, {})}, window_cutter(range, 8, 100), limits(8));
    book::shard* const first = open(shards);
    BOOST_TEST_REQUIRE(first);
    BOOST_TEST(!open(shards));
    BOOST_TEST(shards.judge(*first, sample(100, 159'900, true), 10));
    for (int i = 1; i <= 8; ++i)
        BOOST_TEST((open(shards)->window().from == at(160'000 - 90 * i)));
    BOOST_TEST(!open(shards));
}

BOOST_AUTO_TEST_CASE(a_first_window_that_breaks_holds_the_others_up_no_longer)
{
    book shards({window({}, {})}, window_cutter(range, 8, 100), limits(8));
    shards.judge_broken(*open(shards));
    BOOST_TEST(open(shards));
}

BOOST_AUTO_TEST_CASE(windows_are_opened_from_the_newest_on_as_many_as_may_be_read)
{
    book shards({window({}, {})}, window_cutter(range, 2, 100), limits(2));
    book::shard* const first = open(shards);
    BOOST_TEST_REQUIRE(first);
    BOOST_TEST((first->window() == time_window(at(150'000), std::nullopt)));
    BOOST_TEST(!shards.judge(*first, sample(90, 150'000, false), 10));
    book::shard* const second = open(shards);
    BOOST_TEST_REQUIRE(second);
    BOOST_TEST((second->window() == time_window(at(140'000), at(150'000))));
    BOOST_TEST(open(shards));
    BOOST_TEST(!open(shards)); // two are awaited

    // Those that have come may wait for the consumer, twice as many as are awaited.
    BOOST_TEST(!shards.judge(*second, sample(90, 140'000, false), 10));
    BOOST_TEST(open(shards));
    BOOST_TEST(!open(shards));
}

BOOST_AUTO_TEST_CASE(what_waits_for_the_consumer_has_a_limit_but_the_first_window_is_always_read)
{
    book shards({window({}, {})}, window_cutter(range, 8, 100), limits(8, 25));
    BOOST_TEST(!shards.judge(*open(shards), sample(90, 140'000, false), 10));
    BOOST_TEST(open(shards)); // ten held, ten thought to come
    BOOST_TEST(!open(shards));
    shards.shards().pop_front();
    shards.shards().pop_front();
    BOOST_TEST(open(shards));
    BOOST_TEST(open(shards));

    book full({window({}, {})}, window_cutter(range, 8, 100), limits(8, 0));
    BOOST_TEST(!full.judge(*open(full), sample(90, 140'000, false), 10));
    BOOST_TEST(!open(full));
    full.shards().pop_front();
    BOOST_TEST(open(full));
}

BOOST_AUTO_TEST_CASE(a_heavy_window_is_closed_and_opened_again_in_pieces)
{
    book shards({window({}, {})}, window_cutter(range, 2, 100), limits(2));
    book::shard* const first = open(shards);
    BOOST_TEST(shards.judge(*first, sample(100, 159'000, true), 10));
    BOOST_TEST(!first->reader);
    book::shard* const piece = open(shards);
    BOOST_TEST((piece == first));
    BOOST_TEST((piece->window() == time_window(at(159'100), std::nullopt)));
    BOOST_TEST((open(shards)->window() == time_window(at(158'200), at(159'100))));
}

BOOST_AUTO_TEST_CASE(a_window_of_which_something_was_delivered_is_never_cut)
{
    cursor_window begun = window(1000, 100'000);
    begun.page_uri = "/page";
    book shards({begun, window({}, 1000)}, window_cutter(range, 4, 100), limits(4));
    book::shard* const first = open(shards);
    BOOST_TEST((first->window() == time_window(at(1000), at(100'000))));
    BOOST_TEST(!shards.judge(*first, sample(100, 99'999, true), 10));
    BOOST_TEST((first->reader != nullptr));
}

BOOST_AUTO_TEST_CASE(what_is_left_is_told_in_as_few_windows_as_possible)
{
    book shards({window({}, {})}, window_cutter(range, 4, 100), limits(4));
    BOOST_TEST(left(shards) == "*..* ");
    book::shard* const first = open(shards);
    BOOST_TEST(!shards.judge(*first, sample(90, 155'000, false), 10));
    book::shard* const second = open(shards);
    BOOST_TEST(open(shards));
    BOOST_TEST(left(shards) == "*..* ");
    second->begun = true;
    BOOST_TEST(left(shards) == "155000..* 150000..155000! *..150000 ");
    first->begun = true;
    BOOST_TEST(left(shards) == "155000..*! 150000..155000! *..150000 ");
    shards.shards().pop_front();
    BOOST_TEST(left(shards) == "150000..155000! *..150000 ");
}

BOOST_AUTO_TEST_CASE(windows_with_a_gap_between_them_stay_apart)
{
    book const shards(
        {window(50, {}), window(10, 40), window({}, 10)}, window_cutter(range, 4, 100), limits(4));
    BOOST_TEST(left(shards) == "50..* *..40 ");
}

BOOST_AUTO_TEST_CASE(windows_in_doubt_are_held_and_read_again_unless_bounds_are_exact)
{
    using signalwire::client::bounds_precision;
    for (bounds_precision const found : {bounds_precision::second, bounds_precision::day})
    {
        book shards(
            {window({}, {})}, window_cutter(range, 4, 100), limits(4), bounds_precision::unknown);
        book::shard* const first = open(shards);
        BOOST_TEST_REQUIRE(first != nullptr);
        BOOST_TEST(shards.is_in_doubt(*first));
        BOOST_TEST(open(shards) == nullptr, "one after the other");
        BOOST_TEST(!shards.is_at_a_loss());
        shards.hold(*first, signalwire::paging::window_sample(), 10);
        book::shard* const second = open(shards);
        BOOST_TEST_REQUIRE(second != nullptr);
        // Its failure must not keep the first one waiting for ever.
        shards.judge_broken(*second);
        BOOST_TEST(shards.is_at_a_loss());
        BOOST_TEST(shards.settle(found).size() == (found == bounds_precision::day ? 2U : 0U));
        BOOST_TEST(!first->held);
        BOOST_TEST((first->reader == nullptr) == (found == bounds_precision::day));
        BOOST_TEST(left(shards) == "*..* ");
    }
}

BOOST_AUTO_TEST_SUITE_END()
