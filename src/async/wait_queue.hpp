#pragma once

#include "async/notification.hpp"
#include "core/failure.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
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
    struct waiter
    {
        waiter(std::uint64_t number, boost::asio::any_io_executor const& executor)
            : ticket(number)
            , ready(std::make_shared<notification>(executor))
        {
        }

        std::uint64_t const ticket;
        /// The caller of `pop` notifies it.
        std::shared_ptr<notification> const ready;
        /// Set by `pop`.
        Grant grant{};
    };

    using waiter_ptr = std::shared_ptr<waiter>;

    /// Adds a waiter at the end; its wait completes on `executor`.
    waiter_ptr push(boost::asio::any_io_executor const& executor)
    {
        auto const out = std::make_shared<waiter>(++last_ticket_, executor);
        waiters_.emplace_hint(waiters_.end(), out->ticket, out);
        return out;
    }

    /// Removes the first waiter and gives it `grant`. Requires that the queue is not empty.
    waiter_ptr pop(Grant grant = {})
    {
        waiter_ptr out = std::move(waiters_.extract(waiters_.begin()).mapped());
        out->grant = std::move(grant);
        return out;
    }

    /// Removes a waiter that no longer waits. Returns false if it has its grant already.
    bool remove(waiter const& leaving)
    {
        return waiters_.erase(leaving.ticket) > 0;
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
    std::map<std::uint64_t, waiter_ptr> waiters_;
    std::uint64_t last_ticket_ = 0;
};

/// A request for a `Value` that has a result or else waits for `waiter->ready`.
template <class Value, class Grant>
struct acquire_operation
{
    acquire_operation() = default;

    using waiter_ptr = typename wait_queue<Grant>::waiter_ptr;

    std::optional<core::result<Value>> result;
    waiter_ptr waiter;
};

} // namespace signalwire::async
