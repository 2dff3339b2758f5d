#include "net/pool_book.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <random>
#include <utility>
#include <vector>

using signalwire::pool_config;

BOOST_AUTO_TEST_SUITE(pool_book)

namespace
{

using namespace std::chrono_literals;
using clock_duration = signalwire::core::clock::duration;
using time_point = signalwire::core::clock::time_point;

/// A connection is a number here; who holds the last reference to it keeps it open.
using connection = std::shared_ptr<int const>;
using book = signalwire::net::pool_book<connection>;
using answer = book::answer;

time_point const start{};

pool_config limits(std::size_t connections, std::size_t waiters = 100)
{
    pool_config config;
    config.max_connections = connections;
    config.max_waiters = waiters;
    config.idle_timeout = 30s;
    config.max_lifetime = 10min;
    return config;
}

book::entry opened(int number, time_point when = start)
{
    return {std::make_shared<int const>(number), when};
}

/// The number of the connection that was granted; 0 for the right to open one.
int granted(book::decision const& decision)
{
    BOOST_TEST((decision.what == answer::granted));
    return decision.given ? *decision.given->connection : 0;
}

int granted(std::optional<book::turn> const& turn)
{
    BOOST_TEST_REQUIRE(turn.has_value());
    return turn->given ? *turn->given->connection : 0;
}

} // namespace

BOOST_AUTO_TEST_CASE(opens_connections_up_to_the_limit_and_then_lets_wait)
{
    book pool(limits(2));
    BOOST_TEST(granted(pool.acquire(start)) == 0);
    BOOST_TEST(granted(pool.acquire(start)) == 0);
    BOOST_TEST((pool.acquire(start).what == answer::wait));
    BOOST_TEST(pool.leased() == 2U);
    BOOST_TEST(pool.waiting() == 1U);
    BOOST_TEST(pool.idle() == 0U);
}

BOOST_AUTO_TEST_CASE(the_connection_returned_last_is_reused_first)
{
    book pool(limits(3));
    for (int i = 0; i < 3; ++i)
        granted(pool.acquire(start));
    for (int i = 1; i <= 3; ++i)
        BOOST_TEST(!pool.give_back(opened(i), start).has_value());
    BOOST_TEST(pool.idle() == 3U);
    BOOST_TEST(pool.leased() == 0U);
    BOOST_TEST(granted(pool.acquire(start)) == 3);
    BOOST_TEST(granted(pool.acquire(start)) == 2);
    BOOST_TEST(!pool.give_back(opened(9), start).has_value());
    BOOST_TEST(granted(pool.acquire(start)) == 9);
    BOOST_TEST(granted(pool.acquire(start)) == 1);
    BOOST_TEST((pool.acquire(start).what == answer::wait));
}

BOOST_AUTO_TEST_CASE(a_returned_connection_goes_to_whoever_has_waited_longest)
{
    book pool(limits(1));
    granted(pool.acquire(start));
    auto const first = pool.acquire(start).waiter;
    auto const second = pool.acquire(start).waiter;
    BOOST_TEST(first != second);

    std::optional<book::turn> turn = pool.give_back(opened(7), start);
    BOOST_TEST(granted(turn) == 7);
    BOOST_TEST(turn->waiter == first);
    BOOST_TEST(pool.leased() == 1U);
    BOOST_TEST(pool.idle() == 0U);

    turn = pool.give_back(std::move(*turn->given), start);
    BOOST_TEST(granted(turn) == 7);
    BOOST_TEST(turn->waiter == second);
    BOOST_TEST(pool.waiting() == 0U);

    BOOST_TEST(!pool.give_back(std::move(*turn->given), start).has_value());
    BOOST_TEST(pool.leased() == 0U);
    BOOST_TEST(pool.idle() == 1U);
}

BOOST_AUTO_TEST_CASE(a_lease_that_ends_without_a_connection_passes_the_right_to_open_one_on)
{
    book pool(limits(1));
    granted(pool.acquire(start));
    auto const waiter = pool.acquire(start).waiter;
    std::optional<book::turn> const turn = pool.give_up();
    BOOST_TEST(granted(turn) == 0);
    BOOST_TEST(turn->waiter == waiter);
    BOOST_TEST(pool.leased() == 1U);
    BOOST_TEST(!pool.give_up().has_value());
    BOOST_TEST(pool.leased() == 0U);
    BOOST_TEST(granted(pool.acquire(start)) == 0);
}

