#pragma once

#include "async/notification.hpp"
#include "async/operation.hpp"
#include "client/rate_book.hpp"
#include "core/result.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace signalwire::client
{

/// Lets requests through no faster than they may be sent. `rate_book` decides; this holds the lock
/// and the timer, which runs only while somebody waits for time to pass. Safe from any threads.
class throttle : public std::enable_shared_from_this<throttle>
{
public:
    throttle(
        boost::asio::any_io_executor executor, rate_limit_config const& limits,
        std::size_t max_waiters);

    /// The right to have one request under way.
    class permit
    {
    public:
        explicit permit(std::shared_ptr<throttle> owner) noexcept
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
        std::shared_ptr<throttle> owner_;
    };

    /// What became of the wish to send a request: the right to, a failure, or a place in the queue.
    struct entrance
    {
        entrance() = default;

        std::optional<core::result<permit>> settled;
        rate_book::ticket ticket = 0;
        std::shared_ptr<async::notification> turn;
    };

    /// Asks for the right to send a request; first come, first served. What is not settled waits
    /// for `turn`. Fails at once when the server's demand to hold lasts longer than the operation
    /// may, and when too many wait already. Here and below, to be called on the strand of `op`.
    [[nodiscard]] entrance enter(async::operation& op);

    /// Ends the wait for an entrance that is not settled, because its turn has come or `op` was
    /// stopped.
    [[nodiscard]] core::result<permit> end_wait(async::operation& op, entrance const& queued);

    /// The server wants no request of anybody before `demanded`; from `until` on it is asked again
    /// all the same.
    void hold(core::clock::time_point until, core::clock::time_point demanded);

private:
    using waiting = std::map<rate_book::ticket, std::shared_ptr<async::notification>>;

    void end_request();
    void look();
    void arm();

    boost::asio::any_io_executor executor_;
    std::mutex mutex_;
    rate_book book_;
    core::clock::time_point demanded_until_;
    waiting waiters_;
    boost::asio::steady_timer timer_;
    core::clock::time_point armed_for_ = core::clock::time_point::max();
};

} // namespace signalwire::client
