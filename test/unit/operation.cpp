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

/// The deadlines have expired already, so that no test waits.
BOOST_AUTO_TEST_SUITE(operations)

namespace
{

using namespace std::chrono_literals;

/// An operation that counts how often it is stopped.
struct fixture
{
    explicit fixture(std::chrono::milliseconds total = 1h)
        : op(std::make_shared<operation>(
              signalwire::async::serial_executor::on(context.get_executor()), total))
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

    /// Runs all ready handlers and expired timers.
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

BOOST_FIXTURE_TEST_CASE(operation_within_its_deadlines_is_not_stopped, fixture)
{
    op->begin_attempt(1h);
    op->begin_phase(phase::connect, 1h);
    run();
    BOOST_TEST(!op->stopped());
    BOOST_TEST(stops == 0);
    BOOST_TEST((op->remaining() > 59min));
    BOOST_TEST((op->remaining() <= 1h));
    BOOST_TEST((op->elapsed() >= 0s));
}

BOOST_FIXTURE_TEST_CASE(phase_timeout_stops_the_operation, fixture)
{
    op->begin_attempt(1h);
    op->begin_phase(phase::handshake, 0ms);
    BOOST_TEST(!op->stopped(), "by the timer, not at once");
    run();
    BOOST_TEST_REQUIRE(op->stopped());
    BOOST_TEST(stops == 1);
    BOOST_TEST((op->stop_reason().kind == failure_kind::timeout));
    BOOST_TEST((op->stop_reason().phase == phase::handshake));
    BOOST_TEST((op->stop_reason().scope == timeout_scope::phase));
    BOOST_TEST((op->stop_reason().code == asio::error::timed_out));
}

BOOST_FIXTURE_TEST_CASE(attempt_timeout_stops_its_phase, fixture)
{
    op->begin_attempt(0ms);
    op->begin_phase(phase::first_byte, 1h);
    run();
    BOOST_TEST_REQUIRE(op->stopped());
    BOOST_TEST((op->stop_reason().phase == phase::first_byte));
    BOOST_TEST((op->stop_reason().scope == timeout_scope::attempt));
}

BOOST_FIXTURE_TEST_CASE(total_timeout_precedes_all_others, late_fixture)
{
    op->begin_attempt(1h);
    op->begin_phase(phase::between_bytes, 1h);
    run();
    BOOST_TEST_REQUIRE(op->stopped());
    BOOST_TEST((op->stop_reason().phase == phase::between_bytes));
    BOOST_TEST((op->stop_reason().scope == timeout_scope::total));
    BOOST_TEST((op->remaining() <= 0s));
}

BOOST_FIXTURE_TEST_CASE(each_phase_has_its_own_timeout, fixture)
{
    op->begin_attempt(1h);
    op->begin_phase(phase::resolve, 0ms);
    // The timer of the previous phase must not stop this one.
    op->begin_phase(phase::connect, 1h);
    run();
    BOOST_TEST(!op->stopped());
    op->begin_phase(phase::handshake, 0ms);
    run();
    BOOST_TEST_REQUIRE(op->stopped());
    BOOST_TEST((op->stop_reason().phase == phase::handshake));
}

BOOST_FIXTURE_TEST_CASE(attempt_can_follow_an_attempt_timeout, fixture)
{
    op->begin_attempt(1h);
    op->begin_phase(phase::connect, 0ms);
    run();
    BOOST_TEST(op->stopped());
    op->end_attempt();
    BOOST_TEST(!op->stopped());
    run();
    BOOST_TEST(!op->stopped());

    op->begin_attempt(0ms);
    op->begin_phase(phase::connect, 1h);
    run();
    BOOST_TEST_REQUIRE(op->stopped());
    BOOST_TEST((op->stop_reason().scope == timeout_scope::attempt));
    BOOST_TEST(stops == 2);
    op->end_attempt();
    BOOST_TEST(!op->stopped());
}

BOOST_FIXTURE_TEST_CASE(backoff_is_not_limited_by_the_previous_attempt, fixture)
{
    op->begin_attempt(0ms);
    op->end_attempt();
    op->begin_phase(phase::backoff, 1h);
    run();
    BOOST_TEST(!op->stopped());
}

BOOST_FIXTURE_TEST_CASE(no_attempt_follows_a_total_timeout, late_fixture)
{
    op->begin_attempt(1h);
    op->begin_phase(phase::connect, 1h);
    run();
    op->end_attempt();
    BOOST_TEST_REQUIRE(op->stopped());
    BOOST_TEST((op->stop_reason().scope == timeout_scope::total));
}

BOOST_FIXTURE_TEST_CASE(cancellation_is_permanent, fixture)
{
    op->begin_attempt(1h);
    op->begin_phase(phase::connect, 1h);
    op->cancel();
    run();
    BOOST_TEST_REQUIRE(op->stopped());
    BOOST_TEST(stops == 1);
    BOOST_TEST((op->stop_reason().kind == failure_kind::cancelled));
    BOOST_TEST((op->stop_reason().code == asio::error::operation_aborted));
    BOOST_TEST((op->stop_reason().phase == phase::connect));
    op->end_attempt();
    BOOST_TEST(op->stopped());
}

BOOST_FIXTURE_TEST_CASE(cancellation_after_an_attempt_timeout_is_kept, fixture)
{
    op->begin_attempt(1h);
    op->begin_phase(phase::connect, 0ms);
    run();
    BOOST_TEST((op->stop_reason().kind == failure_kind::timeout));
    op->cancel();
    run();
    BOOST_TEST((op->stop_reason().kind == failure_kind::cancelled));
    op->end_attempt();
    BOOST_TEST_REQUIRE(op->stopped());
    BOOST_TEST((op->stop_reason().kind == failure_kind::cancelled));
}

BOOST_FIXTURE_TEST_CASE(first_cancellation_is_the_reason, fixture)
{
    op->begin_attempt(1h);
    op->cancel();
    op->cancel();
    run();
    op->begin_phase(phase::connect, 0ms);
    run();
    BOOST_TEST(stops == 1);
    BOOST_TEST((op->stop_reason().kind == failure_kind::cancelled));
}

BOOST_FIXTURE_TEST_CASE(cancellation_before_the_first_phase_is_kept, fixture)
{
    op->cancel();
    run();
    op->begin_attempt(1h);
    op->begin_phase(phase::resolve, 1h);
    BOOST_TEST(op->stopped());
}

BOOST_FIXTURE_TEST_CASE(time_of_each_phase_is_measured, fixture)
{
    auto const pass_time = [] {
        auto const begin = std::chrono::steady_clock::now();
        while (std::chrono::steady_clock::now() == begin)
            ;
    };
    op->begin_phase(phase::resolve, 1h);
    pass_time();
    op->begin_phase(phase::connect, 1h);
    pass_time();
    auto const connect_at_least = op->time_in(phase::connect);
    op->end_phase();
    auto const resolve = op->time_in(phase::resolve);
    auto const connect = op->time_in(phase::connect);
    BOOST_TEST((resolve > 0ns));
    BOOST_TEST((connect_at_least == 0ns), "a step counts when it is over");
    BOOST_TEST((connect > 0ns));
    BOOST_TEST((op->time_in(phase::handshake) == 0ns));
    BOOST_TEST((resolve + connect <= op->elapsed()));

    pass_time();
    op->end_phase();
    BOOST_TEST((op->time_in(phase::connect) == connect), "nothing was awaited");
    op->begin_phase(phase::connect, 1h);
    pass_time();
    op->end_attempt();
    BOOST_TEST((op->time_in(phase::connect) > connect), "the same step again adds up");
    op->reset_timings();
    BOOST_TEST((op->time_in(phase::connect) == 0ns));
}

BOOST_FIXTURE_TEST_CASE(finished_operation_has_no_work_and_cannot_be_stopped, fixture)
{
    op->begin_attempt(1h);
    op->begin_phase(phase::connect, 1h);
    run();
    BOOST_TEST(!context.stopped(), "the timer runs");
    op->finish();
    run();
    BOOST_TEST(context.stopped());

    op->cancel();
    op->begin_phase(phase::connect, 0ms);
    run();
    BOOST_TEST(!op->stopped());
    BOOST_TEST(stops == 0);
    BOOST_TEST(context.stopped());
}

BOOST_FIXTURE_TEST_CASE(finished_operation_ignores_its_timer, fixture)
{
    op->begin_phase(phase::connect, 0ms);
    op->finish();
    run();
    BOOST_TEST(!op->stopped());
    BOOST_TEST(context.stopped());
}

BOOST_FIXTURE_TEST_CASE(pending_cancellation_keeps_the_operation, fixture)
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
