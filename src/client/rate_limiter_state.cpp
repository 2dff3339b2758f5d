#include "client/rate_limiter_state.hpp"

#include <algorithm>
#include <chrono>

namespace signalwire::client
{

namespace
{

using seconds = std::chrono::duration<double>;

} // namespace

rate_limiter_state::rate_limiter_state(rate_limit_config const& limits, std::size_t max_waiters)
    : limits_(limits)
    , max_waiters_(max_waiters)
    , tokens_(limits.burst)
{
}

async::acquire_status rate_limiter_state::acquire(time_point now)
{
    if (waiters_.empty() && try_acquire(now))
        return async::acquire_status::granted;
    return waiters_.size() < max_waiters_ ? async::acquire_status::queued
                                          : async::acquire_status::rejected;
}

void rate_limiter_state::release()
{
    --in_flight_;
}

void rate_limiter_state::pause_until(time_point until)
{
    paused_until_ = std::max(paused_until_, until);
}

std::vector<rate_limiter_state::queue::waiter_ptr> rate_limiter_state::take_ready(time_point now)
{
    std::vector<queue::waiter_ptr> ready;
    while (!waiters_.empty() && try_acquire(now))
        ready.push_back(waiters_.pop());
    return ready;
}

std::optional<rate_limiter_state::time_point> rate_limiter_state::next_ready_time() const
{
    if (waiters_.empty() || is_full())
        return std::nullopt;
    time_point next = paused_until_;
    if (limits_.requests_per_second > 0 && tokens_ < 1)
    {
        // Rounded up: a timer that fires too early would find no token.
        auto const wait = std::chrono::ceil<core::clock::duration>(
            seconds((1 - tokens_) / limits_.requests_per_second));
        next = std::max(next, filled_ + wait);
    }
    return next;
}

bool rate_limiter_state::try_acquire(time_point now)
{
    if (now < paused_until_ || is_full())
        return false;
    if (limits_.requests_per_second > 0)
    {
        refill(now);
        if (tokens_ < 1)
            return false;
        tokens_ -= 1;
    }
    ++in_flight_;
    return true;
}

bool rate_limiter_state::is_full() const noexcept
{
    return limits_.max_in_flight > 0 && in_flight_ >= limits_.max_in_flight;
}

void rate_limiter_state::refill(time_point now)
{
    double const gained =
        std::chrono::duration_cast<seconds>(now - filled_).count() * limits_.requests_per_second;
    tokens_ = std::min<double>(limits_.burst, tokens_ + gained);
    filled_ = now;
    // The sum of fractions may be slightly less than one token.
    constexpr double nearly = 1e-9;
    if (tokens_ < 1 && tokens_ > 1 - nearly)
        tokens_ = 1;
}

} // namespace signalwire::client