BOOST_AUTO_TEST_CASE(whoever_leaves_the_queue_costs_nobody_a_turn)
{
    book pool(limits(1));
    granted(pool.acquire(start));
    auto const first = pool.acquire(start).waiter;
    auto const second = pool.acquire(start).waiter;
    auto const third = pool.acquire(start).waiter;
    BOOST_TEST(pool.leave(second));
    BOOST_TEST(!pool.leave(second), "only once");
    BOOST_TEST(pool.leave(first));
    BOOST_TEST(pool.waiting() == 1U);
    std::optional<book::turn> const turn = pool.give_up();
    BOOST_TEST_REQUIRE(turn.has_value());
    BOOST_TEST(turn->waiter == third);
    // The turn has come: the grant has to be given back instead.
    BOOST_TEST(!pool.leave(third));
    BOOST_TEST(!pool.give_up().has_value());
    BOOST_TEST(pool.leased() == 0U);
}

BOOST_AUTO_TEST_CASE(the_queue_is_bounded)
{
    book pool(limits(1, 2));
    granted(pool.acquire(start));
    auto const first = pool.acquire(start);
    BOOST_TEST((first.what == answer::wait));
    BOOST_TEST((pool.acquire(start).what == answer::wait));
    BOOST_TEST((pool.acquire(start).what == answer::refused));
    BOOST_TEST(pool.waiting() == 2U);
    BOOST_TEST(pool.leave(first.waiter));
    BOOST_TEST((pool.acquire(start).what == answer::wait));

    book no_queue(limits(1, 0));
    granted(no_queue.acquire(start));
    BOOST_TEST((no_queue.acquire(start).what == answer::refused));
    BOOST_TEST(!no_queue.give_up().has_value());
    BOOST_TEST((no_queue.acquire(start).what == answer::granted));
}

BOOST_AUTO_TEST_CASE(a_connection_that_has_been_idle_too_long_is_closed_and_not_reused)
{
    book pool(limits(2));
    granted(pool.acquire(start));
    granted(pool.acquire(start));
    book::entry early = opened(1);
    std::weak_ptr<int const> const closed = early.connection;
    pool.give_back(std::move(early), start);
    pool.give_back(opened(2), start + 10s);

    BOOST_TEST(granted(pool.acquire(start + 30s)) == 2);
    BOOST_TEST(closed.expired());
    BOOST_TEST(pool.idle() == 0U);
    BOOST_TEST(granted(pool.acquire(start + 30s)) == 0);
}

BOOST_AUTO_TEST_CASE(idle_time_counts_from_the_last_return)
{
    book pool(limits(1));
    granted(pool.acquire(start));
    pool.give_back(opened(1), start);
    for (int i = 1; i <= 5; ++i)
    {
        book::decision again = pool.acquire(start + 29s * i);
        BOOST_TEST(granted(again) == 1);
        pool.give_back(std::move(*again.given), start + 29s * i);
    }
    BOOST_TEST(granted(pool.acquire(start + 29s * 5 + 30s - 1ns)) == 1);
}

BOOST_AUTO_TEST_CASE(a_connection_that_is_too_old_is_closed_however_busy_it_is)
{
    book pool(limits(1));
    granted(pool.acquire(start));
    book::entry entry = opened(1);
    std::weak_ptr<int const> const closed = entry.connection;
    pool.give_back(std::move(entry), start + 10min - 1ns);
    BOOST_TEST(pool.idle() == 1U);
    BOOST_TEST(granted(pool.acquire(start + 10min)) == 0);
    BOOST_TEST(closed.expired());

    // Returned too old, it is closed, and who waits opens another one.
    auto const waiter = pool.acquire(start + 10min).waiter;
    std::optional<book::turn> const turn = pool.give_back(opened(2), start + 10min);
    BOOST_TEST(granted(turn) == 0);
    BOOST_TEST(turn->waiter == waiter);
    BOOST_TEST(!pool.give_back(opened(3), start + 10min).has_value());
    BOOST_TEST(pool.idle() == 0U);
    BOOST_TEST(pool.leased() == 0U);
}

BOOST_AUTO_TEST_CASE(a_server_that_is_less_patient_than_we_is_not_tried)
{
    book pool(limits(4));
    struct sample
    {
        clock_duration patience;
        clock_duration last_moment;
    };
    // A second less than it says; half of it when it says little; never more than our own limit.
    for (sample const& now :
         {sample{10s, 8999ms}, sample{2s, 999ms}, sample{1s, 499ms}, sample{1h, 29999ms}})
    {
        granted(pool.acquire(start));
        book::entry entry = opened(1);
        entry.server_patience = now.patience;
        pool.give_back(std::move(entry), start);
        BOOST_TEST(granted(pool.acquire(start + now.last_moment)) == 1);

        book::entry again = opened(2);
        again.server_patience = now.patience;
        pool.give_back(std::move(again), start);
        book::decision const late = pool.acquire(start + now.last_moment + 1ms);
        BOOST_TEST(granted(late) == 0);
        BOOST_TEST(late.expired.size() == 1U);
        pool.give_up();
    }
    BOOST_TEST(pool.expired() == 4U);
}

