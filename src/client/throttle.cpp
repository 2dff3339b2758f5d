#include "client/throttle.hpp"

#include <signalwire/errc.hpp>

#include <algorithm>
#include <chrono>
#include <string>

namespace signalwire::client
{

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace
{

core::failure held_too_long(core::clock::duration wait)
{
    return core::failure(
        core::failure_kind::unavailable, phase::rate_limit, errc::retry_after_too_long,
        "rate limited by the API for "
            + std::to_string(std::chrono::ceil<milliseconds>(wait).count())
            + " ms, longer than the rest of timeouts.total");
}

core::failure too_many_waiters()
{
    return core::failure(
        core::failure_kind::unavailable, phase::rate_limit, errc::too_many_waiters,
        "too many operations are waiting for rate_limit (pool.max_waiters)");
}

} // namespace

throttle::throttle(
    asio::any_io_executor executor, rate_limit_config const& limits, std::size_t max_waiters)
    : executor_(std::move(executor))
    , book_(limits, max_waiters)
    , timer_(executor_)
{
}

throttle::entrance throttle::enter(async::operation& op)
{
    entrance out;
    if (op.stopped())
    {
        out.settled.emplace(op.stop_failure());
        return out;
    }
    std::lock_guard const lock(mutex_);
    core::clock::time_point const now = core::clock::now();
    core::clock::duration const wait = demanded_until_ - now;
    if (now < book_.held_until() && wait >= op.remaining())
    {
        out.settled.emplace(held_too_long(wait));
        return out;
    }
    rate_book::decision const decision = book_.enter(now);
    switch (decision.what)
    {
    case rate_book::answer::granted: out.settled.emplace(permit(shared_from_this())); break;
    case rate_book::answer::refused: out.settled.emplace(too_many_waiters()); break;
    case rate_book::answer::wait:
        out.ticket = decision.waiter;
        out.turn = std::make_shared<async::notification>(op.executor());
        waiters_.emplace(out.ticket, out.turn);
        op.expect(phase::rate_limit, std::chrono::ceil<milliseconds>(op.remaining()));
        arm();
        break;
    }
    return out;
}

core::result<throttle::permit> throttle::end_wait(async::operation& op, entrance const& queued)
{
    op.end_step();
    {
        std::lock_guard const lock(mutex_);
        if (book_.leave(queued.ticket))
        {
            waiters_.erase(queued.ticket);
            arm();
            return op.stop_failure();
        }
    }
    permit won(shared_from_this());
    if (op.stopped())
        return op.stop_failure();
    return won;
}

void throttle::hold(core::clock::time_point until, core::clock::time_point demanded)
{
    std::lock_guard const lock(mutex_);
    if (core::clock::now() >= book_.held_until())
        demanded_until_ = demanded;
    book_.hold(until);
    demanded_until_ = std::max(demanded_until_, demanded);
    arm();
}

void throttle::end_request()
{
    std::lock_guard const lock(mutex_);
    book_.done();
    look();
}

/// Lets those go whose turn has come.
void throttle::look()
{
    for (rate_book::ticket const ticket : book_.take_due(core::clock::now()))
        waiters_.extract(ticket).mapped()->notify();
    arm();
}

/// Sets the timer to the next turn that time alone will bring.
void throttle::arm()
{
    core::clock::time_point const next = book_.next_turn().value_or(core::clock::time_point::max());
    if (next == armed_for_)
        return;
    armed_for_ = next;
    timer_.cancel();
    if (next == core::clock::time_point::max())
        return;
    timer_.expires_at(next);
    timer_.async_wait([weak = weak_from_this(), next](boost::system::error_code code) {
        std::shared_ptr<throttle> const self = weak.lock();
        if (code || !self)
            return;
        std::lock_guard const lock(self->mutex_);
        if (self->armed_for_ != next)
            return;
        self->armed_for_ = core::clock::time_point::max();
        self->look();
    });
}

} // namespace signalwire::client
