#include "client/rate_book.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <random>
#include <vector>

using namespace std::chrono_literals;
using signalwire::rate_limit_config;
using signalwire::client::rate_book;

BOOST_AUTO_TEST_SUITE(rate_books)

namespace
{

rate_book::time_point const start = rate_book::time_point() + 1h;

rate_limit_config limits(double per_second, int burst = 1, std::size_t in_flight = 0)
{
    rate_limit_config out;
    out.requests_per_second = per_second;
    out.burst = burst;
    out.max_in_flight = in_flight;
    return out;
}

rate_book open_book(rate_limit_config const& limits = {})
{
    return rate_book(limits, 100'000);
}

bool goes_at_once(rate_book& book, rate_book::time_point now)
{
    return book.enter(now).what == rate_book::answer::granted;
}

rate_book::ticket queue_up(rate_book& book, rate_book::time_point now)
{
    rate_book::decision const decision = book.enter(now);
    BOOST_TEST_REQUIRE((decision.what == rate_book::answer::wait));
    return decision.waiter;
}

std::size_t let_through(rate_book& book, int how_many, rate_book::time_point now)
{
    std::size_t out = 0;
    for (int i = 0; i < how_many; ++i)
        out += goes_at_once(book, now) ? 1U : 0U;
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(without_limits_nobody_waits)
{
    rate_book book = open_book();
    BOOST_TEST(let_through(book, 1000, start) == 1000U);
    BOOST_TEST(!book.next_turn().has_value());
}

BOOST_AUTO_TEST_CASE(a_burst_goes_at_once_and_the_rest_at_the_rate)
{
    rate_book book = open_book(limits(10, 3));
    BOOST_TEST(let_through(book, 5, start) == 3U);
    BOOST_TEST(book.waiting() == 2U);
    BOOST_TEST((book.next_turn() == start + 100ms));
    BOOST_TEST(book.take_due(start + 99ms).empty());
    BOOST_TEST(book.take_due(start + 100ms).size() == 1U);
    BOOST_TEST((book.next_turn() == start + 200ms));
    BOOST_TEST(book.take_due(start + 1h).size() == 1U);
    BOOST_TEST(!book.next_turn().has_value());
    // A long rest saves up a burst and no more.
    BOOST_TEST(let_through(book, 5, start + 2h) == 3U);
}

BOOST_AUTO_TEST_CASE(whoever_comes_later_does_not_overtake)
{
    rate_book book = open_book(limits(1));
    BOOST_TEST(goes_at_once(book, start));
    rate_book::ticket const first = queue_up(book, start);
    // There would be a token by now, but somebody waits for it.
    queue_up(book, start + 1s);
    std::vector<rate_book::ticket> const due = book.take_due(start + 1s);
    BOOST_TEST_REQUIRE(due.size() == 1U);
    BOOST_TEST(due[0] == first);
}

BOOST_AUTO_TEST_CASE(whoever_leaves_passes_the_turn_on)
{
    rate_book book = open_book(limits(1));
    BOOST_TEST(goes_at_once(book, start));
    rate_book::ticket const first = queue_up(book, start);
    rate_book::ticket const second = queue_up(book, start);
    BOOST_TEST(book.leave(first));
    BOOST_TEST(!book.leave(first));
    BOOST_TEST((book.next_turn() == start + 1s));
    BOOST_TEST((book.take_due(start + 1s) == std::vector{second}));
    BOOST_TEST(!book.leave(second));
}

BOOST_AUTO_TEST_CASE(more_than_may_wait_are_refused)
{
    rate_book book(limits(1), 2);
    BOOST_TEST(goes_at_once(book, start));
    queue_up(book, start);
    rate_book::ticket const last = queue_up(book, start);
    BOOST_TEST((book.enter(start).what == rate_book::answer::refused));
    BOOST_TEST(book.waiting() == 2U);
    BOOST_TEST(book.leave(last));
    queue_up(book, start);
}

BOOST_AUTO_TEST_CASE(nobody_is_refused_who_need_not_wait)
{
    rate_book book(limits(1), 0);
    BOOST_TEST(goes_at_once(book, start));
    BOOST_TEST((book.enter(start).what == rate_book::answer::refused));
    BOOST_TEST(goes_at_once(book, start + 1s));
}

BOOST_AUTO_TEST_CASE(a_demand_to_hold_keeps_everybody_back)
{
    rate_book book = open_book();
    BOOST_TEST(goes_at_once(book, start));
    book.hold(start + 5s);
    book.hold(start + 2s);
    BOOST_TEST((book.held_until() == start + 5s));
    BOOST_TEST(let_through(book, 2, start + 1s) == 0U);
    BOOST_TEST((book.next_turn() == start + 5s));
    BOOST_TEST(book.take_due(start + 4999ms).empty());
    BOOST_TEST(book.take_due(start + 5s).size() == 2U);
    BOOST_TEST(goes_at_once(book, start + 5s));
}

BOOST_AUTO_TEST_CASE(those_under_way_are_counted)
{
    rate_book book = open_book(limits(0, 1, 2));
    BOOST_TEST(let_through(book, 4, start) == 2U);
    BOOST_TEST(!book.next_turn().has_value());
    BOOST_TEST(book.take_due(start + 1h).empty());
    book.done();
    BOOST_TEST(book.take_due(start + 1h).size() == 1U);
    book.done();
    book.done();
    BOOST_TEST(book.take_due(start + 1h).size() == 1U);
}

BOOST_AUTO_TEST_CASE(random_use_keeps_order_and_rate)
{
    std::mt19937 random(7);
    rate_book book = open_book(limits(50, 5, 8));
    auto now = start;
    std::deque<rate_book::ticket> queue;
    int under_way = 0;
    int sent = 0;
    for (int step = 0; step < 20'000; ++step)
    {
        now += std::chrono::microseconds(random() % 4000);
        if (random() % 2 == 0)
        {
            rate_book::decision const decision = book.enter(now);
            BOOST_TEST_REQUIRE((decision.what != rate_book::answer::refused));
            if (decision.what == rate_book::answer::wait)
                queue.push_back(decision.waiter);
            else
                ++under_way, ++sent;
        }
        if (!queue.empty() && random() % 10 == 0)
        {
            std::size_t const who = random() % queue.size();
            BOOST_TEST_REQUIRE(book.leave(queue[who]));
            queue.erase(queue.begin() + static_cast<std::ptrdiff_t>(who));
        }
        if (under_way > 0 && random() % 2 == 0)
            book.done(), --under_way;
        for (rate_book::ticket const due : book.take_due(now))
        {
            BOOST_TEST_REQUIRE(due == queue.front());
            queue.pop_front();
            ++under_way, ++sent;
        }
        BOOST_TEST_REQUIRE(under_way <= 8);
        double const seconds = std::chrono::duration<double>(now - start).count();
        BOOST_TEST_REQUIRE(sent <= 5 + 50 * seconds + 1e-6);
    }
    BOOST_TEST(sent > 1000);
}

BOOST_AUTO_TEST_SUITE_END()
