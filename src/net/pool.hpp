#pragma once

#include "async/operation.hpp"
#include "core/counters.hpp"
#include "core/logger.hpp"
#include "net/connection.hpp"
#include "net/connector.hpp"
#include "net/pool_state.hpp"

#include <signalwire/client_config.hpp>
#include <signalwire/client_stats.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

namespace signalwire::net
{

class pool;

/// A slot of a pool, usually with its connection. Destruction closes the connection;
/// `return_to_pool` keeps it for other operations.
class lease
{
public:
    using state = pool_state<std::unique_ptr<connection>>;

    lease(std::shared_ptr<pool> owner, state::grant grant) noexcept;
    lease(lease&&) noexcept = default;
    lease& operator=(lease&&) = delete;
    ~lease();

    /// Returns true if the lease has a connection that is reusable. Closes one that is not.
    [[nodiscard]] bool try_reuse();

    /// Opens a connection if there is none to reuse.
    [[nodiscard]] boost::asio::awaitable<core::result<void>> open(async::operation& op);

    /// Closes the connection and the idle ones of the pool, which are probably stale for the same
    /// reason. The lease keeps its slot.
    void discard_stale();

    /// Returns true if the connection was open before the lease began.
    [[nodiscard]] bool reused() const noexcept
    {
        return !newly_opened_;
    }

    [[nodiscard]] connection& get() noexcept
    {
        return *entry_->connection;
    }

    /// Ends a lease that was not used; a connection that came with it is kept.
    void return_unused();

    /// Ends the lease and keeps the connection. Requires that its last response is complete and
    /// that both sides agree to keep it.
    void return_to_pool();

private:
    std::shared_ptr<pool> pool_;
    state::grant entry_;
    bool newly_opened_ = false;
};

/// The connections to one origin. `pool_state` decides; this class locks, wakes waiters and opens
/// connections. Thread-safe.
///
/// Connections that are not kept are closed under the lock, before another can be opened in their
/// slot: there are never more than `pool.max_connections`.
///
/// While no operation runs, nothing is pending: expired connections are closed when the pool is
/// next used, so that an idle client leaves no work on its executor.
class pool : public std::enable_shared_from_this<pool>
{
public:
    using acquire_operation = async::acquire_operation<lease, lease::state::grant>;

    pool(
        boost::asio::any_io_executor executor, route path, timeout_config const& timeouts,
        pool_config const& limits, core::logger const& log,
        std::shared_ptr<core::counters> counters);

    /// Acquires a lease in FIFO order. If there is no result yet, wait for `waiter` and call
    /// `end_wait`. Call this and `end_wait` on the strand of `op`.
    [[nodiscard]] acquire_operation acquire(async::operation& op);

    /// Ends the wait because `queued` was notified or `op` was stopped. A grant that arrives when
    /// `op` is stopped goes to the next waiter.
    [[nodiscard]] core::result<lease> end_wait(
        async::operation& op, acquire_operation::waiter_ptr const& queued);

    /// Returns leases without waiting, to open connections until `connections` are open.
    [[nodiscard]] std::vector<lease> reserve(std::size_t connections);

    /// Closes idle connections now, and the others when they are returned.
    void close();

    void add_stats(client_stats& stats) const;

    [[nodiscard]] origin const& target() const noexcept
    {
        return connector_.target();
    }

private:
    friend class lease;

    void release(lease::state::entry entry);
    void release_slot();
    void rest_surplus() noexcept;
    void close_idle();
    void on_stale(std::string_view reason);

    core::logger log_;
    std::shared_ptr<core::counters> counters_;
    connector connector_;
    std::chrono::milliseconds acquire_timeout_;
    mutable std::mutex mutex_;
    lease::state state_;
};

} // namespace signalwire::net
