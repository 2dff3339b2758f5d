#pragma once

#include <signalwire/detail/mapped_handler.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/error_code.hpp>

#include <memory>
#include <mutex>
#include <type_traits>
#include <utility>

namespace signalwire::async
{

/// An event that happens once: one waiter, and any thread that notifies it.
///
/// The wait completes when `notify` has been called, before or after it began, or with
/// `operation_aborted` when it is cancelled first; never from within `notify` or `async_wait`.
///
/// The waiter's handler is held by a timer that never expires, and so by the execution context: it
/// is destroyed with the context, although it may own this object.
class notification : public std::enable_shared_from_this<notification>
{
public:
    /// Waiters without an executor of their own complete on `executor`.
    explicit notification(boost::asio::any_io_executor const& executor)
        : timer_(executor, boost::asio::steady_timer::time_point::max())
    {
    }

    /// Callable from any thread; only the first call counts.
    void notify();

    /// At most one wait at a time.
    template <class CompletionToken>
    auto async_wait(CompletionToken&& token)
    {
        return boost::asio::async_initiate<CompletionToken, void(boost::system::error_code)>(
            initiation(), token, shared_from_this());
    }

private:
    struct initiation
    {
        template <class Handler>
        void operator()(Handler&& handler, std::shared_ptr<notification> const& self) const
        {
            auto const complete = [self](auto&& target, boost::system::error_code cancelled) {
                // What a signal would reach may be gone from now on.
                boost::asio::get_associated_cancellation_slot(target).clear();
                std::move(target)(self->is_notified() ? boost::system::error_code() : cancelled);
            };
            std::lock_guard const lock(self->mutex_);
            self->timer_.async_wait(detail::mapped_handler(
                std::decay_t<Handler>(std::forward<Handler>(handler)), complete));
        }
    };

    [[nodiscard]] bool is_notified();

    std::mutex mutex_;
    bool notified_ = false;
    boost::asio::steady_timer timer_;
};

} // namespace signalwire::async
