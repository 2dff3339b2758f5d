#include "client/rate_limiter.hpp"

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

core::failure retry_after_too_long(core::clock::duration delay)
{
    return core::failure(
        core::failure_kind::rejected_by_client, phase::rate_limit, errc::retry_after_too_long,
        "rate limited by the API for "
            + std::to_string(std::chrono::ceil<milliseconds>(delay).count())
            + " ms, longer than the rest of timeouts.total");
}

core::failure too_many_waiters()
{
    return core::failure(
        core::failure_kind::rejected_by_client, phase::rate_limit, errc::too_many_waiters,
        "too many operations are waiting for rate_limit (pool.max_waiters)");
}

} // namespace

rate_limiter::rate_limiter(
    asio::any_io_executor executor, rate_limit_config const& limits, std::size_t max_waiters)
    : executor_(std::move(executor))
    , state_(limits, max_waiters)
    , timer_(executor_)
{
}

rate_limiter::acquire_operation rate_limiter::acquire(async::operation& op)
{
    acquire_operation out;
    if (op.stopped())
    {
        out.result.emplace(op.stop_reason());
        return out;
    }
    std::lock_guard const lock(mutex_);
    core::clock::time_point const now = core::clock::now();
    core::clock::duration const delay = server_paused_until_ - now;
    if (now < state_.paused_until() && delay >= op.remaining())
    {
        out.result.emplace(retry_after_too_long(delay));
        return out;
    }
    switch (state_.acquire(now))
    {
    case async::acquire_status::granted: out.result.emplace(permit(shared_from_this())); break;
    case async::acquire_status::rejected: out.result.emplace(too_many_waiters()); break;
    case async::acquire_status::queued:
        out.waiter = state_.enqueue(op.executor());
        op.begin_phase(phase::rate_limit, std::chrono::ceil<milliseconds>(op.remaining()));
        arm();
        break;
    }
    return out;
}

core::result<rate_limiter::permit> rate_limiter::end_wait(
    async::operation& op, acquire_operation::waiter_ptr const& queued)
{
    op.end_phase();
    {
        std::lock_guard const lock(mutex_);
        if (state_.cancel_wait(*queued))
        {
            arm();
            return op.stop_reason();
        }
    }
    permit acquired(shared_from_this());
    if (op.stopped())
        return op.stop_reason();
    return acquired;
}

void rate_limiter::pause_until(core::clock::time_point until, core::clock::time_point requested)
{
    std::lock_guard const lock(mutex_);
    if (core::clock::now() >= state_.paused_until())
        server_paused_until_ = requested;
    state_.pause_until(until);
    server_paused_until_ = std::max(server_paused_until_, requested);
    arm();
}

void rate_limiter::end_request()
{
    std::lock_guard const lock(mutex_);
    state_.release();
    wake_ready();
}

void rate_limiter::wake_ready()
{
    for (rate_limiter_state::queue::waiter_ptr const& waiter :
         state_.take_ready(core::clock::now()))
        waiter->notify();
    arm();
}

/// Sets the timer to `next_ready_time`.
void rate_limiter::arm()
{
    core::clock::time_point const next =
        state_.next_ready_time().value_or(core::clock::time_point::max());
    if (next == armed_for_)
        return;
    armed_for_ = next;
    timer_.cancel();
    if (next == core::clock::time_point::max())
        return;
    timer_.expires_at(next);
    timer_.async_wait([weak = weak_from_this(), next](boost::system::error_code code) {
        std::shared_ptr<rate_limiter> const self = weak.lock();
        if (code || !self)
            return;
        std::lock_guard const lock(self->mutex_);
        if (self->armed_for_ != next)
            return;
        self->armed_for_ = core::clock::time_point::max();
        self->wake_ready();
    });
}

} // namespace signalwire::client
