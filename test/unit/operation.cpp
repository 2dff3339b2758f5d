#include "async/operation.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <memory>

namespace asio = boost::asio;
using signalwire::phase;
using signalwire::timeout_scope;
using signalwire::async::operation;
using signalwire::core::failure_kind;

/// Deadlines that have passed already, so that nobody has to wait for them.
BOOST_AUTO_TEST_SUITE(operations)

namespace
{

using namespace std::chrono_literals;

/// An operation that counts how often it is stopped.
struct fixture
{
    explicit fixture(std::chrono::milliseconds total = 1h)
        : op(std::make_shared<operation>(context.get_executor(), total))
    {
        watch();
    }

    void watch()
    {
        op->slot().assign([this](asio::cancellation_type type) {
            ++stops;
            BOOST_TEST((type == asio::cancellation_type::terminal));
            BOOST_TEST(op->stopped());
        });
    }

    /// Runs what is ready, timers that have expired included.
    void run()
    {
        context.restart();
        context.poll();
    }

    asio::io_context context;
    std::shared_ptr<operation> op;
    int stops = 0;
};

struct late_fixture : fixture
{
    late_fixture()
        : fixture(0ms)
    {
    }
};

} // namespace

BOOST_FIXTURE_TEST_CASE(an_operation_in_time_is_not_stopped, fixture)
{
    op->begin_attempt(1h);
    op->expect(phase::connect, 1h);
    run();
    BOOST_TEST(!op->stopped());
    BOOST_TEST(stops == 0);
    BOOST_TEST((op->remaining() > 59min));
    BOOST_TEST((op->remaining() <= 1h));
    BOOST_TEST((op->elapsed() >= 0s));
}

BOOST_FIXTURE_TEST_CASE(a_step_that_takes_too_long_stops_the_operation, fixture)
{
    op->begin_attempt(1h);
    op->expect(phase::handshake, 0ms);
    BOOST_TEST(!op->stopped(), "by the timer, not at once");
    run();
    BOOST_TEST_REQUIRE(op->stopped());
    BOOST_TEST(stops == 1);
    BOOST_TEST((op->stop_failure().kind == failure_kind::timeout));
    BOOST_TEST((op->stop_failure().step == phase::handshake));
    BOOST_TEST((op->stop_failure().limit == timeout_scope::phase));
    BOOST_TEST((op->stop_failure().code == asio::error::timed_out));
}

BOOST_FIXTURE_TEST_CASE(an_attempt_that_takes_too_long_stops_its_step, fixture)
{
    op->begin_attempt(0ms);
    op->expect(phase::first_byte, 1h);
    run();
    BOOST_TEST_REQUIRE(op->stopped());
    BOOST_TEST((op->stop_failure().step == phase::first_byte));
    BOOST_TEST((op->stop_failure().limit == timeout_scope::attempt));
}

BOOST_FIXTURE_TEST_CASE(the_deadline_of_the_operation_comes_before_all_others, late_fixture)
{
    op->begin_attempt(1h);
    op->expect(phase::between_bytes, 1h);
    run();
    BOOST_TEST_REQUIRE(op->stopped());
    BOOST_TEST((op->stop_failure().step == phase::between_bytes));
    BOOST_TEST((op->stop_failure().limit == timeout_scope::total));
    BOOST_TEST((op->remaining() <= 0s));
}

BOOST_FIXTURE_TEST_CASE(the_next_step_has_its_own_time, fixture)
{
    op->begin_attempt(1h);
    op->expect(phase::resolve, 0ms);
    // In time after all: the timer of the step before must not stop this one.
    op->expect(phase::connect, 1h);
    run();
    BOOST_TEST(!op->stopped());
    op->expect(phase::handshake, 0ms);
    run();
    BOOST_TEST_REQUIRE(op->stopped());
    BOOST_TEST((op->stop_failure().step == phase::handshake));
}

BOOST_FIXTURE_TEST_CASE(after_a_timeout_of_an_attempt_there_can_be_another, fixture)
{
    op->begin_attempt(1h);
    op->expect(phase::connect, 0ms);
    run();
    BOOST_TEST(op->stopped());
    op->end_attempt();
    BOOST_TEST(!op->stopped());
    run();
    BOOST_TEST(!op->stopped());

    op->begin_attempt(0ms);
    op->expect(phase::connect, 1h);
    run();
    BOOST_TEST_REQUIRE(op->stopped());
    BOOST_TEST((op->stop_failure().limit == timeout_scope::attempt));
    BOOST_TEST(stops == 2);
    op->end_attempt();
    BOOST_TEST(!op->stopped());
}

BOOST_FIXTURE_TEST_CASE(a_pause_is_not_cut_short_by_the_attempt_before, fixture)
{
    op->begin_attempt(0ms);
    op->end_attempt();
    op->expect(phase::backoff, 1h);
    run();
    BOOST_TEST(!op->stopped());
}

