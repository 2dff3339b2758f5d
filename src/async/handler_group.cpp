#include "async/completion.hpp"
#include "async/low_water_mark.hpp"

#include <signalwire/detail/handler_group.hpp>
#include <signalwire/handler_error.hpp>

#include <boost/asio/async_result.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <cstdint>
#include <exception>
#include <map>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace signalwire::detail
{

namespace asio = boost::asio;

namespace
{

std::size_t checked_most(std::size_t most)
{
    if (most == 0)
        throw std::invalid_argument("for_each: at least one handler must be allowed to run");
    return most;
}

std::exception_ptr abortion()
{
    return std::make_exception_ptr(boost::system::system_error(asio::error::operation_aborted));
}

} // namespace

/// Touched on the strand only.
struct handler_group::state : std::enable_shared_from_this<state>
{
    using completion = async::completion<std::exception_ptr>;

    state(asio::any_io_executor const& executor, std::size_t allowed, cursor const& begin)
        : strand(asio::make_strand(executor))
        , most(checked_most(allowed))
        , mark(begin)
        , slot_freed(strand, asio::steady_timer::time_point::max())
    {
    }

    /// The first failure counts; it stops all the others.
    void stop(std::exception_ptr why, bool is_of_handler)
    {
        if (failure)
            return;
        failure = std::move(why);
        failed_in_handler = is_of_handler;
        // What is stopped may end at once and leave the list.
        std::vector<std::shared_ptr<asio::cancellation_signal>> stopped;
        stopped.reserve(running.size());
        for (auto const& [item, signal] : running)
            stopped.push_back(signal);
        feeder_signal.emit(asio::cancellation_type::terminal);
        for (std::shared_ptr<asio::cancellation_signal> const& each : stopped)
            each->emit(asio::cancellation_type::terminal);
    }

    void start_feeder(asio::awaitable<void> feeder)
    {
        asio::co_spawn(
            strand, std::move(feeder),
            asio::bind_cancellation_slot(
                feeder_signal.slot(), [self = shared_from_this()](std::exception_ptr thrown) {
                    self->end_feeder(std::move(thrown));
                }));
    }

    void end_feeder(std::exception_ptr thrown)
    {
        feeding = false;
        if (thrown)
            stop(std::move(thrown), false);
        end_when_idle();
    }

    void start_handler(asio::awaitable<void> handling, std::uint64_t item)
    {
        auto const signal = std::make_shared<asio::cancellation_signal>();
        running.emplace(item, signal);
        asio::co_spawn(
            strand, std::move(handling),
            asio::bind_cancellation_slot(
                signal->slot(), [self = shared_from_this(), item](std::exception_ptr thrown) {
                    self->end_handler(item, std::move(thrown));
                }));
    }

    void end_handler(std::uint64_t item, std::exception_ptr thrown)
    {
        running.erase(item);
        if (thrown)
            stop(std::move(thrown), true);
        else
            mark.finish_item(item);
        slot_freed.cancel();
        end_when_idle();
    }

    void end_when_idle()
    {
        if (feeding || !running.empty())
            return;
        completion ended = *std::exchange(caller, std::nullopt);
        std::move(ended).post(failure ? report() : nullptr);
    }

    [[nodiscard]] std::exception_ptr report() const
    {
        return failed_in_handler ? handler_error(failure, mark.position()).exception()
                                 : error::from(failure)->with_cursor(mark.position()).exception();
    }

    asio::strand<asio::any_io_executor> strand;
    std::size_t const most;
    async::low_water_mark mark;
    std::optional<completion> caller;
    bool feeding = true;
    asio::cancellation_signal feeder_signal;
    /// By the numbers of their items.
    std::map<std::uint64_t, std::shared_ptr<asio::cancellation_signal>> running;
    std::exception_ptr failure;
    bool failed_in_handler = false;
    /// Never goes off: cancelling it wakes the feeder.
    asio::steady_timer slot_freed;
};

/// Begins to run on the strand and lets the caller's cancellation find its way there.
struct handler_group::start_run
{
    template <class Handler>
    void operator()(
        Handler&& handler, std::shared_ptr<state> const& self, asio::awaitable<void> feeder) const
    {
        state::completion caller(
            state::completion::handler(std::forward<Handler>(handler)), self->strand);
        if (auto slot = caller.slot(); slot.is_connected())
        {
            slot.assign([weak = std::weak_ptr(self)](asio::cancellation_type) {
                if (std::shared_ptr<state> const running = weak.lock())
                    asio::dispatch(
                        running->strand, [running] { running->stop(abortion(), false); });
            });
        }
        asio::dispatch(
            self->strand, [self, feeder = std::move(feeder), caller = std::move(caller)]() mutable {
                self->caller.emplace(std::move(caller));
                self->start_feeder(std::move(feeder));
            });
    }
};

handler_group::handler_group(
    asio::any_io_executor const& executor, std::size_t most, cursor const& begin)
    : state_(std::make_shared<state>(executor, most, begin))
{
}

asio::awaitable<void> handler_group::run(asio::awaitable<void> feeder)
{
    return asio::async_initiate<asio::use_awaitable_t<> const, void(std::exception_ptr)>(
        start_run(), asio::use_awaitable, state_, std::move(feeder));
}

asio::awaitable<void> handler_group::free_slot()
{
    std::shared_ptr<state> const self = state_;
    while (self->running.size() >= self->most)
    {
        boost::system::error_code woken;
        co_await self->slot_freed.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    }
}

void handler_group::start(asio::awaitable<void> handling, cursor const& behind)
{
    // An item may have been on its way when all the others were stopped: it counts as not begun.
    if (state_->failure)
        return;
    state_->start_handler(std::move(handling), state_->mark.begin_item(behind));
}

} // namespace signalwire::detail
