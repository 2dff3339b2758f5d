#pragma once

#include "async/notification.hpp"
#include "core/failure.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <cstddef>
#include <list>
#include <memory>
#include <optional>
#include <utility>

namespace signalwire::async
{

/// The decision about a caller that may have to wait.
enum class acquire_status
{
    granted,
    queued,
    rejected
};

/// Operations in FIFO order that wait for a `Grant` each. Not thread-safe: the owner has a lock.
template <class Grant>
class wait_queue
{
public:
    class waiter;
    using waiter_ptr = std::shared_ptr<waiter>;

    /// The caller of `pop` notifies it.
    class waiter : public notification
    {
    public:
        using notification::notification;

        /// Set by `pop`.
        Grant grant{};

    private:
        friend class wait_queue;

        bool queued_ = false;
        typename std::list<waiter_ptr>::const_iterator position_;
    };

    /// Adds a waiter at the end, which waits in the context of `executor`.
    waiter_ptr push(boost::asio::any_io_executor const& executor)
    {
        auto const out = std::make_shared<waiter>(executor);
        out->position_ = waiters_.insert(waiters_.end(), out);
        out->queued_ = true;
        return out;
    }

    /// Removes the first waiter and gives it `grant`. Requires that the queue is not empty.
    waiter_ptr pop(Grant grant = {})
    {
        waiter_ptr out = std::move(waiters_.front());
        waiters_.pop_front();
        out->queued_ = false;
        out->grant = std::move(grant);
        return out;
    }

    /// Removes a waiter that no longer waits. Returns false if it has its grant already.
    bool remove(waiter& leaving)
    {
        bool const queued = std::exchange(leaving.queued_, false);
        if (queued)
            waiters_.erase(leaving.position_);
        return queued;
    }

    [[nodiscard]] std::size_t size() const noexcept
    {
        return waiters_.size();
    }

    [[nodiscard]] bool empty() const noexcept
    {
        return waiters_.empty();
    }

private:
    std::list<waiter_ptr> waiters_;
};

/// A request for a `Value` that has a result or else waits for `waiter`.
template <class Value, class Grant>
struct acquire_operation
{
    acquire_operation() = default;

    using waiter_ptr = typename wait_queue<Grant>::waiter_ptr;

    std::optional<core::result<Value>> result;
    waiter_ptr waiter;
};

} // namespace signalwire::async
