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

/// A user's operation from start to end: its strand, its deadlines and its cancellation.
///
/// All objects of an operation (its timer, and its connection while it has a lease) are used on its
/// strand only. A timeout, the caller's cancellation and a shutdown work alike: they store the
/// reason and emit on `slot()`. The current wait ends with `operation_aborted`; then
/// `stop_reason()` tells the cause.
///
/// One timer watches all deadlines. It is reset only when a deadline becomes earlier, so that the
/// phases of a successful request need no timer operation.
class operation : public std::enable_shared_from_this<operation>
{
public:
    using executor_type = serial_executor;

    /// No other operation may have this strand.
    operation(executor_type strand, std::chrono::milliseconds total);

    [[nodiscard]] executor_type const& executor() const noexcept
    {
        return executor_;
    }

    /// The slot to bind the operation's waits to, one at a time.
    [[nodiscard]] boost::asio::cancellation_slot slot() noexcept
    {
        return signal_.slot();
    }

    /// Stops the operation. A `type` of `total` alone waits for `allow_total_cancellation`.
    /// Callable from any thread.
    void cancel(boost::asio::cancellation_type type = boost::asio::cancellation_type::terminal);

    /// Stops the operation when a signal is emitted to `caller`, if that is connected.
    void cancel_through(boost::asio::cancellation_slot caller);

    // The following members are for what runs the operation, on its strand.

    [[nodiscard]] bool stopped() const noexcept
    {
        return stop_.has_value();
    }

    /// Requires `stopped()`.
    [[nodiscard]] core::failure const& stop_reason() const noexcept
    {
        return *stop_;
    }

    /// Allows or forbids `total` cancellation, which promises that the operation had no effect. One
    /// that arrives while forbidden is deferred.
    void allow_total_cancellation(bool allowed);

    /// Clears the times measured for a previous attempt.
    void reset_timings() noexcept;

    /// Starts the deadline of an attempt.
    void begin_attempt(std::chrono::milliseconds limit);

    /// Ends the current phase and begins `next`, which may take `limit`.
    void begin_phase(signalwire::phase next, std::chrono::milliseconds limit);

    /// Ends the current phase and its deadline.
    void end_phase() noexcept;

    /// The time spent in a phase since `reset_timings`.
    [[nodiscard]] core::clock::duration time_in(signalwire::phase waited_for) const noexcept
    {
        return times_[static_cast<std::size_t>(waited_for)];
    }

    /// Ends an attempt; only the operation's deadline remains. Clears a timeout of the attempt or
    /// its phases, so that another attempt can follow.
    void end_attempt();

    /// Ends the operation and its timer.
    void finish();

    [[nodiscard]] core::clock::duration elapsed() const noexcept
    {
        return core::clock::now() - started_;
    }

    /// When the operation stops unless its phase ends or its attempt.
    [[nodiscard]] core::clock::time_point deadline() const noexcept;

    /// The time left until the operation's deadline.
    [[nodiscard]] core::clock::duration remaining() const noexcept
    {
        return total_deadline_ - core::clock::now();
    }

private:
    using timer = boost::asio::basic_waitable_timer<
        core::clock, boost::asio::wait_traits<core::clock>, executor_type>;

    void end_phase(core::clock::time_point now) noexcept;
    void arm();
    void on_timer();
    void expire();
    void stop(core::failure reason);
    void stop_for_caller();

    executor_type executor_;
    boost::asio::cancellation_signal signal_;
    timer timer_;
    core::clock::time_point const started_;
    core::clock::time_point const total_deadline_;
    core::clock::time_point attempt_deadline_;
    core::clock::time_point phase_deadline_;
    /// The expiry of the timer; `max()` while it is not set.
    core::clock::time_point armed_until_ = core::clock::time_point::max();
    signalwire::phase phase_ = phase::acquire;
    bool in_phase_ = false;
    core::clock::time_point phase_began_;
    std::array<core::clock::duration, static_cast<std::size_t>(phase::backoff) + 1> times_{};
    bool finished_ = false;
    bool total_allowed_ = true;
    bool total_pending_ = false;
    std::optional<core::failure> stop_;
};

} // namespace signalwire::async
