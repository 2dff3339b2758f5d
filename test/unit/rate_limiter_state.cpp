#include "client/rate_limiter_state.hpp"

#include <boost/asio/system_executor.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <random>
#include <vector>

using namespace std::chrono_literals;
using signalwire::rate_limit_config;
using signalwire::async::acquire_status;
using state = signalwire::client::rate_limiter_state;
using waiter = state::queue::waiter_ptr;

BOOST_AUTO_TEST_SUITE(rate_limiter_states)

namespace
{

state::time_point const start = state::time_point() + 1h;

rate_limit_config limits(double per_second, int burst = 1, std::size_t max_in_flight = 0)
{
    rate_limit_config out;
    out.requests_per_second = per_second;
    out.burst = burst;
    out.max_in_flight = max_in_flight;
    return out;
}

state make_limiter(rate_limit_config const& limits = {})
{
    return state(limits, 100'000);
}

bool is_granted(state& limiter, state::time_point now)
{
    return limiter.acquire(now) == acquire_status::granted;
}

waiter queue_up(state& limiter, state::time_point now)
{
    BOOST_TEST_REQUIRE((limiter.acquire(now) == acquire_status::queued));
    return limiter.enqueue(boost::asio::system_executor());
}

std::size_t count_granted(state& limiter, int count, state::time_point now)
{
    std::size_t out = 0;
    for (int i = 0; i < count; ++i)
    {
        if (is_granted(limiter, now))
            ++out;
        else
            static_cast<void>(limiter.enqueue(boost::asio::system_executor()));
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(no_limits_means_no_waiting)
{
    state limiter = make_limiter();
    BOOST_TEST(count_granted(limiter, 1000, start) == 1000U);
    BOOST_TEST(!limiter.next_ready_time().has_value());
}

BOOST_AUTO_TEST_CASE(burst_is_granted_and_the_rest_at_the_rate)
{
    state limiter = make_limiter(limits(10, 3));
    BOOST_TEST(count_granted(limiter, 5, start) == 3U);
    BOOST_TEST(limiter.waiting() == 2U);
    BOOST_TEST((limiter.next_ready_time() == start + 100ms));
    BOOST_TEST(limiter.take_ready(start + 99ms).empty());
    BOOST_TEST(limiter.take_ready(start + 100ms).size() == 1U);
    BOOST_TEST((limiter.next_ready_time() == start + 200ms));
    BOOST_TEST(limiter.take_ready(start + 1h).size() == 1U);
    BOOST_TEST(!limiter.next_ready_time().has_value());
    // A long idle time saves up one burst only.
    BOOST_TEST(count_granted(limiter, 5, start + 2h) == 3U);
}

BOOST_AUTO_TEST_CASE(waiters_are_served_in_fifo_order)
{
    state limiter = make_limiter(limits(1));
    BOOST_TEST(is_granted(limiter, start));
    waiter const first = queue_up(limiter, start);
    // A token is available now, but reserved for the first waiter.
    queue_up(limiter, start + 1s);
    std::vector<waiter> const due = limiter.take_ready(start + 1s);
    BOOST_TEST_REQUIRE(due.size() == 1U);
    BOOST_TEST((due[0] == first));
}

BOOST_AUTO_TEST_CASE(cancelled_waiter_does_not_consume_a_token)
{
    state limiter = make_limiter(limits(1));
    BOOST_TEST(is_granted(limiter, start));
    waiter const first = queue_up(limiter, start);
    waiter const second = queue_up(limiter, start);
    BOOST_TEST(limiter.cancel_wait(*first));
    BOOST_TEST(!limiter.cancel_wait(*first));
    BOOST_TEST((limiter.next_ready_time() == start + 1s));
    BOOST_TEST((limiter.take_ready(start + 1s) == std::vector{second}));
    BOOST_TEST(!limiter.cancel_wait(*second));
}

BOOST_AUTO_TEST_CASE(full_queue_rejects_operations)
{
    state limiter(limits(1), 2);
    BOOST_TEST(is_granted(limiter, start));
    queue_up(limiter, start);
    waiter const last = queue_up(limiter, start);
    BOOST_TEST((limiter.acquire(start) == acquire_status::rejected));
    BOOST_TEST(limiter.waiting() == 2U);
    BOOST_TEST(limiter.cancel_wait(*last));
    queue_up(limiter, start);
}

BOOST_AUTO_TEST_CASE(queue_limit_does_not_affect_granted_operations)
{
    state limiter(limits(1), 0);
    BOOST_TEST(is_granted(limiter, start));
    BOOST_TEST((limiter.acquire(start) == acquire_status::rejected));
    BOOST_TEST(is_granted(limiter, start + 1s));
}

BOOST_AUTO_TEST_CASE(pause_stops_all_operations)
{
    state limiter = make_limiter();
    BOOST_TEST(is_granted(limiter, start));
    limiter.pause_until(start + 5s);
    limiter.pause_until(start + 2s);
    BOOST_TEST((limiter.paused_until() == start + 5s));
    BOOST_TEST(count_granted(limiter, 2, start + 1s) == 0U);
    BOOST_TEST((limiter.next_ready_time() == start + 5s));
    BOOST_TEST(limiter.take_ready(start + 4999ms).empty());
    BOOST_TEST(limiter.take_ready(start + 5s).size() == 2U);
    BOOST_TEST(is_granted(limiter, start + 5s));
}

BOOST_AUTO_TEST_CASE(requests_in_flight_are_limited)
{
    state limiter = make_limiter(limits(0, 1, 2));
    BOOST_TEST(count_granted(limiter, 4, start) == 2U);
    BOOST_TEST(!limiter.next_ready_time().has_value());
    BOOST_TEST(limiter.take_ready(start + 1h).empty());
    limiter.release();
    BOOST_TEST(limiter.take_ready(start + 1h).size() == 1U);
    limiter.release();
    limiter.release();
    BOOST_TEST(limiter.take_ready(start + 1h).size() == 1U);
}

BOOST_AUTO_TEST_CASE(random_use_keeps_order_and_rate)
{
    std::mt19937 random(7);
    state limiter = make_limiter(limits(50, 5, 8));
    auto now = start;
    std::deque<waiter> queue;
    int in_flight = 0;
    int sent = 0;
    for (int step = 0; step < 20'000; ++step)
    {
        now += std::chrono::microseconds(random() % 4000);
        if (random() % 2 == 0)
        {
            acquire_status const status = limiter.acquire(now);
            BOOST_TEST_REQUIRE((status != acquire_status::rejected));
            if (status == acquire_status::queued)
                queue.push_back(limiter.enqueue(boost::asio::system_executor()));
            else
                ++in_flight, ++sent;
        }
        if (!queue.empty() && random() % 10 == 0)
        {
            std::size_t const index = random() % queue.size();
            BOOST_TEST_REQUIRE(limiter.cancel_wait(*queue[index]));
            queue.erase(queue.begin() + static_cast<std::ptrdiff_t>(index));
        }
        if (in_flight > 0 && random() % 2 == 0)
            limiter.release(), --in_flight;
        for (waiter const& due : limiter.take_ready(now))
        {
            BOOST_TEST_REQUIRE((due == queue.front()));
            queue.pop_front();
            ++in_flight, ++sent;
        }
        BOOST_TEST_REQUIRE(in_flight <= 8);
        double const seconds = std::chrono::duration<double>(now - start).count();
        BOOST_TEST_REQUIRE(sent <= 5 + 50 * seconds + 1e-6);
    }
    BOOST_TEST(sent > 1000);
}

BOOST_AUTO_TEST_SUITE_END()
