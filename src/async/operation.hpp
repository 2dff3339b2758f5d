#pragma once

#include "async/serial_executor.hpp"
#include "core/clock.hpp"
#include "core/failure.hpp"

#include <signalwire/phase.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/cancellation_type.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>

namespace signalwire::async
{

/// One operation of a user's, from its start to its end: the strand it runs on, its deadlines and
/// the one way to stop it.
///
/// Everything that an operation touches (its timer, and the connection while it leases one) is
/// touched on its strand only. A timeout, the caller's cancellation and a shutdown all do the same:
/// they note the reason and emit on `slot()`; the step in progress ends with `operation_aborted`
/// and asks `stop_failure()` why.
///
/// Deadlines are watched by one timer that is moved only when a deadline comes nearer, so that
/// steps of a request that goes well cost no timer operation.
class operation : public std::enable_shared_from_this<operation>
{
public:
    using executor_type = serial_executor;

    operation(boost::asio::any_io_executor const& executor, std::chrono::milliseconds total);

    [[nodiscard]] executor_type const& executor() const noexcept
    {
        return executor_;
    }

    /// What the operation's coroutine is to be bound to.
    [[nodiscard]] boost::asio::cancellation_slot slot() noexcept
    {
        return signal_.slot();
    }

    /// Stops the operation, unless `type` is `total` alone and an effect cannot be ruled out: see
    /// `allow_total_cancellation`. Callable from any thread.
    void cancel(boost::asio::cancellation_type type = boost::asio::cancellation_type::terminal);

    // What follows is for the operation's own coroutine, on its strand.

    [[nodiscard]] bool stopped() const noexcept
    {
        return stop_.has_value();
    }

    /// Why the operation was stopped.
    [[nodiscard]] core::failure const& stop_failure() const noexcept
    {
        return *stop_;
    }

    /// Whether `total` cancellation, which promises that nothing happened, may stop the operation
    /// from now on. One that comes while it may not is kept for when it may.
    void allow_total_cancellation(bool allowed);

    /// Whatever was measured belongs to an attempt before: begins to measure anew.
    void restart_clocks() noexcept;

    /// From now on the attempt has `limit`; every step ends when it does.
    void begin_attempt(std::chrono::milliseconds limit);

    /// From now on the operation waits for `step`, at most for `limit`.
    void expect(phase step, std::chrono::milliseconds limit);

    /// What the operation waited for has come and nothing else is awaited.
    void end_step() noexcept;

    /// How long the operation waited for `step`, since the clocks were restarted.
    [[nodiscard]] core::clock::duration spent(phase step) const noexcept
    {
        return spent_[static_cast<std::size_t>(step)];
    }

    /// The attempt is over, well or not; only the deadline of the operation still runs. Forgets a
    /// timeout of the attempt or of one of its steps, so that there can be another attempt.
    void end_attempt();

    /// The operation is over: takes the timer down.
    void finish();

    [[nodiscard]] core::clock::duration elapsed() const noexcept
    {
        return core::clock::now() - started_;
    }

    /// Until the deadline of the operation.
    [[nodiscard]] core::clock::duration remaining() const noexcept
    {
        return total_deadline_ - core::clock::now();
    }

private:
    using timer = boost::asio::basic_waitable_timer<
        core::clock, boost::asio::wait_traits<core::clock>, executor_type>;

    void close_step(core::clock::time_point now) noexcept;
    void arm();
    void on_timer();
    void expire();
    void stop(core::failure why);
    void stop_for_caller();
    [[nodiscard]] core::clock::time_point nearest_deadline() const noexcept;

    executor_type executor_;
    boost::asio::cancellation_signal signal_;
    timer timer_;
    core::clock::time_point const started_;
    core::clock::time_point const total_deadline_;
    core::clock::time_point attempt_deadline_;
    core::clock::time_point step_deadline_;
    /// When the timer goes off; far away while it is not set.
    core::clock::time_point armed_until_ = core::clock::time_point::max();
    phase step_ = phase::acquire;
    bool in_step_ = false;
    core::clock::time_point step_began_;
    std::array<core::clock::duration, static_cast<std::size_t>(phase::backoff) + 1> spent_{};
    bool finished_ = false;
    bool total_allowed_ = true;
    bool total_pending_ = false;
    std::optional<core::failure> stop_;
};

} // namespace signalwire::async
