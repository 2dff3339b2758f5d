#pragma once

#include "async/operation.hpp"
#include "client/rate_limiter_state.hpp"
#include "core/failure.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>
#include <variant>

namespace signalwire::client
{

/// Delays requests until they may be sent. `rate_limiter_state` decides; this class holds the lock
/// and the timer, which runs only while an operation waits for time to pass. Thread-safe.
class rate_limiter : public std::enable_shared_from_this<rate_limiter>
{
public:
    rate_limiter(
        boost::asio::any_io_executor executor, rate_limit_config const& limits,
        std::size_t max_waiters);

    /// The right to have one request in flight.
    class permit
    {
    public:
        explicit permit(std::shared_ptr<rate_limiter> owner) noexcept
            : owner_(std::move(owner))
        {
        }

        permit(permit&&) noexcept = default;
        permit& operator=(permit&&) = delete;

        ~permit()
        {
            if (owner_)
                owner_->end_request();
        }

    private:
        std::shared_ptr<rate_limiter> owner_;
    };

    using acquire_operation = async::acquire_operation<permit, std::monostate>;

    /// Acquires the right to send a request, in FIFO order. If there is no result yet, wait for
    /// `waiter` and call `end_wait`. Fails at once if the delay requested by the server
    /// exceeds the time that the operation has left, or if too many operations wait already. Call
    /// this and `end_wait` on the strand of `op`.
    [[nodiscard]] acquire_operation acquire(async::operation& op);

    /// Ends the wait because `queued` was notified or `op` was stopped.
    [[nodiscard]] core::result<permit> end_wait(
        async::operation& op, acquire_operation::waiter_ptr const& queued);

    /// The server has requested that nothing is sent before `requested`. Operations wait until
    /// `until` only.
    void pause_until(core::clock::time_point until, core::clock::time_point requested);

private:
    void end_request();
    void wake_ready();
    void arm();

    boost::asio::any_io_executor executor_;
    std::mutex mutex_;
    rate_limiter_state state_;
    core::clock::time_point server_paused_until_;
    boost::asio::steady_timer timer_;
    core::clock::time_point armed_for_ = core::clock::time_point::max();
};

} // namespace signalwire::client
