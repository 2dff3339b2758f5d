#include "unit/pool_of_numbers.hpp"

#include <boost/asio/system_executor.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <deque>
#include <memory>
#include <random>
#include <utility>
#include <vector>

using namespace signalwire::test::numbered;
using signalwire::pool_config;

BOOST_AUTO_TEST_SUITE(pool_state)

namespace
{

/// Uses a pool at random and compares it with a simple model after each step.
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
        case 6: cancel_wait(); break;
        default:
            if (below(20) == 0)
            {
                pool_.take_idle();
                idle_.clear();
            }
        }
        check();
    }

    /// Ends all leases; nothing may be left.
    void wind_up()
    {
        while (!leases_.empty())
            end_lease(below(2) == 0);
        check();
        BOOST_TEST_REQUIRE(pool_.in_use() == 0U);
        BOOST_TEST_REQUIRE(waiting_.empty());
        pool_.take_idle();
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

    void begin_lease(state::grant given)
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
        std::erase_if(idle_, [&](idle_connection const& conn) {
            return now_ - conn.returned >= config_.idle_timeout
                || now_ - conn.opened >= config_.max_lifetime;
        });
        state::acquire_result result = pool_.acquire(now_);
        if (!idle_.empty())
        {
            BOOST_TEST_REQUIRE(granted(result) == idle_.back().number);
            idle_.pop_back();
        }
        else if (leases_.size() < config_.max_connections)
            BOOST_TEST_REQUIRE(granted(result) == 0);
        else
        {
            bool const queued = waiting_.size() < config_.max_waiters;
            auto const expected = queued ? acquire_status::queued : acquire_status::rejected;
            BOOST_TEST_REQUIRE((result.status == expected));
            if (queued)
                waiting_.push_back(pool_.enqueue(boost::asio::system_executor()));
            return;
        }
        begin_lease(std::move(result.grant));
    }

    void end_lease(bool keep)
    {
        if (leases_.empty())
            return;
        std::swap(leases_[below(leases_.size())], leases_.back());
        state::entry ended = std::move(leases_.back());
        leases_.pop_back();
        int const number = *ended.connection;
        time_point const opened_at = ended.opened;
        bool const old = now_ - opened_at >= config_.max_lifetime;
        if (!keep)
            ended = state::entry();
        state::wakeup const woken =
            keep ? pool_.release(std::move(ended), now_) : pool_.release_slot();
        BOOST_TEST_REQUIRE((woken != nullptr) == !waiting_.empty());
        if (woken)
        {
            BOOST_TEST_REQUIRE((woken == waiting_.front()));
            waiting_.pop_front();
            BOOST_TEST_REQUIRE(granted(woken) == (keep && !old ? number : 0));
            begin_lease(std::move(woken->grant));
        }
        else if (keep && !old)
            idle_.push_back({number, opened_at, now_});
    }

    void cancel_wait()
    {
        if (waiting_.empty())
            return;
        std::size_t const index = below(waiting_.size());
        BOOST_TEST_REQUIRE(pool_.cancel_wait(*waiting_[index]));
        waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(index));
    }

    void check()
    {
        BOOST_TEST_REQUIRE(pool_.in_use() == leases_.size());
        BOOST_TEST_REQUIRE(pool_.idle() == idle_.size());
        BOOST_TEST_REQUIRE(pool_.waiting() == waiting_.size());
        BOOST_TEST_REQUIRE(leases_.size() + idle_.size() <= config_.max_connections);
        BOOST_TEST_REQUIRE((waiting_.empty() || leases_.size() == config_.max_connections));
        std::erase_if(connections_, [](auto const& conn) { return conn.expired(); });
        BOOST_TEST_REQUIRE(connections_.size() == leases_.size() + idle_.size());
    }

    std::mt19937 random_;
    pool_config config_;
    state pool_;
    time_point now_ = start;
    int last_number_ = 0;
    std::vector<state::entry> leases_;
    std::vector<idle_connection> idle_;
    std::deque<state::wakeup> waiting_;
    /// The connections that are open.
    std::vector<std::weak_ptr<int const>> connections_;
};

} // namespace

BOOST_AUTO_TEST_CASE(random_use_keeps_slots_and_fifo_order)
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