BOOST_AUTO_TEST_CASE(a_server_without_patience_gets_no_second_request)
{
    book pool(limits(1));
    granted(pool.acquire(start));
    book::entry entry = opened(1);
    entry.server_patience = 0s;
    pool.give_back(std::move(entry), start);
    BOOST_TEST(granted(pool.acquire(start)) == 0);
}

BOOST_AUTO_TEST_CASE(what_has_expired_is_handed_out_for_closing_and_the_rest_keeps_its_order)
{
    book pool(limits(4));
    for (int i = 0; i < 4; ++i)
        granted(pool.acquire(start));
    pool.give_back(opened(1), start);
    pool.give_back(opened(2), start + 20s);
    pool.give_back(opened(3), start + 5s);
    pool.give_back(opened(4), start + 25s);
    std::vector<book::entry> const expired = pool.take_expired(start + 40s);
    BOOST_TEST(expired.size() == 2U);
    BOOST_TEST(granted(pool.acquire(start + 40s)) == 4);
    BOOST_TEST(granted(pool.acquire(start + 40s)) == 2);
    BOOST_TEST(granted(pool.acquire(start + 40s)) == 0);
}

BOOST_AUTO_TEST_CASE(connections_can_be_reserved_up_to_what_is_missing)
{
    book pool(limits(4));
    BOOST_TEST(pool.reserve(0) == 0U);
    BOOST_TEST(pool.reserve(2) == 2U);
    BOOST_TEST(pool.reserve(2) == 0U);
    pool.give_back(opened(1), start);
    BOOST_TEST(pool.reserve(3) == 1U);
    BOOST_TEST(pool.reserve(100) == 1U);
    BOOST_TEST(pool.leased() == 3U);
    BOOST_TEST(pool.idle() == 1U);
    pool.close();
    BOOST_TEST(pool.reserve(4) == 0U);
}

BOOST_AUTO_TEST_CASE(idle_connections_can_be_taken_out_without_touching_leases)
{
    book pool(limits(3));
    for (int i = 0; i < 3; ++i)
        granted(pool.acquire(start));
    pool.give_back(opened(1), start);
    pool.give_back(opened(2), start);
    std::vector<book::entry> const dropped = pool.drop_idle();
    BOOST_TEST(dropped.size() == 2U);
    BOOST_TEST(pool.idle() == 0U);
    BOOST_TEST(pool.leased() == 1U);
    BOOST_TEST(granted(pool.acquire(start)) == 0);
    BOOST_TEST(granted(pool.acquire(start)) == 0);
    BOOST_TEST((pool.acquire(start).what == answer::wait));
}

BOOST_AUTO_TEST_CASE(a_closed_pool_keeps_nothing_but_serves_who_waits)
{
    book pool(limits(2));
    granted(pool.acquire(start));
    granted(pool.acquire(start));
    pool.give_back(opened(1), start);
    BOOST_TEST(pool.close().size() == 1U);
    BOOST_TEST(pool.idle() == 0U);

    granted(pool.acquire(start));
    auto const waiter = pool.acquire(start).waiter;
    std::optional<book::turn> const turn = pool.give_back(opened(2), start);
    BOOST_TEST(granted(turn) == 0);
    BOOST_TEST(turn->waiter == waiter);
    BOOST_TEST(!pool.give_back(opened(3), start).has_value());
    BOOST_TEST(!pool.give_back(opened(4), start).has_value());
    BOOST_TEST(pool.idle() == 0U);
    BOOST_TEST(pool.leased() == 0U);
    BOOST_TEST(pool.close().empty());
}

namespace
{

/// Uses a pool at random and compares it, step by step, with a simple account of the same.
class comparison
{
public:
    comparison(unsigned seed, pool_config const& config)
        : random_(seed)
        , config_(config)
        , pool_(config)
    {
    }

