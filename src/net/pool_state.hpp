#pragma once

#include "async/wait_queue.hpp"
#include "core/clock.hpp"

#include <signalwire/client_config.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace signalwire::net
{

/// The state machine of a pool: which operation gets which connection, may open one, or waits, and
/// which connections close. It does no I/O; the caller provides the time, the connections (any
/// movable handle) and the lock.
///
/// A slot is the right to have one connection. It is acquired when a lease begins, kept while its
/// connection is idle, and released when the connection is closed and no operation waits. Waiters
/// are served in FIFO order. Invariant: the queue is empty unless all slots are in use.
template <class Connection>
class pool_state
{
public:
    /// A connection with the times that limit its life.
    struct entry
    {
        entry() = default;

        entry(Connection conn, core::clock::time_point now)
            : connection(std::move(conn))
            , opened(now)
            , last_used(now)
        {
        }

        Connection connection{};
        core::clock::time_point opened{};
        core::clock::time_point last_used{};
        /// The server's keep-alive timeout, if it has sent one.
        core::clock::duration keep_alive_timeout = core::clock::duration::max();
        bool is_surplus = false;
    };

    /// A connection to use or, without one, the right to open it.
    using grant = std::optional<entry>;
    using queue = async::wait_queue<grant>;
    /// The operation to wake, if any.
    using wakeup = typename queue::waiter_ptr;

    struct acquire_result
    {
        explicit acquire_result(async::acquire_status value)
            : status(value)
        {
        }

        async::acquire_status status;
        /// Valid if granted.
        pool_state::grant grant;
        /// Expired connections, which the caller must close.
        std::vector<entry> expired;
    };

    explicit pool_state(pool_config const& limits)
        : limits_(limits)
    {
    }

    /// Acquires a slot. The caller must `enqueue` if the status is `queued`. The idle connection
    /// used last is reused first, so that the others can expire.
    acquire_result acquire(core::clock::time_point now)
    {
        acquire_result out(async::acquire_status::granted);
        out.expired = take_expired(now);
        if (!idle_.empty())
        {
            out.grant = std::move(idle_.back());
            idle_.pop_back();
            ++in_use_;
        }
        else if (in_use_ < limits_.max_connections)
        {
            ++in_use_;
        }
        else
        {
            out.status = waiters_.size() < limits_.max_waiters ? async::acquire_status::queued
                                                               : async::acquire_status::rejected;
        }
        return out;
    }

    [[nodiscard]] wakeup enqueue(boost::asio::any_io_executor const& executor)
    {
        return waiters_.push(executor);
    }

    /// Removes a waiter that no longer waits. Returns false if it has its grant already, which must
    /// then be released.
    bool cancel_wait(typename queue::waiter& waiter)
    {
        return waiters_.remove(waiter);
    }

    /// Acquires slots until `connections` are open or being opened. Returns how many.
    [[nodiscard]] std::size_t reserve(std::size_t connections)
    {
        std::size_t const target = std::min(connections, limits_.max_connections);
        std::size_t const present = in_use_ + idle_.size();
        std::size_t const missing = closed_ || target <= present ? 0 : target - present;
        in_use_ += missing;
        return missing;
    }

    /// Ends a lease and passes its connection to the first waiter, or keeps it.
    wakeup release(entry returned, core::clock::time_point now)
    {
        returned.last_used = now;
        returned.is_surplus = false;
        if (closed_)
            return release_slot();
        if (exceeds_max_lifetime(returned, now))
        {
            ++expired_;
            return release_slot();
        }
        if (!waiters_.empty())
            return waiters_.pop(std::move(returned));
        --in_use_;
        idle_.push_back(std::move(returned));
        return nullptr;
    }

    /// Ends a lease without a connection and passes its slot to the first waiter.
    wakeup release_slot()
    {
        if (!waiters_.empty())
            return waiters_.pop();
        --in_use_;
        return nullptr;
    }

    /// Returns the idle connections that are used only if more than twice as many requests are in
    /// flight as now, except those that were returned already. Valid until the next change.
    [[nodiscard]] std::span<entry> take_surplus() noexcept
    {
        std::size_t const end = idle_.size() - std::min(in_use_, idle_.size());
        std::size_t begin = end;
        for (; begin > 0 && !idle_[begin - 1].is_surplus; --begin)
            idle_[begin - 1].is_surplus = true;
        return std::span(idle_).subspan(begin, end - begin);
    }

    /// Removes the idle connections that have expired.
    [[nodiscard]] std::vector<entry> take_expired(core::clock::time_point now)
    {
        auto const end =
            std::stable_partition(idle_.begin(), idle_.end(), [&](entry const& connection) {
                return !exceeds_idle_timeout(connection, now)
                    && !exceeds_max_lifetime(connection, now);
            });
        std::vector<entry> out(std::make_move_iterator(end), std::make_move_iterator(idle_.end()));
        idle_.erase(end, idle_.end());
        expired_ += out.size();
        return out;
    }

    /// Removes all idle connections: if one is stale, the others probably are, too.
    std::vector<entry> take_idle()
    {
        return std::exchange(idle_, {});
    }

    /// Keeps no connection from now on.
    std::vector<entry> close()
    {
        closed_ = true;
        return take_idle();
    }

    [[nodiscard]] std::size_t idle() const noexcept
    {
        return idle_.size();
    }

    [[nodiscard]] std::size_t in_use() const noexcept
    {
        return in_use_;
    }

    [[nodiscard]] std::size_t waiting() const noexcept
    {
        return waiters_.size();
    }

    /// The number of connections that were closed because they had expired.
    [[nodiscard]] std::uint64_t expired() const noexcept
    {
        return expired_;
    }

private:
    [[nodiscard]] bool exceeds_max_lifetime(
        entry const& connection, core::clock::time_point now) const
    {
        return now - connection.opened >= limits_.max_lifetime;
    }

    /// The server's time began before ours, so the connection expires here before it does there.
    [[nodiscard]] bool exceeds_idle_timeout(
        entry const& connection, core::clock::time_point now) const
    {
        core::clock::duration const ours = limits_.idle_timeout;
        core::clock::duration const theirs = connection.keep_alive_timeout;
        core::clock::duration const margin =
            std::min<core::clock::duration>(theirs / 2, std::chrono::seconds(1));
        return now - connection.last_used >= std::min(ours, theirs - margin);
    }

    pool_config limits_;
    std::vector<entry> idle_;
    std::size_t in_use_ = 0;
    queue waiters_;
    std::uint64_t expired_ = 0;
    bool closed_ = false;
};

} // namespace signalwire::net
