#pragma once

#include "async/notification.hpp"
#include "client/engine.hpp"
#include "core/clock.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/strand.hpp>

#include <memory>
#include <mutex>

namespace signalwire::paging
{

/// Waits for time to pass, one waiter at a time. Nothing is left on the executor once the waiter
/// has gone on.
class pause : public std::enable_shared_from_this<pause>
{
public:
    explicit pause(std::shared_ptr<client::engine> engine)
        : engine_(std::move(engine))
        , strand_(boost::asio::make_strand(engine_->executor()))
        , timer_(strand_)
    {
    }

    /// Completes at `due`, or when the client shuts down; with false when cancelled or stopped.
    boost::asio::awaitable<bool> until(core::clock::time_point due)
    {
        auto const over = std::make_shared<async::notification>(engine_->executor());
        if (!begin(over))
            co_return false;
        engine_->notify_on_shutdown(over);
        set_timer(due, over);
        auto const [cancelled] =
            co_await over->async_wait(boost::asio::as_tuple(boost::asio::deferred));
        drop_timer();
        bool const stopped = end();
        co_return !cancelled && !stopped;
    }

    /// Ends the wait, and those to come; callable from any thread.
    void stop() noexcept
    {
        std::shared_ptr<async::notification> over;
        {
            std::lock_guard const lock(mutex_);
            stopped_ = true;
            over.swap(over_);
        }
        if (over)
            over->notify();
    }

private:
    using strand = boost::asio::strand<boost::asio::any_io_executor>;
    using timer = boost::asio::basic_waitable_timer<
        core::clock, boost::asio::wait_traits<core::clock>, strand>;

    /// Returns false if there is nothing to wait for, because the wait was stopped.
    [[nodiscard]] bool begin(std::shared_ptr<async::notification> const& over)
    {
        std::lock_guard const lock(mutex_);
        if (!stopped_)
            over_ = over;
        return !stopped_;
    }

    /// Whether the wait was stopped.
    [[nodiscard]] bool end() noexcept
    {
        std::lock_guard const lock(mutex_);
        over_.reset();
        return stopped_;
    }

    void set_timer(core::clock::time_point due, std::shared_ptr<async::notification> const& over)
    {
        boost::asio::dispatch(strand_, [self = shared_from_this(), due, over] {
            self->timer_.expires_at(due);
            self->timer_.async_wait([self, over](boost::system::error_code) { over->notify(); });
        });
    }

    void drop_timer()
    {
        boost::asio::dispatch(strand_, [self = shared_from_this()] { self->timer_.cancel(); });
    }

    std::shared_ptr<client::engine> engine_;
    strand strand_;
    timer timer_;
    std::mutex mutex_;
    /// Set during a wait.
    std::shared_ptr<async::notification> over_;
    bool stopped_ = false;
};

} // namespace signalwire::paging
