#pragma once

#include "async/notification.hpp"
#include "async/operation.hpp"

#include <signalwire/error.hpp>

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
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

    /// Registers a stream until it has ended or failed: it may fetch until `cancel_all`.
    class stream_entry
    {
    public:
        explicit stream_entry(std::shared_ptr<operation_registry> owner) noexcept
            : owner_(std::move(owner))
        {
        }

        stream_entry(stream_entry&&) noexcept = default;
        stream_entry& operator=(stream_entry&&) = delete;

        ~stream_entry()
        {
            if (owner_)
                owner_->remove_stream();
        }

    private:
        std::shared_ptr<operation_registry> owner_;
    };

    [[nodiscard]] entry add(std::shared_ptr<async::operation> const& op);

    /// Returns nothing after `close`, or after `cancel_all` if the stream has begun before.
    [[nodiscard]] std::optional<stream_entry> add_stream(bool has_begun);

    /// Rejects new operations and streams. Notifies all sleepers, too.
    void close();

    /// Notifies `sleeper` when the registry is closed, or at once if it is: a shutdown does not
    /// wait for operations that only sleep.
    void notify_on_close(std::shared_ptr<async::notification> const& sleeper);

    /// Returns true if a request must not be sent: after `close`, or after `cancel_all` if it is of
    /// a registered stream.
    [[nodiscard]] bool rejects(bool is_of_stream) const;

    /// Returns what is notified when nothing is in flight and all streams have ended; after
    /// `cancel_all`, when nothing is in flight. Requires `close`.
    [[nodiscard]] std::shared_ptr<async::notification> drained();

    /// Cancels the operations in flight and rejects further requests of streams.
    void cancel_all();

private:
    void remove(async::operation const* op);
    void remove_stream();
    [[nodiscard]] bool is_drained() const noexcept;
    void notify_if_drained();

    boost::asio::any_io_executor executor_;
    mutable std::mutex mutex_;
    bool closed_ = false;
    bool cancelled_ = false;
    std::size_t streams_ = 0;
    std::unordered_map<async::operation const*, std::weak_ptr<async::operation>> running_;
    std::vector<std::shared_ptr<async::notification>> waiting_;
    std::vector<std::weak_ptr<async::notification>> sleepers_;
};

/// Returns the error of an operation that begins after `close`.
[[nodiscard]] error_ptr shut_down_error();

} // namespace signalwire::client
