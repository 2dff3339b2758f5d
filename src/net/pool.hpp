#pragma once

#include "async/notification.hpp"
#include "async/operation.hpp"
#include "core/counters.hpp"
#include "core/logger.hpp"
#include "net/connector.hpp"
#include "net/lease.hpp"

#include <signalwire/client_config.hpp>
#include <signalwire/client_stats.hpp>

#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace signalwire::net
{

/// The connections to one origin. `pool_book` decides; this holds the lock, wakes those whose turn
/// has come and lets connections be opened. Safe from any threads.
///
/// Connections that are not kept are closed under the lock, before anybody can open another in
/// their place: there are never more than there may be.
///
/// Nothing is pending while no operation runs: connections past their time are closed when the pool
/// is next used, so that an idle client leaves no work on its executor.
class pool : public std::enable_shared_from_this<pool>
{
public:
    pool(
        boost::asio::any_io_executor executor, route way, timeout_config const& timeouts,
        pool_config const& limits, core::logger const& log,
        std::shared_ptr<core::counters> counters);

    struct waiter;

    /// What became of the wish for a connection: the right to one, a failure, or a place in the
    /// queue.
    struct request
    {
        request() = default;

        std::optional<core::result<lease>> settled;
        lease::book::ticket ticket = 0;
        std::shared_ptr<waiter> queued;
    };

    /// Asks for the right to a connection; first come, first served. What is not settled waits in
    /// the queue for `queued->turn_came`. Here and below, to be called on the strand of `op`.
    [[nodiscard]] request acquire(async::operation& op);

    /// Ends the wait of a request that is not settled, because its turn has come or `op` was
    /// stopped. A turn that comes at that very moment goes to the next.
    [[nodiscard]] core::result<lease> end_wait(async::operation& op, request const& asked);

    /// The rights to open connections until `connections` are open, without waiting.
    [[nodiscard]] std::vector<lease> reserve(std::size_t connections);

    /// Closes what is idle now and, from now on, whatever is returned.
    void close();

    /// Adds the figures of now.
    void report(client_stats& stats) const;

    [[nodiscard]] origin const& target() const noexcept
    {
        return connector_.target();
    }

private:
    friend class lease;

    using book = lease::book;

    void give_back(book::entry entry);
    void give_up();
    void drop_idle();
    void count_stale(std::string_view reason);
    std::shared_ptr<waiter> find_waiter(std::optional<book::turn> turn);

    core::logger log_;
    std::shared_ptr<core::counters> counters_;
    connector connector_;
    std::chrono::milliseconds patience_;
    mutable std::mutex mutex_;
    book book_;
    std::map<book::ticket, std::shared_ptr<waiter>> waiters_;
};

/// Somebody in the queue for a connection.
struct pool::waiter
{
    explicit waiter(boost::asio::any_io_executor const& executor)
        : turn_came(std::make_shared<async::notification>(executor))
    {
    }

    std::shared_ptr<async::notification> turn_came;
    bool granted = false;
    book::grant given;
};

} // namespace signalwire::net
