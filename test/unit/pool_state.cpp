#include "unit/pool_of_numbers.hpp"

#include <boost/asio/system_executor.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

using namespace signalwire::test::numbered;
using signalwire::pool_config;

BOOST_AUTO_TEST_SUITE(pool_state)

namespace
{

state::wakeup queue_up(state& pool, time_point now)
{
    BOOST_TEST_REQUIRE((pool.acquire(now).status == acquire_status::queued));
    return pool.enqueue(boost::asio::system_executor());
}

} // namespace

BOOST_AUTO_TEST_CASE(operations_wait_at_the_connection_limit)
{
    state pool(limits(2));
    BOOST_TEST(granted(pool.acquire(start)) == 0);
    BOOST_TEST(granted(pool.acquire(start)) == 0);
    BOOST_TEST((queue_up(pool, start) != nullptr));
    BOOST_TEST(pool.in_use() == 2U);
    BOOST_TEST(pool.waiting() == 1U);
    BOOST_TEST(pool.idle() == 0U);
}

BOOST_AUTO_TEST_CASE(last_returned_connection_is_reused_first)
{
    state pool(limits(3));
    for (int i = 0; i < 3; ++i)
        granted(pool.acquire(start));
    for (int i = 1; i <= 3; ++i)
        BOOST_TEST((pool.release(opened(i), start) == nullptr));
    BOOST_TEST(pool.idle() == 3U);
    BOOST_TEST(pool.in_use() == 0U);
    BOOST_TEST(granted(pool.acquire(start)) == 3);
    BOOST_TEST(granted(pool.acquire(start)) == 2);
    BOOST_TEST((pool.release(opened(9), start) == nullptr));
    BOOST_TEST(granted(pool.acquire(start)) == 9);
    BOOST_TEST(granted(pool.acquire(start)) == 1);
    BOOST_TEST((queue_up(pool, start) != nullptr));
}