    void step()
    {
        now_ += std::chrono::milliseconds(below(4000));
        switch (below(8))
        {
        case 0:
        case 1:
        case 2: acquire(); break;
        case 3:
        case 4: end_lease(true); break;
        case 5: end_lease(false); break;
        case 6: leave(); break;
        default:
            if (below(20) == 0)
            {
                pool_.drop_idle();
                idle_.clear();
            }
        }
        check();
    }

    /// Ends every lease; then nothing may be left over.
    void wind_up()
    {
        while (!leases_.empty())
            end_lease(below(2) == 0);
        check();
        BOOST_TEST_REQUIRE(pool_.leased() == 0U);
        BOOST_TEST_REQUIRE(waiting_.empty());
        pool_.drop_idle();
        idle_.clear();
        check();
    }

private:
    struct idle_connection
    {
        int number;
        time_point opened;
        time_point returned;
    };

    std::size_t below(std::size_t limit)
    {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
    }

    void begin_lease(book::grant given)
    {
        if (!given)
        {
            given = opened(++last_number_, now_);
            connections_.emplace_back(given->connection);
        }
        leases_.push_back(std::move(*given));
    }

    void acquire()
    {
        std::erase_if(idle_, [&](idle_connection const& link) {
            return now_ - link.returned >= config_.idle_timeout
                || now_ - link.opened >= config_.max_lifetime;
        });
        book::decision decision = pool_.acquire(now_);
        if (!idle_.empty())
        {
            BOOST_TEST_REQUIRE(granted(decision) == idle_.back().number);
            idle_.pop_back();
        }
        else if (leases_.size() < config_.max_connections)
            BOOST_TEST_REQUIRE(granted(decision) == 0);
        else if (waiting_.size() < config_.max_waiters)
        {
            BOOST_TEST_REQUIRE((decision.what == answer::wait));
            waiting_.push_back(decision.waiter);
            return;
        }
        else
        {
            BOOST_TEST_REQUIRE((decision.what == answer::refused));
            return;
        }
        begin_lease(std::move(decision.given));
    }

    void end_lease(bool keep)
    {
        if (leases_.empty())
            return;
        std::swap(leases_[below(leases_.size())], leases_.back());
        book::entry ended = std::move(leases_.back());
        leases_.pop_back();
        int const number = *ended.connection;
        time_point const opened_at = ended.opened;
        bool const old = now_ - opened_at >= config_.max_lifetime;
        if (!keep)
            ended = book::entry();
        std::optional<book::turn> turn =
            keep ? pool_.give_back(std::move(ended), now_) : pool_.give_up();
        BOOST_TEST_REQUIRE(turn.has_value() == !waiting_.empty());
        if (turn)
        {
            BOOST_TEST_REQUIRE(turn->waiter == waiting_.front());
            waiting_.pop_front();
            BOOST_TEST_REQUIRE(granted(turn) == (keep && !old ? number : 0));
            begin_lease(std::move(turn->given));
        }
        else if (keep && !old)
            idle_.push_back({number, opened_at, now_});
    }

    void leave()
    {
        if (waiting_.empty())
            return;
        std::size_t const place = below(waiting_.size());
        BOOST_TEST_REQUIRE(pool_.leave(waiting_[place]));
        waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(place));
    }

    void check()
    {
        BOOST_TEST_REQUIRE(pool_.leased() == leases_.size());
        BOOST_TEST_REQUIRE(pool_.idle() == idle_.size());
        BOOST_TEST_REQUIRE(pool_.waiting() == waiting_.size());
        BOOST_TEST_REQUIRE(leases_.size() + idle_.size() <= config_.max_connections);
        BOOST_TEST_REQUIRE((waiting_.empty() || leases_.size() == config_.max_connections));
        std::erase_if(connections_, [](auto const& link) { return link.expired(); });
        BOOST_TEST_REQUIRE(connections_.size() == leases_.size() + idle_.size());
    }

    std::mt19937 random_;
    pool_config config_;
    book pool_;
    time_point now_ = start;
    int last_number_ = 0;
    std::vector<book::entry> leases_;
    std::vector<idle_connection> idle_;
    std::deque<book::ticket> waiting_;
    /// Every connection that is still open.
    std::vector<std::weak_ptr<int const>> connections_;
};

} // namespace

BOOST_AUTO_TEST_CASE(random_use_loses_no_slot_and_jumps_no_queue)
{
    for (unsigned seed = 1; seed <= 20; ++seed)
    {
        comparison run(seed, limits(1 + seed % 5, seed % 4 == 0 ? 2 : 50));
        for (int i = 0; i < 1000; ++i)
            run.step();
        run.wind_up();
    }
}

BOOST_AUTO_TEST_SUITE_END()
