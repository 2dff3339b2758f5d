// When a watch polls, how far a poll reads, and in which order it delivers its changes.

#include "paging/poll.hpp"

#include "unit/paging_page.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <string>

using namespace std::chrono_literals;
using signalwire::paging::change_batch;
using signalwire::paging::item_version;
using signalwire::paging::poll_backoff;
using signalwire::paging::poll_scope;

namespace
{

/// Returns a time, in seconds after a midnight.
std::chrono::sys_seconds at(int seconds)
{
    return std::chrono::sys_days(std::chrono::year(2026) / 1 / 1) + std::chrono::seconds(seconds);
}

/// Returns how many of the items created at `times` a poll accepts.
std::size_t taken(poll_scope scope, std::initializer_list<int> times)
{
    for (int each : times)
        static_cast<void>(scope.accept(at(each)));
    return scope.accepted();
}

item_version changed(std::uint64_t item, std::uint64_t print, std::optional<int> when)
{
    item_version out;
    out.item = item;
    out.fingerprint = print;
    if (when)
        out.updated = at(*when);
    return out;
}

std::string all_of(change_batch& batch)
{
    std::string out;
    batch.sort();
    while (!batch.empty())
        out += *static_cast<char*>(batch.take().item.get());
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(polls)

BOOST_AUTO_TEST_CASE(delay_is_minimum_after_changes)
{
    poll_backoff backoff(100ms, 800ms);
    for (int i = 0; i < 5; ++i)
        BOOST_TEST((backoff.after_changes() == 100ms));
}

BOOST_AUTO_TEST_CASE(delay_grows_by_half_up_to_maximum)
{
    poll_backoff backoff(100ms, 800ms);
    for (auto const expected : {150ms, 225ms, 338ms, 507ms, 761ms, 800ms, 800ms})
        BOOST_TEST((backoff.after_no_changes() == expected));
    BOOST_TEST((backoff.after_changes() == 100ms));
    BOOST_TEST((backoff.after_no_changes() == 150ms));
}

BOOST_AUTO_TEST_CASE(shortest_delay_grows_and_longest_does_not_overflow)
{
    poll_backoff shortest(1ms, 8ms);
    for (auto const expected : {2ms, 3ms, 5ms, 8ms, 8ms})
        BOOST_TEST((shortest.after_no_changes() == expected));
    poll_backoff longest(24h * 365, 24h * 365);
    BOOST_TEST((longest.after_no_changes() == 24h * 365));
    poll_backoff steady(5ms, 5ms);
    BOOST_TEST((steady.after_no_changes() == 5ms));
}

BOOST_AUTO_TEST_CASE(requested_delay_is_minimum_after_failure)
{
    poll_backoff backoff(1000ms, 8000ms);
    BOOST_TEST((backoff.after_failure(std::nullopt) == 1500ms));
    BOOST_TEST((backoff.after_failure(1s) == 2250ms));
    BOOST_TEST((backoff.after_failure(120s) == 120s));
    BOOST_TEST((backoff.after_failure(0s) == 5063ms), "a requested delay is not kept");
    BOOST_TEST((backoff.after_failure(std::nullopt) == 7595ms));
    BOOST_TEST((backoff.after_failure(std::nullopt) == 8000ms));
}

BOOST_AUTO_TEST_CASE(poll_covers_lookback_from_newest_item)
{
    poll_scope const scope(60s, 100, std::nullopt);
    BOOST_TEST(taken(scope, {1000, 990, 940, 939, 900}) == 3U);
    BOOST_TEST(taken(scope, {}) == 0U);
    BOOST_TEST(taken(scope, {5}) == 1U);
}

BOOST_AUTO_TEST_CASE(poll_is_done_after_item_before_lookback)
{
    poll_scope scope(60s, 100, std::nullopt);
    BOOST_TEST(!scope.is_done());
    BOOST_TEST(scope.accept(at(1000)));
    BOOST_TEST(scope.accept(at(940)));
    BOOST_TEST(!scope.is_done());
    BOOST_TEST(!scope.accept(at(939)));
    BOOST_TEST(scope.is_done());
    BOOST_TEST(scope.accept(at(950)), "an item out of order");
    BOOST_TEST(!scope.is_done());
    BOOST_TEST((scope.oldest_covered() == at(940)));
}

BOOST_AUTO_TEST_CASE(poll_after_outage_covers_lookback_from_last_poll)
{
    BOOST_TEST(taken(poll_scope(60s, 100, at(500)), {1000, 700, 500, 440, 439}) == 4U);
    BOOST_TEST(taken(poll_scope(60s, 100, at(2000)), {1000, 941, 940, 939}) == 3U);
}

BOOST_AUTO_TEST_CASE(items_without_time_are_accepted)
{
    poll_scope scope(60s, 100, std::nullopt);
    BOOST_TEST(scope.accept(std::nullopt));
    BOOST_TEST(!scope.oldest_covered().has_value());
    BOOST_TEST(scope.accept(at(1000)));
    BOOST_TEST(scope.accept(std::nullopt));
    BOOST_TEST(!scope.is_done());
    BOOST_TEST(!scope.accept(at(900)));
    BOOST_TEST(scope.accept(std::nullopt));
    BOOST_TEST(scope.accepted() == 4U);
    BOOST_TEST(scope.is_done(), "the last item with a time is too old");
}

BOOST_AUTO_TEST_CASE(overflow_keeps_newest_items)
{
    poll_scope scope(60s, 3, std::nullopt);
    for (int when : {1000, 999, 998})
        BOOST_TEST(scope.accept(at(when)));
    BOOST_TEST(!scope.overflowed());
    BOOST_TEST(!scope.is_done());
    BOOST_TEST(!scope.accept(at(997)));
    BOOST_TEST(!scope.accept(at(996)));
    BOOST_TEST(scope.overflowed());
    BOOST_TEST(scope.is_done());
    BOOST_TEST(scope.accepted() == 3U);
    BOOST_TEST(
        (scope.oldest_covered() == at(999)),
        "there may be more items of the second of the last one");
}

BOOST_AUTO_TEST_CASE(changes_are_taken_from_oldest_to_newest)
{
    change_batch batch;
    batch.add(changed(1, 1, 20), unit::own('d'));
    batch.add(changed(2, 1, 10), unit::own('c'));
    batch.add(changed(3, 1, 30), unit::own('e'));
    batch.add(changed(4, 1, 10), unit::own('b'));
    batch.add(changed(5, 1, std::nullopt), unit::own('a'));
    BOOST_TEST(all_of(batch) == "abcde");
    BOOST_TEST(all_of(batch).empty());
}

BOOST_AUTO_TEST_CASE(repeated_item_keeps_latest_version)
{
    change_batch batch;
    batch.add(changed(1, 1, 20), unit::own('a'));
    batch.add(changed(2, 1, 20), unit::own('b'));
    batch.add(changed(1, 2, 25), unit::own('c'));
    batch.add(changed(2, 2, 15), unit::own('d'));
    batch.add(changed(1, 3, 25), unit::own('e'));
    BOOST_TEST(all_of(batch) == "be");
    batch.add(changed(1, 4, 1), unit::own('f'));
    batch.clear();
    batch.add(changed(1, 4, 1), unit::own('g'));
    BOOST_TEST(all_of(batch) == "g");
}

BOOST_AUTO_TEST_SUITE_END()
