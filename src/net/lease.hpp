#pragma once

#include "net/connection.hpp"
#include "net/connector.hpp"
#include "net/pool_book.hpp"

#include <boost/asio/awaitable.hpp>

#include <memory>

namespace signalwire::net
{

class pool;

/// The right to one connection of a pool, and usually the connection. Ends by destruction, which
/// closes the connection, or by `keep`, which returns it for others to use.
class lease
{
public:
    using book = pool_book<std::unique_ptr<connection>>;

    lease(std::shared_ptr<pool> owner, book::grant given) noexcept;
    lease(lease&&) noexcept = default;
    lease& operator=(lease&&) = delete;
    ~lease();

    /// Whether the lease came with a connection that is still quiet. One that is not is closed.
    [[nodiscard]] bool reuse();

    /// Opens a connection, when there is none to reuse.
    [[nodiscard]] boost::asio::awaitable<core::result<void>> open(async::operation& op);

    /// Closes the connection, and those that are idle in the pool: they are likely to have died of
    /// the same cause. The right to a connection stays.
    void discard_stale();

    /// Whether the connection was open before the lease began.
    [[nodiscard]] bool reused() const noexcept
    {
        return !fresh_;
    }

    [[nodiscard]] connection& link() noexcept
    {
        return *entry_->connection;
    }

    /// Ends the lease before it was used: a connection that came with it goes to others.
    void return_unused();

    /// Ends the lease and keeps the connection: its last response was read to its end and both
    /// sides want to go on.
    void keep();

private:
    std::shared_ptr<pool> pool_;
    book::grant entry_;
    bool fresh_ = false;
};

} // namespace signalwire::net