BOOST_FIXTURE_TEST_CASE(after_a_timeout_of_the_operation_there_is_no_other_attempt, late_fixture)
{
    op->begin_attempt(1h);
    op->expect(phase::connect, 1h);
    run();
    op->end_attempt();
    BOOST_TEST_REQUIRE(op->stopped());
    BOOST_TEST((op->stop_failure().limit == timeout_scope::total));
}

BOOST_FIXTURE_TEST_CASE(a_cancelled_operation_stays_cancelled, fixture)
{
    op->begin_attempt(1h);
    op->expect(phase::connect, 1h);
    op->cancel();
    run();
    BOOST_TEST_REQUIRE(op->stopped());
    BOOST_TEST(stops == 1);
    BOOST_TEST((op->stop_failure().kind == failure_kind::stopped));
    BOOST_TEST((op->stop_failure().code == asio::error::operation_aborted));
    BOOST_TEST((op->stop_failure().step == phase::connect));
    op->end_attempt();
    BOOST_TEST(op->stopped());
}

BOOST_FIXTURE_TEST_CASE(a_cancellation_is_not_lost_behind_a_timeout_of_the_attempt, fixture)
{
    op->begin_attempt(1h);
    op->expect(phase::connect, 0ms);
    run();
    BOOST_TEST((op->stop_failure().kind == failure_kind::timeout));
    op->cancel();
    run();
    BOOST_TEST((op->stop_failure().kind == failure_kind::stopped));
    op->end_attempt();
    BOOST_TEST_REQUIRE(op->stopped());
    BOOST_TEST((op->stop_failure().kind == failure_kind::stopped));
}

BOOST_FIXTURE_TEST_CASE(a_cancellation_stops_once_and_remains_the_reason, fixture)
{
    op->begin_attempt(1h);
    op->cancel();
    op->cancel();
    run();
    op->expect(phase::connect, 0ms);
    run();
    BOOST_TEST(stops == 1);
    BOOST_TEST((op->stop_failure().kind == failure_kind::stopped));
}

BOOST_FIXTURE_TEST_CASE(a_cancellation_before_the_first_step_is_not_lost, fixture)
{
    op->cancel();
    run();
    op->begin_attempt(1h);
    op->expect(phase::resolve, 1h);
    BOOST_TEST(op->stopped());
}

BOOST_FIXTURE_TEST_CASE(the_time_of_each_step_is_measured, fixture)
{
    auto const pass_time = [] {
        auto const begin = std::chrono::steady_clock::now();
        while (std::chrono::steady_clock::now() == begin)
            ;
    };
    op->expect(phase::resolve, 1h);
    pass_time();
    op->expect(phase::connect, 1h);
    pass_time();
    auto const connect_at_least = op->spent(phase::connect);
    op->end_step();
    auto const resolve = op->spent(phase::resolve);
    auto const connect = op->spent(phase::connect);
    BOOST_TEST((resolve > 0ns));
    BOOST_TEST((connect_at_least == 0ns), "a step counts when it is over");
    BOOST_TEST((connect > 0ns));
    BOOST_TEST((op->spent(phase::handshake) == 0ns));
    BOOST_TEST((resolve + connect <= op->elapsed()));

    pass_time();
    op->end_step();
    BOOST_TEST((op->spent(phase::connect) == connect), "nothing was awaited");
    op->expect(phase::connect, 1h);
    pass_time();
    op->end_attempt();
    BOOST_TEST((op->spent(phase::connect) > connect), "the same step again adds up");
    op->restart_clocks();
    BOOST_TEST((op->spent(phase::connect) == 0ns));
}

BOOST_FIXTURE_TEST_CASE(a_finished_operation_leaves_no_work_and_cannot_be_stopped, fixture)
{
    op->begin_attempt(1h);
    op->expect(phase::connect, 1h);
    run();
    BOOST_TEST(!context.stopped(), "the timer runs");
    op->finish();
    run();
    BOOST_TEST(context.stopped());

    op->cancel();
    op->expect(phase::connect, 0ms);
    run();
    BOOST_TEST(!op->stopped());
    BOOST_TEST(stops == 0);
    BOOST_TEST(context.stopped());
}

BOOST_FIXTURE_TEST_CASE(an_operation_that_was_finished_in_time_ignores_its_timer, fixture)
{
    op->expect(phase::connect, 0ms);
    op->finish();
    run();
    BOOST_TEST(!op->stopped());
    BOOST_TEST(context.stopped());
}

BOOST_FIXTURE_TEST_CASE(cancelling_keeps_the_operation_alive_until_it_has_happened, fixture)
{
    op->slot().clear();
    std::weak_ptr<operation> const gone = op;
    op->cancel();
    op.reset();
    BOOST_TEST(!gone.expired());
    run();
    BOOST_TEST(gone.expired());
}

BOOST_AUTO_TEST_SUITE_END()
