#include "client/running_request.hpp"

#include "client/engine.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>

#include <chrono>
#include <utility>

namespace signalwire::client
{

namespace asio = boost::asio;

/// The handler of a wait: takes `Step` on the strand of the operation. A stop of the operation ends
/// the wait.
template <auto Step>
struct running_request::continuation
{
    using executor_type = async::operation::executor_type;
    using cancellation_slot_type = asio::cancellation_slot;

    [[nodiscard]] executor_type const& get_executor() const noexcept
    {
        return self->op_->executor();
    }

    [[nodiscard]] cancellation_slot_type get_cancellation_slot() const noexcept
    {
        return slot;
    }

    template <class... Arguments>
    void operator()(Arguments const&... arguments)
    {
        // What the signal would reach may be gone from now on.
        slot.clear();
        if (self->ended_)
            return;
        try
        {
            (self.get()->*Step)(arguments...);
        }
        catch (...)
        {
            // Only running out of memory throws.
            self->fail(std::current_exception());
        }
    }

    std::shared_ptr<running_request> self;
    asio::cancellation_slot slot;
};

template <auto Step>
running_request::continuation<Step> running_request::then()
{
    return {shared_from_this(), op_->slot()};
}

running_request::running_request(
    std::shared_ptr<engine> owner, std::shared_ptr<async::operation> op, request what,
    request_options const& options)
    : engine_(std::move(owner))
    , op_(std::move(op))
    , entry_(engine_->services().registry->add(op_))
    , execution_(engine_->services(), *op_, std::move(what), options)
{
}

running_request::~running_request() = default;

void running_request::start()
{
    // On the strand, because a shutdown may stop the operation there from now on.
    asio::dispatch(then<&running_request::begin>());
}

void running_request::end_operation()
{
    op_->finish();
    entry_.reset();
}

void running_request::begin()
{
    if (engine_->rejects(execution_.is_of_stream()))
        return end(shut_down_error());
    execution_.begin(target());
    run();
}

void running_request::run()
{
    using action = request_state::action;
    switch (execution_.next())
    {
    case action::wait_turn: return wait_turn();
    case action::wait_connection: return wait_connection();
    case action::open: return open();
    case action::exchange: return exchange();
    case action::pause: return pause();
    case action::finish: return end(execution_.finish());
    }
}

void running_request::end(fetch_result result)
{
    ended_ = true;
    on_end(std::move(result));
}

void running_request::wait_turn()
{
    execution_.begin_attempt();
    rate_limiter::acquire_operation acquired = engine_->services().limiter->acquire(*op_);
    turn_ = std::move(acquired.waiter);
    if (turn_)
        return turn_->async_wait(then<&running_request::on_turn>());
    execution_.on_turn(std::move(*acquired.result));
    run();
}

void running_request::on_turn(error_code)
{
    execution_.on_turn(engine_->services().limiter->end_wait(*op_, turn_));
    run();
}

void running_request::wait_connection()
{
    net::pool::acquire_operation acquired = engine_->services().pool->acquire(*op_);
    connection_ = std::move(acquired.waiter);
    if (connection_)
        return connection_->async_wait(then<&running_request::on_connection>());
    execution_.on_connection(std::move(*acquired.result));
    run();
}

void running_request::on_connection(error_code)
{
    execution_.on_connection(engine_->services().pool->end_wait(*op_, connection_));
    run();
}

void running_request::open()
{
    asio::co_spawn(
        op_->executor(), execution_.lease().open(*op_), then<&running_request::on_opened>());
}

void running_request::on_opened(std::exception_ptr const& thrown, core::result<void> const& opened)
{
    if (thrown)
        return fail(thrown);
    execution_.on_opened(opened);
    run();
}

void running_request::exchange()
{
    execution_.begin_exchange();
    wait_to_write();
    continue_exchange();
}

void running_request::wait_to_write()
{
    writing_ = execution_.must_write();
    if (!writing_)
        return;
    continuation<&running_request::on_writable> next{shared_from_this(), stop_writing_.slot()};
    execution_.stream().async_wait_to_write(std::move(next));
}

void running_request::on_writable(error_code code)
{
    writing_ = false;
    if (exchange_over_)
        return end_exchange();
    execution_.on_writable(code);
    wait_to_write();
}

void running_request::continue_exchange()
{
    if (execution_.has_delivery())
    {
        asio::co_spawn(
            op_->executor(), execution_.deliver(), then<&running_request::on_delivered>());
    }
    else if (execution_.is_over())
        end_exchange();
    else if (execution_.has_more())
        asio::post(then<&running_request::receive>());
    else
        execution_.stream().async_wait_to_read(then<&running_request::on_readable>());
}

void running_request::on_readable(error_code code)
{
    execution_.on_readable(code);
    receive();
}

void running_request::on_delivered(std::exception_ptr const& thrown)
{
    if (thrown)
        return fail(thrown);
    execution_.on_delivered();
    receive();
}

void running_request::receive()
{
    execution_.receive();
    continue_exchange();
}

void running_request::end_exchange()
{
    exchange_over_ = writing_;
    // The connection must not be used again before the wait has ended.
    if (writing_)
        return stop_writing_.emit(asio::cancellation_type::terminal);
    execution_.end_exchange();
    run();
}

void running_request::pause()
{
    timer_ = std::make_unique<asio::steady_timer>(engine_->services().executor, execution_.delay());
    op_->begin_phase(phase::backoff, execution_.delay() + std::chrono::hours(1));
    timer_->async_wait(then<&running_request::on_paused>());
}

void running_request::on_paused(error_code)
{
    execution_.on_paused();
    run();
}

void running_request::fail(std::exception_ptr const& thrown)
{
    if (ended_)
        std::rethrow_exception(thrown);
    // Ends the wait of a write, too.
    execution_.abandon();
    end(error::from(thrown));
}

} // namespace signalwire::client
