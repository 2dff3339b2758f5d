#include "client/rate_book.hpp"

#include <algorithm>
#include <chrono>

namespace signalwire::client
{

namespace
{

using seconds = std::chrono::duration<double>;

} // namespace

rate_book::rate_book(rate_limit_config const& limits, std::size_t max_waiters)
    : limits_(limits)
    , max_waiters_(max_waiters)
    , tokens_(limits.burst)
{
}

rate_book::decision rate_book::enter(time_point now)
{
    if (waiters_.empty() && may_send(now))
        return {answer::granted};
    if (waiters_.size() >= max_waiters_)
        return {answer::refused};
    waiters_.insert(++last_ticket_);
    return {answer::wait, last_ticket_};
}

bool rate_book::leave(ticket waiter)
{
    return waiters_.erase(waiter) > 0;
}

void rate_book::done()
{
    --in_flight_;
}

void rate_book::hold(time_point until)
{
    held_until_ = std::max(held_until_, until);
}

std::vector<rate_book::ticket> rate_book::take_due(time_point now)
{
    std::vector<ticket> due;
    while (!waiters_.empty() && may_send(now))
        due.push_back(waiters_.extract(waiters_.begin()).value());
    return due;
}

std::optional<rate_book::time_point> rate_book::next_turn() const
{
    if (waiters_.empty() || is_full())
        return std::nullopt;
    time_point next = held_until_;
    if (limits_.requests_per_second > 0 && tokens_ < 1)
    {
        // Rounded up, lest the timer goes off a moment too early and finds nothing to do.
        auto const wait = std::chrono::ceil<core::clock::duration>(
            seconds((1 - tokens_) / limits_.requests_per_second));
        next = std::max(next, filled_ + wait);
    }
    return next;
}

bool rate_book::may_send(time_point now)
{
    if (now < held_until_ || is_full())
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

bool rate_book::is_full() const noexcept
{
    return limits_.max_in_flight > 0 && in_flight_ >= limits_.max_in_flight;
}

void rate_book::refill(time_point now)
{
    double const gained =
        std::chrono::duration_cast<seconds>(now - filled_).count() * limits_.requests_per_second;
    tokens_ = std::min<double>(limits_.burst, tokens_ + gained);
    filled_ = now;
    // Fractions add up to almost a whole: let it count as one.
    constexpr double nearly = 1e-9;
    if (tokens_ < 1 && tokens_ > 1 - nearly)
        tokens_ = 1;
}

} // namespace signalwire::client
