#pragma once

#include "async/wait_queue.hpp"
#include "core/clock.hpp"

#include <signalwire/client_config.hpp>

#include <cstddef>
#include <optional>
#include <variant>
#include <vector>

namespace signalwire::client
{

/// The state machine of a `rate_limiter`: which operation may send when. The caller provides the
/// time and the lock.
///
/// Three things limit requests: the delay requested by the server (429), the rate (a bucket of
/// `burst` tokens that fills at `requests_per_second`) and the number of requests in flight.
/// Waiters are served in FIFO order.
class rate_limiter_state
{
public:
    using time_point = core::clock::time_point;
    /// A waiter that is woken may send; that is all its grant.
    using queue = async::wait_queue<std::monostate>;

    /// Allows at most `max_waiters` in the queue.
    rate_limiter_state(rate_limit_config const& limits, std::size_t max_waiters);

    /// Acquires the right to send. The caller must `enqueue` if the result is `queued`.
    [[nodiscard]] async::acquire_status acquire(time_point now);

    [[nodiscard]] queue::waiter_ptr enqueue(boost::asio::any_io_executor const& executor)
    {
        return waiters_.push(executor);
    }

    /// Removes a waiter that no longer waits. Returns false if it may send already.
    bool cancel_wait(queue::waiter& waiter)
    {
        return waiters_.remove(waiter);
    }

    /// Ends a request that had acquired the right to send.
    void release();

    /// Allows no request before `until`.
    void pause_until(time_point until);

    [[nodiscard]] time_point paused_until() const noexcept
    {
        return paused_until_;
    }

    /// Removes the waiters that may send now, in order.
    [[nodiscard]] std::vector<queue::waiter_ptr> take_ready(time_point now);

    /// Returns when the first waiter may send, if that depends on time alone.
    [[nodiscard]] std::optional<time_point> next_ready_time() const;

    [[nodiscard]] std::size_t waiting() const noexcept
    {
        return waiters_.size();
    }

private:
    [[nodiscard]] bool try_acquire(time_point now);
    [[nodiscard]] bool is_full() const noexcept;
    void refill(time_point now);

    rate_limit_config limits_;
    std::size_t max_waiters_;
    double tokens_;
    time_point filled_{};
    time_point paused_until_{};
    std::size_t in_flight_ = 0;
    queue waiters_;
};

} // namespace signalwire::client
