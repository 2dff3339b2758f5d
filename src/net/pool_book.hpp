#pragma once

#include "core/clock.hpp"

#include <signalwire/client_config.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace signalwire::net
{

/// The decisions of a pool without its sockets: who gets which connection, who may open one, who
/// waits, what is closed. A state machine over plain values; the caller brings the time, the
/// connections (any movable handle) and the lock.
///
/// A slot is the right to have one connection. It is taken when a lease begins, kept while its
/// connection is idle, and given up when the connection is closed and nobody waits for the slot.
/// Whoever waits is served strictly in order: somebody waits only while every slot is leased.
template <class Connection>
class pool_book
{
public:
    using ticket = std::uint64_t;

    /// A connection with what decides how long it may live.
    struct entry
    {
        entry() = default;

        entry(Connection link, core::clock::time_point now)
            : connection(std::move(link))
            , opened(now)
            , last_used(now)
        {
        }

        Connection connection{};
        core::clock::time_point opened{};
        core::clock::time_point last_used{};
        /// How long the server keeps it, where it has said so.
        core::clock::duration server_patience = core::clock::duration::max();
    };

    /// What an operation is given: a connection to use, or, without one, the right to open it.
    using grant = std::optional<entry>;

    /// Somebody's turn has come.
    struct turn
    {
        turn(ticket who, grant what)
            : waiter(who)
            , given(std::move(what))
        {
        }

        ticket waiter;
        grant given;
    };

    enum class answer
    {
        granted,
        wait,
        refused
    };

    struct decision
    {
        explicit decision(answer value)
            : what(value)
        {
        }

        answer what;
        /// Meaningful when granted.
        grant given;
        /// Meaningful when one has to wait.
        ticket waiter = 0;
        /// Connections whose time is over, for the caller to close.
        std::vector<entry> expired;
    };

    explicit pool_book(pool_config const& limits)
        : limits_(limits)
    {
    }

    /// Somebody wants a connection. Idle ones are handed out last in, first out: so few of them
    /// stay in use that the others can go.
    decision acquire(core::clock::time_point now)
    {
        decision out(answer::granted);
        out.expired = take_expired(now);
        if (!idle_.empty())
        {
            out.given = std::move(idle_.back());
            idle_.pop_back();
            ++leased_;
        }
        else if (leased_ < limits_.max_connections)
        {
            ++leased_;
        }
        else if (waiters_.size() < limits_.max_waiters)
        {
            out.what = answer::wait;
            out.waiter = ++last_ticket_;
            waiters_.insert(out.waiter);
        }
        else
        {
            out.what = answer::refused;
        }
        return out;
    }

    /// Somebody wants `connections` to be open: gives how many rights to open one he has got.
    [[nodiscard]] std::size_t reserve(std::size_t connections)
    {
        std::size_t const most = std::min(connections, limits_.max_connections);
        std::size_t const there = leased_ + idle_.size();
        std::size_t const missing = closed_ || most <= there ? 0 : most - there;
        leased_ += missing;
        return missing;
    }

    /// A lease ends and its connection lives on: it goes to whoever has waited longest.
    std::optional<turn> give_back(entry returned, core::clock::time_point now)
    {
        returned.last_used = now;
        if (closed_)
            return give_up();
        if (too_old(returned, now))
        {
            ++expired_;
            return give_up();
        }
        if (!waiters_.empty())
            return next_turn(std::move(returned));
        --leased_;
        idle_.push_back(std::move(returned));
        return std::nullopt;
    }

    /// A lease ends without a connection: its slot goes to whoever has waited longest.
    std::optional<turn> give_up()
    {
        if (!waiters_.empty())
            return next_turn(std::nullopt);
        --leased_;
        return std::nullopt;
    }

    /// Somebody stops waiting. False when the turn has already come: the grant is then to be given
    /// back.
    bool leave(ticket waiter)
    {
        return waiters_.erase(waiter) > 0;
    }

    /// Takes out the idle connections whose time is over.
    [[nodiscard]] std::vector<entry> take_expired(core::clock::time_point now)
    {
        auto const fresh_end =
            std::stable_partition(idle_.begin(), idle_.end(), [&](entry const& connection) {
                return !idle_too_long(connection, now) && !too_old(connection, now);
            });
        std::vector<entry> out(
            std::make_move_iterator(fresh_end), std::make_move_iterator(idle_.end()));
        idle_.erase(fresh_end, idle_.end());
        expired_ += out.size();
        return out;
    }

    /// Takes out every idle connection: one of them turned out to be dead, so the others probably
    /// are.
    std::vector<entry> drop_idle()
    {
        return std::exchange(idle_, {});
    }

    /// Keeps nothing from now on.
    std::vector<entry> close()
    {
        closed_ = true;
        return drop_idle();
    }

    [[nodiscard]] std::size_t idle() const noexcept
    {
        return idle_.size();
    }

    [[nodiscard]] std::size_t leased() const noexcept
    {
        return leased_;
    }

    [[nodiscard]] std::size_t waiting() const noexcept
    {
        return waiters_.size();
    }

    /// How many connections were closed because their time was over.
    [[nodiscard]] std::uint64_t expired() const noexcept
    {
        return expired_;
    }

private:
    [[nodiscard]] bool too_old(entry const& connection, core::clock::time_point now) const
    {
        return now - connection.opened >= limits_.max_lifetime;
    }

    /// The server's time began before ours, so that we give up before it does.
    [[nodiscard]] bool idle_too_long(entry const& connection, core::clock::time_point now) const
    {
        core::clock::duration const ours = limits_.idle_timeout;
        core::clock::duration const theirs = connection.server_patience;
        core::clock::duration const margin =
            std::min<core::clock::duration>(theirs / 2, std::chrono::seconds(1));
        return now - connection.last_used >= std::min(ours, theirs - margin);
    }

    turn next_turn(grant given)
    {
        return turn(waiters_.extract(waiters_.begin()).value(), std::move(given));
    }

    pool_config limits_;
    std::vector<entry> idle_;
    std::size_t leased_ = 0;
    /// Tickets count up: the least has waited longest.
    std::set<ticket> waiters_;
    ticket last_ticket_ = 0;
    std::uint64_t expired_ = 0;
    bool closed_ = false;
};

} // namespace signalwire::net
