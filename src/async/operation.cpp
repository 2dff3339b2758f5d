#include "async/operation.hpp"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/error.hpp>

#include <algorithm>

namespace signalwire::async
{

namespace asio = boost::asio;

operation::operation(executor_type strand, std::chrono::milliseconds total)
    : executor_(std::move(strand))
    , timer_(executor_)
    , started_(core::clock::now())
    , total_deadline_(started_ + total)
    , attempt_deadline_(core::clock::time_point::max())
    , phase_deadline_(core::clock::time_point::max())
{
}

void operation::cancel(asio::cancellation_type type)
{
    asio::dispatch(executor_, [self = shared_from_this(), type] {
        auto const with_effects =
            asio::cancellation_type::terminal | asio::cancellation_type::partial;
        if (self->total_allowed_ || (type & with_effects) != asio::cancellation_type::none)
            self->stop_for_caller();
        else
            self->total_pending_ = true;
    });
}

void operation::cancel_through(asio::cancellation_slot caller)
{
    if (!caller.is_connected())
        return;
    caller.assign([weak = weak_from_this()](asio::cancellation_type type) {
        if (std::shared_ptr<operation> const running = weak.lock())
            running->cancel(type);
    });
}

void operation::allow_total_cancellation(bool allowed)
{
    total_allowed_ = allowed;
    if (allowed && total_pending_)
        stop_for_caller();
}

void operation::begin_attempt(std::chrono::milliseconds limit)
{
    attempt_deadline_ = core::clock::now() + limit;
}

void operation::reset_timings() noexcept
{
    in_phase_ = false;
    times_.fill(core::clock::duration::zero());
}

void operation::begin_phase(signalwire::phase next, std::chrono::milliseconds limit)
{
    core::clock::time_point const now = core::clock::now();
    end_phase(now);
    phase_ = next;
    in_phase_ = true;
    phase_began_ = now;
    phase_deadline_ = now + limit;
    arm();
}

void operation::end_phase() noexcept
{
    end_phase(core::clock::now());
    phase_deadline_ = core::clock::time_point::max();
}

void operation::end_phase(core::clock::time_point now) noexcept
{
    if (in_phase_)
        times_[static_cast<std::size_t>(phase_)] += now - phase_began_;
    in_phase_ = false;
}

void operation::end_attempt()
{
    end_phase();
    attempt_deadline_ = core::clock::time_point::max();
    if (stop_ && stop_->kind == core::failure_kind::timeout && stop_->scope != timeout_scope::total)
        stop_.reset();
}

void operation::finish()
{
    finished_ = true;
    timer_.cancel();
}

core::clock::time_point operation::deadline() const noexcept
{
    return std::min({phase_deadline_, attempt_deadline_, total_deadline_});
}

void operation::arm()
{
    core::clock::time_point const due = deadline();
    if (finished_ || due >= armed_until_)
        return;
    armed_until_ = due;
    timer_.expires_at(due);
    timer_.async_wait([self = shared_from_this()](boost::system::error_code ec) {
        if (ec != asio::error::operation_aborted)
            self->on_timer();
    });
}

void operation::on_timer()
{
    armed_until_ = core::clock::time_point::max();
    if (finished_ || stopped())
        return;
    if (core::clock::now() < deadline())
        arm();
    else
        expire();
}

void operation::expire()
{
    core::clock::time_point const due = deadline();
    core::failure timeout(core::failure_kind::timeout, phase_, asio::error::timed_out, {});
    if (due == total_deadline_)
        timeout.scope = timeout_scope::total;
    else if (due == attempt_deadline_)
        timeout.scope = timeout_scope::attempt;
    stop(std::move(timeout));
}

void operation::stop_for_caller()
{
    stop(core::failure(
        core::failure_kind::cancelled, phase_, asio::error::operation_aborted,
        "the operation was cancelled"));
}

void operation::stop(core::failure reason)
{
    // A timeout may concern the attempt only and be cleared; a later cancellation must not be lost.
    bool const cancels_timeout = reason.kind == core::failure_kind::cancelled && stopped()
        && stop_->kind != core::failure_kind::cancelled;
    if (finished_ || (stopped() && !cancels_timeout))
        return;
    stop_ = std::move(reason);
    signal_.emit(asio::cancellation_type::terminal);
}

} // namespace signalwire::async
