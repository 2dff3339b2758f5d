#pragma once

#include "core/clock.hpp"

#include <signalwire/client_config.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

namespace signalwire::client
{

/// The decisions of a `throttle` without its timer: who may send when. A state machine over plain
/// values; the caller brings the time and the lock.
///
/// Three things keep a request back: the server's demand to hold (429), the rate (a bucket of
/// `burst` tokens that fills at `requests_per_second`) and the number of those under way. Whoever
/// waits is served strictly in order.
class rate_book
{
public:
    using ticket = std::uint64_t;
    using time_point = core::clock::time_point;

    enum class answer
    {
        granted,
        wait,
        refused
    };

    struct decision
    {
        answer what = answer::granted;
        /// Meaningful when one has to wait.
        ticket waiter = 0;
    };

    /// At most `max_waiters` wait at once.
    rate_book(rate_limit_config const& limits, std::size_t max_waiters);

    /// Somebody wants to send.
    [[nodiscard]] decision enter(time_point now);

    /// Somebody stops waiting. False when the turn has already come.
    bool leave(ticket waiter);

    /// A request that was let through is over.
    void done();

    /// Nobody may send before `until`.
    void hold(time_point until);

    [[nodiscard]] time_point held_until() const noexcept
    {
        return held_until_;
    }

    /// Those whose turn has come, in order.
    [[nodiscard]] std::vector<ticket> take_due(time_point now);

    /// When somebody's turn comes by the passing of time alone; nothing while nobody waits for
    /// that.
    [[nodiscard]] std::optional<time_point> next_turn() const;

    [[nodiscard]] std::size_t waiting() const noexcept
    {
        return waiters_.size();
    }

private:
    [[nodiscard]] bool may_send(time_point now);
    [[nodiscard]] bool is_full() const noexcept;
    void refill(time_point now);

    rate_limit_config limits_;
    std::size_t max_waiters_;
    double tokens_;
    time_point filled_{};
    time_point held_until_{};
    std::size_t in_flight_ = 0;
    /// Tickets count up: the least has waited longest.
    std::set<ticket> waiters_;
    ticket last_ticket_ = 0;
};

} // namespace signalwire::client
