#pragma once

#include "async/completion.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/system/error_code.hpp>

#include <memory>
#include <mutex>
#include <utility>

namespace signalwire::async
{

/// A meeting of one coroutine that waits and any thread that notifies it, once.
///
/// The wait completes, by posting to the waiter's executor, when `notify` has been called, before
/// or after it began, or with `operation_aborted` when it is cancelled first.
class notification : public std::enable_shared_from_this<notification>
{
public:
    /// Waiters without an executor of their own complete on `executor`.
    explicit notification(boost::asio::any_io_executor executor)
        : executor_(std::move(executor))
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
    using waiter = completion<boost::system::error_code>;

    struct initiation
    {
        template <class Handler>
        void operator()(Handler&& handler, std::shared_ptr<notification> const& self) const
        {
            self->start(waiter(waiter::handler(std::forward<Handler>(handler)), self->executor_));
        }
    };

    void start(waiter next);
    void end_wait(boost::system::error_code code, bool notified);

    boost::asio::any_io_executor executor_;
    std::mutex mutex_;
    bool notified_ = false;
    std::unique_ptr<waiter> waiter_;
};

} // namespace signalwire::async
