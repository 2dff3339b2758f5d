#include "async/operation.hpp"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/error.hpp>

#include <algorithm>

namespace signalwire::async
{

namespace asio = boost::asio;

operation::operation(asio::any_io_executor const& executor, std::chrono::milliseconds total)
    : executor_(serial_executor::on(executor))
    , timer_(executor_)
    , started_(core::clock::now())
    , total_deadline_(started_ + total)
    , attempt_deadline_(core::clock::time_point::max())
    , step_deadline_(core::clock::time_point::max())
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

void operation::restart_clocks() noexcept
{
    in_step_ = false;
    spent_.fill(core::clock::duration::zero());
}

void operation::expect(phase step, std::chrono::milliseconds limit)
{
    core::clock::time_point const now = core::clock::now();
    close_step(now);
    step_ = step;
    in_step_ = true;
    step_began_ = now;
    step_deadline_ = now + limit;
    arm();
}

void operation::end_step() noexcept
{
    close_step(core::clock::now());
    step_deadline_ = core::clock::time_point::max();
}

void operation::close_step(core::clock::time_point now) noexcept
{
    if (in_step_)
        spent_[static_cast<std::size_t>(step_)] += now - step_began_;
    in_step_ = false;
}

void operation::end_attempt()
{
    end_step();
    attempt_deadline_ = core::clock::time_point::max();
    step_deadline_ = core::clock::time_point::max();
    if (stop_ && stop_->kind == core::failure_kind::timeout && stop_->limit != timeout_scope::total)
        stop_.reset();
}

void operation::finish()
{
    finished_ = true;
    timer_.cancel();
}

core::clock::time_point operation::nearest_deadline() const noexcept
{
    return std::min({step_deadline_, attempt_deadline_, total_deadline_});
}

void operation::arm()
{
    core::clock::time_point const due = nearest_deadline();
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
    if (core::clock::now() < nearest_deadline())
        arm();
    else
        expire();
}

void operation::expire()
{
    core::clock::time_point const due = nearest_deadline();
    core::failure timeout(core::failure_kind::timeout, step_, asio::error::timed_out, {});
    if (due == total_deadline_)
        timeout.limit = timeout_scope::total;
    else if (due == attempt_deadline_)
        timeout.limit = timeout_scope::attempt;
    stop(std::move(timeout));
}

void operation::stop_for_caller()
{
    stop(core::failure(
        core::failure_kind::stopped, step_, asio::error::operation_aborted,
        "the operation was cancelled"));
}

void operation::stop(core::failure why)
{
    // A timeout may be the attempt's alone and be forgotten; a cancellation behind it must not be.
    bool const cancels_timeout = why.kind == core::failure_kind::stopped && stopped()
        && stop_->kind != core::failure_kind::stopped;
    if (finished_ || (stopped() && !cancels_timeout))
        return;
    stop_ = std::move(why);
    signal_.emit(asio::cancellation_type::terminal);
}

} // namespace signalwire::async
