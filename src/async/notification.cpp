#include "async/notification.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/intrusive/list.hpp>

#include <mutex>

namespace signalwire::async
{

namespace asio = boost::asio;

/// The handlers that wait in an execution context.
class notification_service final : public asio::execution_context::service
{
public:
    using key_type = notification_service;
    inline static asio::execution_context::id const id;

    explicit notification_service(asio::execution_context& context)
        : service(context)
    {
    }

    [[nodiscard]] std::unique_lock<std::mutex> lock()
    {
        return std::unique_lock(mutex_);
    }

    // The following members require the lock.

    /// Owns `handler` until `remove`. Returns it if the context has been shut down.
    std::unique_ptr<waiting_handler> add(std::unique_ptr<waiting_handler> handler)
    {
        if (shut_down_)
            return handler;
        handlers_.push_back(*handler.release());
        return nullptr;
    }

    std::unique_ptr<waiting_handler> remove(waiting_handler& handler)
    {
        handlers_.erase(handlers_.iterator_to(handler));
        return std::unique_ptr<waiting_handler>(&handler);
    }

private:
    using list =
        boost::intrusive::list<waiting_handler, boost::intrusive::constant_time_size<false>>;

    /// Destroys the handlers, which may notify others or end what they have begun.
    void shutdown() override
    {
        list handlers;
        {
            std::lock_guard const lock(mutex_);
            shut_down_ = true;
            handlers.swap(handlers_);
            for (waiting_handler& handler : handlers)
                handler.event->waiting_ = nullptr;
        }
        handlers.clear_and_dispose(std::default_delete<waiting_handler>());
    }

    std::mutex mutex_;
    list handlers_;
    bool shut_down_ = false;
};

notification::notification(asio::execution_context& context)
    : service_(asio::use_service<notification_service>(context))
{
}

void notification::wait(std::unique_ptr<waiting_handler> handler)
{
    {
        auto const lock = service_.lock();
        if (!notified_)
        {
            waiting_handler* const added = handler.get();
            handler = service_.add(std::move(handler));
            if (!handler)
                waiting_ = added;
            return;
        }
    }
    handler->complete({});
}

void notification::notify()
{
    std::unique_ptr<waiting_handler> handler;
    {
        auto const lock = service_.lock();
        notified_ = true;
        if (waiting_)
            handler = service_.remove(*std::exchange(waiting_, nullptr));
    }
    if (handler)
        handler->complete({});
}

void notification::cancel()
{
    std::unique_ptr<waiting_handler> handler;
    {
        auto const lock = service_.lock();
        if (waiting_)
            handler = service_.remove(*std::exchange(waiting_, nullptr));
    }
    if (handler)
        handler->complete(asio::error::operation_aborted);
}

} // namespace signalwire::async
