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

/// The operations in flight, for a shutdown to wait for and to stop. Safe from any threads.
class registry : public std::enable_shared_from_this<registry>
{
public:
    explicit registry(boost::asio::any_io_executor executor)
        : executor_(std::move(executor))
    {
    }

    /// Holds an operation's place until it has ended.
    class entry
    {
    public:
        entry(std::shared_ptr<registry> owner, async::operation const* operation) noexcept
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
        std::shared_ptr<registry> owner_;
        async::operation const* operation_;
    };

    [[nodiscard]] entry add(std::shared_ptr<async::operation> const& op);

    /// Also wakes those who asked for it.
    void close();

    /// Notifies `idler` when the registry is closed, at once if it is: what only waits for time to
    /// pass is nothing that a shutdown should wait for.
    void wake_at_close(std::shared_ptr<async::notification> const& idler);

    [[nodiscard]] bool closed() const;

    /// Notified when nothing is in flight any more; only after `close`.
    [[nodiscard]] std::shared_ptr<async::notification> drained();

    void cancel_all();

private:
    void remove(async::operation const* op);

    boost::asio::any_io_executor executor_;
    mutable std::mutex mutex_;
    bool closed_ = false;
    std::unordered_map<async::operation const*, std::weak_ptr<async::operation>> running_;
    std::vector<std::shared_ptr<async::notification>> waiting_;
    std::vector<std::weak_ptr<async::notification>> idlers_;
};

/// Why an operation cannot begin once the registry is closed.
[[nodiscard]] core::failure shut_down_failure();

} // namespace signalwire::client