BOOST_AUTO_TEST_CASE(idle_connections_beyond_those_in_use_are_surplus)
{
    state pool(limits(6));
    for (int i = 0; i < 6; ++i)
        granted(pool.acquire(start));
    auto const surplus = [&] {
        std::vector<int> out;
        for (state::entry const& each : pool.take_surplus())
            out.push_back(*each.connection);
        return out;
    };
    auto const release = [&](int number) {
        static_cast<void>(pool.release(opened(number), start));
    };
    using numbers = std::vector<int>;
    for (int i = 1; i <= 3; ++i)
        release(i);
    BOOST_TEST(surplus() == numbers(), boost::test_tools::per_element());
    release(4);
    BOOST_TEST(surplus() == numbers({1, 2}), boost::test_tools::per_element());
    static_cast<void>(pool.release_slot());
    BOOST_TEST(surplus() == numbers({3}), boost::test_tools::per_element());
    release(6);
    BOOST_TEST(surplus() == numbers({4, 6}), boost::test_tools::per_element());
    // Each once.
    BOOST_TEST(surplus() == numbers(), boost::test_tools::per_element());

    BOOST_TEST(granted(pool.acquire(start)) == 6);
    BOOST_TEST(granted(pool.acquire(start)) == 4);
    // While another request is in flight.
    release(4);
    BOOST_TEST(surplus() == numbers(), boost::test_tools::per_element());
    release(6);
    BOOST_TEST(surplus() == numbers({4, 6}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(returned_connection_goes_to_the_first_waiter)
{
    state pool(limits(1));
    granted(pool.acquire(start));
    auto const first = queue_up(pool, start);
    auto const second = queue_up(pool, start);
    BOOST_TEST((first != second));

    state::wakeup woken = pool.release(opened(7), start);
    BOOST_TEST(granted(woken) == 7);
    BOOST_TEST((woken == first));
    BOOST_TEST(pool.in_use() == 1U);
    BOOST_TEST(pool.idle() == 0U);

    woken = pool.release(std::move(*woken->grant), start);
    BOOST_TEST(granted(woken) == 7);
    BOOST_TEST((woken == second));
    BOOST_TEST(pool.waiting() == 0U);

    BOOST_TEST((pool.release(std::move(*woken->grant), start) == nullptr));
    BOOST_TEST(pool.in_use() == 0U);
    BOOST_TEST(pool.idle() == 1U);
}

BOOST_AUTO_TEST_CASE(released_slot_goes_to_the_first_waiter)
{
    state pool(limits(1));
    granted(pool.acquire(start));
    auto const waiter = queue_up(pool, start);
    state::wakeup const woken = pool.release_slot();
    BOOST_TEST(granted(woken) == 0);
    BOOST_TEST((woken == waiter));
    BOOST_TEST(pool.in_use() == 1U);
    BOOST_TEST((pool.release_slot() == nullptr));
    BOOST_TEST(pool.in_use() == 0U);
    BOOST_TEST(granted(pool.acquire(start)) == 0);
}

BOOST_AUTO_TEST_CASE(cancelled_waiter_does_not_consume_a_slot)
{
    state pool(limits(1));
    granted(pool.acquire(start));
    auto const first = queue_up(pool, start);
    auto const second = queue_up(pool, start);
    auto const third = queue_up(pool, start);
    BOOST_TEST(pool.cancel_wait(*second));
    BOOST_TEST(!pool.cancel_wait(*second), "only once");
    BOOST_TEST(pool.cancel_wait(*first));
    BOOST_TEST(pool.waiting() == 1U);
    state::wakeup const woken = pool.release_slot();
    BOOST_TEST_REQUIRE((woken != nullptr));
    BOOST_TEST((woken == third));
    // Woken already: the grant must be released instead.
    BOOST_TEST(!pool.cancel_wait(*third));
    BOOST_TEST((pool.release_slot() == nullptr));
    BOOST_TEST(pool.in_use() == 0U);
}

BOOST_AUTO_TEST_CASE(the_queue_is_bounded)
{
    state pool(limits(1, 2));
    granted(pool.acquire(start));
    auto const first = queue_up(pool, start);
    BOOST_TEST((queue_up(pool, start) != nullptr));
    BOOST_TEST((pool.acquire(start).status == acquire_status::rejected));
    BOOST_TEST(pool.waiting() == 2U);
    BOOST_TEST(pool.cancel_wait(*first));
    BOOST_TEST((queue_up(pool, start) != nullptr));

    state no_queue(limits(1, 0));
    granted(no_queue.acquire(start));
    BOOST_TEST((no_queue.acquire(start).status == acquire_status::rejected));
    BOOST_TEST((no_queue.release_slot() == nullptr));
    BOOST_TEST((no_queue.acquire(start).status == acquire_status::granted));
}

BOOST_AUTO_TEST_CASE(connection_beyond_idle_timeout_is_closed)
{
    state pool(limits(2));
    granted(pool.acquire(start));
    granted(pool.acquire(start));
    state::entry early = opened(1);
    std::weak_ptr<int const> const closed = early.connection;
    pool.release(std::move(early), start);
    pool.release(opened(2), start + 10s);

    BOOST_TEST(granted(pool.acquire(start + 30s)) == 2);
    BOOST_TEST(closed.expired());
    BOOST_TEST(pool.idle() == 0U);
    BOOST_TEST(granted(pool.acquire(start + 30s)) == 0);
}

BOOST_AUTO_TEST_CASE(idle_time_counts_from_the_last_return)
{
    state pool(limits(1));
    granted(pool.acquire(start));
    pool.release(opened(1), start);
    for (int i = 1; i <= 5; ++i)
    {
        state::acquire_result again = pool.acquire(start + 29s * i);
        BOOST_TEST(granted(again) == 1);
        pool.release(std::move(*again.grant), start + 29s * i);
    }
    BOOST_TEST(granted(pool.acquire(start + 29s * 5 + 30s - 1ns)) == 1);
}

BOOST_AUTO_TEST_CASE(connection_beyond_max_lifetime_is_closed)
{
    state pool(limits(1));
    granted(pool.acquire(start));
    state::entry entry = opened(1);
    std::weak_ptr<int const> const closed = entry.connection;
    pool.release(std::move(entry), start + 10min - 1ns);
    BOOST_TEST(pool.idle() == 1U);
    BOOST_TEST(granted(pool.acquire(start + 10min)) == 0);
    BOOST_TEST(closed.expired());

    // An expired connection is closed when returned, and the waiter opens another one.
    auto const waiter = queue_up(pool, start + 10min);
    state::wakeup const woken = pool.release(opened(2), start + 10min);
    BOOST_TEST(granted(woken) == 0);
    BOOST_TEST((woken == waiter));
    BOOST_TEST((pool.release(opened(3), start + 10min) == nullptr));
    BOOST_TEST(pool.idle() == 0U);
    BOOST_TEST(pool.in_use() == 0U);
}

BOOST_AUTO_TEST_CASE(shorter_keep_alive_timeout_of_the_server_is_used)
{
    state pool(limits(4));
    struct sample
    {
        clock_duration timeout;
        clock_duration last_reuse;
    };
    // A second less than its timeout, or half of a short one, and never more than the configured
    // limit.
    for (sample const& now :
         {sample{10s, 8999ms}, sample{2s, 999ms}, sample{1s, 499ms}, sample{1h, 29999ms}})
    {
        granted(pool.acquire(start));
        state::entry entry = opened(1);
        entry.keep_alive_timeout = now.timeout;
        pool.release(std::move(entry), start);
        BOOST_TEST(granted(pool.acquire(start + now.last_reuse)) == 1);

        state::entry again = opened(2);
        again.keep_alive_timeout = now.timeout;
        pool.release(std::move(again), start);
        state::acquire_result const late = pool.acquire(start + now.last_reuse + 1ms);
        BOOST_TEST(granted(late) == 0);
        BOOST_TEST(late.expired.size() == 1U);
        pool.release_slot();
    }
    BOOST_TEST(pool.expired() == 4U);
}

BOOST_AUTO_TEST_CASE(zero_keep_alive_timeout_prevents_reuse)
{
    state pool(limits(1));
    granted(pool.acquire(start));
    state::entry entry = opened(1);
    entry.keep_alive_timeout = 0s;
    pool.release(std::move(entry), start);
    BOOST_TEST(granted(pool.acquire(start)) == 0);
}

BOOST_AUTO_TEST_CASE(take_expired_keeps_the_order_of_the_rest)
{
    state pool(limits(4));
    for (int i = 0; i < 4; ++i)
        granted(pool.acquire(start));
    pool.release(opened(1), start);
    pool.release(opened(2), start + 20s);
    pool.release(opened(3), start + 5s);
    pool.release(opened(4), start + 25s);
    std::vector<state::entry> const expired = pool.take_expired(start + 40s);
    BOOST_TEST(expired.size() == 2U);
    BOOST_TEST(granted(pool.acquire(start + 40s)) == 4);
    BOOST_TEST(granted(pool.acquire(start + 40s)) == 2);
    BOOST_TEST(granted(pool.acquire(start + 40s)) == 0);
}

BOOST_AUTO_TEST_CASE(reserve_returns_the_missing_connections)
{
    state pool(limits(4));
    BOOST_TEST(pool.reserve(0) == 0U);
    BOOST_TEST(pool.reserve(2) == 2U);
    BOOST_TEST(pool.reserve(2) == 0U);
    pool.release(opened(1), start);
    BOOST_TEST(pool.reserve(3) == 1U);
    BOOST_TEST(pool.reserve(100) == 1U);
    BOOST_TEST(pool.in_use() == 3U);
    BOOST_TEST(pool.idle() == 1U);
    pool.close();
    BOOST_TEST(pool.reserve(4) == 0U);
}

BOOST_AUTO_TEST_CASE(take_idle_does_not_affect_leases)
{
    state pool(limits(3));
    for (int i = 0; i < 3; ++i)
        granted(pool.acquire(start));
    pool.release(opened(1), start);
    pool.release(opened(2), start);
    std::vector<state::entry> const dropped = pool.take_idle();
    BOOST_TEST(dropped.size() == 2U);
    BOOST_TEST(pool.idle() == 0U);
    BOOST_TEST(pool.in_use() == 1U);
    BOOST_TEST(granted(pool.acquire(start)) == 0);
    BOOST_TEST(granted(pool.acquire(start)) == 0);
    BOOST_TEST((queue_up(pool, start) != nullptr));
}

BOOST_AUTO_TEST_CASE(closed_pool_keeps_nothing_and_serves_waiters)
{
    state pool(limits(2));
    granted(pool.acquire(start));
    granted(pool.acquire(start));
    pool.release(opened(1), start);
    BOOST_TEST(pool.close().size() == 1U);
    BOOST_TEST(pool.idle() == 0U);

    granted(pool.acquire(start));
    auto const waiter = queue_up(pool, start);
    state::wakeup const woken = pool.release(opened(2), start);
    BOOST_TEST(granted(woken) == 0);
    BOOST_TEST((woken == waiter));
    BOOST_TEST((pool.release(opened(3), start) == nullptr));
    BOOST_TEST((pool.release(opened(4), start) == nullptr));
    BOOST_TEST(pool.idle() == 0U);
    BOOST_TEST(pool.in_use() == 0U);
    BOOST_TEST(pool.close().empty());
}

BOOST_AUTO_TEST_SUITE_END()
