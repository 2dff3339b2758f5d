// When a watch polls, how far a poll goes, and in which order it delivers what it has found.

#include "paging/poll.hpp"

#include "paging/change_batch.hpp"
#include "paging/poll_pace.hpp"
#include "unit/paging_page.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <string>

using namespace std::chrono_literals;
using signalwire::paging::change_batch;
using signalwire::paging::poll_pace;
using signalwire::paging::poll_reach;
using signalwire::paging::version;

namespace
{

/// So many seconds after some midnight.
std::chrono::sys_seconds at(int seconds)
{
    return std::chrono::sys_days(std::chrono::year(2026) / 1 / 1) + std::chrono::seconds(seconds);
}

/// How many of the items made at the times given a poll takes.
std::size_t taken(poll_reach reach, std::initializer_list<int> times)
{
    for (int each : times)
        static_cast<void>(reach.take(at(each)));
    return reach.taken();
}

version changed(std::uint64_t item, std::uint64_t print, std::optional<int> when)
{
    version out;
    out.item = item;
    out.print = print;
    if (when)
        out.changed = at(*when);
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

BOOST_AUTO_TEST_CASE(the_pause_is_as_asked_for_while_something_happens)
{
    poll_pace pace(100ms, 800ms);
    for (int i = 0; i < 5; ++i)
        BOOST_TEST((pace.after_news() == 100ms));
}

BOOST_AUTO_TEST_CASE(the_pause_grows_by_half_with_every_silence_up_to_its_limit)
{
    poll_pace pace(100ms, 800ms);
    for (auto const expected : {150ms, 225ms, 338ms, 507ms, 761ms, 800ms, 800ms})
        BOOST_TEST((pace.after_silence() == expected));
    BOOST_TEST((pace.after_news() == 100ms));
    BOOST_TEST((pace.after_silence() == 150ms));
}

BOOST_AUTO_TEST_CASE(the_shortest_pause_grows_too_and_the_longest_does_not_overflow)
{
    poll_pace shortest(1ms, 8ms);
    for (auto const expected : {2ms, 3ms, 5ms, 8ms, 8ms})
        BOOST_TEST((shortest.after_silence() == expected));
    poll_pace longest(24h * 365, 24h * 365);
    BOOST_TEST((longest.after_silence() == 24h * 365));
    poll_pace steady(5ms, 5ms);
    BOOST_TEST((steady.after_silence() == 5ms));
}

BOOST_AUTO_TEST_CASE(after_a_failure_the_pause_is_what_the_server_wants_but_not_shorter)
{
    poll_pace pace(1000ms, 8000ms);
    BOOST_TEST((pace.after_failure(std::nullopt) == 1500ms));
    BOOST_TEST((pace.after_failure(1s) == 2250ms));
    BOOST_TEST((pace.after_failure(120s) == 120s));
    BOOST_TEST((pace.after_failure(0s) == 5063ms), "what the server wants is no habit");
    BOOST_TEST((pace.after_failure(std::nullopt) == 7595ms));
    BOOST_TEST((pace.after_failure(std::nullopt) == 8000ms));
}

BOOST_AUTO_TEST_CASE(a_poll_reaches_back_from_the_newest_item)
{
    poll_reach const reach(60s, 100, std::nullopt);
    BOOST_TEST(taken(reach, {1000, 990, 940, 939, 900}) == 3U);
    BOOST_TEST(taken(reach, {}) == 0U);
    BOOST_TEST(taken(reach, {5}) == 1U);
}

BOOST_AUTO_TEST_CASE(a_poll_is_over_when_the_last_item_of_a_page_lies_behind_the_window)
{
    poll_reach reach(60s, 100, std::nullopt);
    BOOST_TEST(!reach.over());
    BOOST_TEST(reach.take(at(1000)));
    BOOST_TEST(reach.take(at(940)));
    BOOST_TEST(!reach.over());
    BOOST_TEST(!reach.take(at(939)));
    BOOST_TEST(reach.over());
    BOOST_TEST(reach.take(at(950)), "one that is out of order");
    BOOST_TEST(!reach.over());
    BOOST_TEST((reach.edge() == at(940)));
}

BOOST_AUTO_TEST_CASE(a_poll_after_a_long_outage_reaches_back_from_the_mark)
{
    BOOST_TEST(taken(poll_reach(60s, 100, at(500)), {1000, 700, 500, 440, 439}) == 4U);
    BOOST_TEST(taken(poll_reach(60s, 100, at(2000)), {1000, 941, 940, 939}) == 3U);
}

BOOST_AUTO_TEST_CASE(items_that_do_not_tell_when_they_were_made_are_taken)
{
    poll_reach reach(60s, 100, std::nullopt);
    BOOST_TEST(reach.take(std::nullopt));
    BOOST_TEST(!reach.edge().has_value());
    BOOST_TEST(reach.take(at(1000)));
    BOOST_TEST(reach.take(std::nullopt));
    BOOST_TEST(!reach.over());
    BOOST_TEST(!reach.take(at(900)));
    BOOST_TEST(reach.take(std::nullopt));
    BOOST_TEST(reach.taken() == 4U);
    BOOST_TEST(reach.over(), "the last that tells lies behind the window");
}

BOOST_AUTO_TEST_CASE(where_the_window_holds_too_many_the_newest_are_taken)
{
    poll_reach reach(60s, 3, std::nullopt);
    for (int when : {1000, 999, 998})
        BOOST_TEST(reach.take(at(when)));
    BOOST_TEST(!reach.full());
    BOOST_TEST(!reach.over());
    BOOST_TEST(!reach.take(at(997)));
    BOOST_TEST(!reach.take(at(996)));
    BOOST_TEST(reach.full());
    BOOST_TEST(reach.over());
    BOOST_TEST(reach.taken() == 3U);
    BOOST_TEST((reach.edge() == at(999)), "of the second of the last one there may be more");
}

BOOST_AUTO_TEST_CASE(changes_come_from_the_oldest_to_the_newest_and_of_one_second_as_they_were_made)
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

BOOST_AUTO_TEST_CASE(an_item_that_comes_twice_in_a_poll_is_delivered_as_it_was_last)
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
