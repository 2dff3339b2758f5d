#include "client/throttle.hpp"

#include <signalwire/errc.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <string>

namespace signalwire::client
{

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace
{

net::failure held_too_long(net::clock::duration wait)
{
    return net::failure(
        net::failure_kind::unavailable, phase::rate_limit, errc::rate_limited,
        "the API wants no requests for another "
            + std::to_string(std::chrono::ceil<milliseconds>(wait).count())
            + " ms, longer than timeouts.total leaves");
}

} // namespace

throttle::throttle(asio::any_io_executor executor, rate_limit_config const& limits)
    : executor_(std::move(executor))
    , book_(limits)
    , timer_(executor_)
{
}

asio::awaitable<net::result<throttle::permit>> throttle::enter(net::operation& op)
{
    if (op.stopped())
        co_return op.stop_failure();
    std::shared_ptr<net::notification> turn;
    rate_book::ticket ticket = 0;
    {
        std::lock_guard const lock(mutex_);
        net::clock::time_point const now = net::clock::now();
        if (net::clock::duration const wait = book_.held_until() - now; wait >= op.remaining())
            co_return held_too_long(wait);
        std::optional<rate_book::ticket> const queued = book_.enter(now);
        if (!queued)
            co_return permit(shared_from_this());
        ticket = *queued;
        turn = std::make_shared<net::notification>(op.executor());
        waiters_.emplace(ticket, turn);
        arm();
    }
    op.expect(phase::rate_limit, std::chrono::ceil<milliseconds>(op.remaining()));
    co_await turn->async_wait(asio::as_tuple(asio::use_awaitable));
    op.end_step();
    {
        std::lock_guard const lock(mutex_);
        if (book_.leave(ticket))
        {
            waiters_.erase(ticket);
            arm();
            co_return op.stop_failure();
        }
    }
    permit won(shared_from_this());
    if (op.stopped())
        co_return op.stop_failure();
    co_return std::move(won);
}

void throttle::hold(net::clock::time_point until)
{
    std::lock_guard const lock(mutex_);
    book_.hold(until);
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
    for (rate_book::ticket const ticket : book_.take_due(net::clock::now()))
        waiters_.extract(ticket).mapped()->notify();
    arm();
}

/// Sets the timer to the next turn that time alone will bring.
void throttle::arm()
{
    net::clock::time_point const next = book_.next_turn().value_or(net::clock::time_point::max());
    if (next == armed_for_)
        return;
    armed_for_ = next;
    timer_.cancel();
    if (next == net::clock::time_point::max())
        return;
    timer_.expires_at(next);
    timer_.async_wait([weak = weak_from_this(), next](boost::system::error_code code) {
        std::shared_ptr<throttle> const self = weak.lock();
        if (code || !self)
            return;
        std::lock_guard const lock(self->mutex_);
        if (self->armed_for_ != next)
            return;
        self->armed_for_ = net::clock::time_point::max();
        self->look();
    });
}

} // namespace signalwire::client
