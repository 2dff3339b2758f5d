#pragma once

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/execution/context.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/query.hpp>
#include <boost/asio/system_executor.hpp>
#include <boost/intrusive/list_hook.hpp>
#include <boost/system/error_code.hpp>

#include <memory>
#include <type_traits>
#include <utility>

namespace signalwire::async
{

class notification;
class notification_service;

/// A handler that waits for a notification, which it owns.
class waiting_handler : public boost::intrusive::list_base_hook<>
{
public:
    waiting_handler(waiting_handler const&) = delete;
    waiting_handler& operator=(waiting_handler const&) = delete;
    virtual ~waiting_handler() = default;

    /// Posts the handler with `code` to its executor. Called once, by any thread.
    virtual void complete(boost::system::error_code code) = 0;

protected:
    explicit waiting_handler(std::shared_ptr<notification> what) noexcept
        : event(std::move(what))
    {
    }

private:
    friend class notification;
    friend class notification_service;

    std::shared_ptr<notification> const event;
};

/// An event that happens once: one waiter, and any thread that notifies it.
///
/// The wait completes when `notify` has been called, before or after it began, or with
/// `operation_aborted` when it is cancelled first; never from within `notify` or `async_wait`.
///
/// The execution context owns the waiter's handler: it is destroyed with the context, although it
/// may own this object. A timer that never expires could hold it, too, but costs more.
class notification : public std::enable_shared_from_this<notification>
{
public:
    /// Handlers wait in the context of `executor`.
    template <class Executor>
    explicit notification(Executor const& executor)
        : notification(static_cast<boost::asio::execution_context&>(
              boost::asio::query(executor, boost::asio::execution::context)))
    {
    }

    /// Callable from any thread; only the first call counts.
    void notify();

    /// At most one wait at a time. The handler must have an executor, whose work this is.
    template <class CompletionToken>
    auto async_wait(CompletionToken&& token);

private:
    template <class Handler>
    class typed_waiting_handler;
    struct initiation;

    explicit notification(boost::asio::execution_context& context);
    void wait(std::unique_ptr<waiting_handler> handler);
    void cancel();

    notification_service& service_;
    /// This and the following are guarded by the mutex of the service.
    waiting_handler* waiting_ = nullptr;
    bool notified_ = false;

    friend class notification_service;
};

template <class Handler>
class notification::typed_waiting_handler final : public waiting_handler
{
public:
    typed_waiting_handler(Handler&& handler, std::shared_ptr<notification> what)
        : waiting_handler(std::move(what))
        , work_(boost::asio::get_associated_executor(handler))
        , handler_(std::move(handler))
    {
    }

    void complete(boost::system::error_code code) override
    {
        auto const executor = work_.get_executor();
        boost::asio::post(
            executor, [work = std::move(work_), handler = std::move(handler_), code]() mutable {
                // What a signal would reach may be gone from now on.
                boost::asio::get_associated_cancellation_slot(handler).clear();
                std::move(handler)(code);
            });
    }

private:
    using executor_type = boost::asio::associated_executor_t<Handler>;
    static_assert(
        !std::is_same_v<executor_type, boost::asio::system_executor>,
        "the handler must have an executor of its own");

    boost::asio::executor_work_guard<executor_type> work_;
    Handler handler_;
};

struct notification::initiation
{
    template <class Handler>
    void operator()(Handler handler, std::shared_ptr<notification> const& self) const
    {
        if (auto slot = boost::asio::get_associated_cancellation_slot(handler); slot.is_connected())
        {
            slot.assign([weak = std::weak_ptr(self)](boost::asio::cancellation_type) {
                if (std::shared_ptr<notification> const awaited = weak.lock())
                    awaited->cancel();
            });
        }
        self->wait(std::make_unique<typed_waiting_handler<Handler>>(std::move(handler), self));
    }
};

template <class CompletionToken>
auto notification::async_wait(CompletionToken&& token)
{
    return boost::asio::async_initiate<CompletionToken, void(boost::system::error_code)>(
        initiation(), token, shared_from_this());
}

} // namespace signalwire::async
