#pragma once

#include "async/notification.hpp"
#include "async/operation.hpp"

#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>
#include <vector>

namespace signalwire::client
{

/// The operations in flight, which a shutdown waits for or cancels. Thread-safe.
class operation_registry : public std::enable_shared_from_this<operation_registry>
{
public:
    explicit operation_registry(boost::asio::any_io_executor executor)
        : executor_(std::move(executor))
    {
    }

    /// Registers an operation until it has ended.
    class entry
    {
    public:
        entry(std::shared_ptr<operation_registry> owner, async::operation const* operation) noexcept
            : owner_(std::move(owner))
            , operation_(operation)
        {
        }

        entry(entry&&) noexcept = default;
        entry& operator=(entry&&) = delete;

        ~entry()
        {
            if (owner_)
                owner_->remove(operation_);
        }

    private:
        std::shared_ptr<operation_registry> owner_;
        async::operation const* operation_;
    };

    [[nodiscard]] entry add(std::shared_ptr<async::operation> const& op);

    /// Notifies all sleepers, too.
    void close();

    /// Notifies `sleeper` when the registry is closed, or at once if it is: a shutdown does not
    /// wait for operations that only sleep.
    void notify_on_close(std::shared_ptr<async::notification> const& sleeper);

    [[nodiscard]] bool closed() const;

    /// Returns what is notified when nothing is in flight. Requires `close`.
    [[nodiscard]] std::shared_ptr<async::notification> drained();

    void cancel_all();

private:
    void remove(async::operation const* op);

    boost::asio::any_io_executor executor_;
    mutable std::mutex mutex_;
    bool closed_ = false;
    std::unordered_map<async::operation const*, std::weak_ptr<async::operation>> running_;
    std::vector<std::shared_ptr<async::notification>> waiting_;
    std::vector<std::weak_ptr<async::notification>> sleepers_;
};

/// Returns the failure of an operation begun after `close`.
[[nodiscard]] core::failure shut_down_failure();

} // namespace signalwire::client
