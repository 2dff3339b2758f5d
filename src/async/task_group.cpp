#include "async/low_water_mark.hpp"
#include "async/saved_handler.hpp"

#include <signalwire/callback_error.hpp>
#include <signalwire/detail/task_group.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/execution/context_as.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/query.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/system_executor.hpp>

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

/// Used on the strand only.
struct task_group::state : std::enable_shared_from_this<state>
{
    using saved_handler = async::saved_handler<error_ptr>;

    state(asio::any_io_executor const& executor, std::size_t allowed, cursor const& begin)
        : strand(asio::make_strand(executor))
        , max_concurrency(allowed)
        , mark(begin)
        , slot_freed(strand, asio::steady_timer::time_point::max())
    {
    }

    /// Stores the first failure and cancels all that run.
    void stop(error_ptr reason)
    {
        if (failure)
            return;
        failure = std::move(reason);
        // A cancelled coroutine may end at once and change `running`.
        std::vector<std::shared_ptr<asio::cancellation_signal>> stopped;
        stopped.reserve(running.size());
        for (auto const& [item, signal] : running)
            stopped.push_back(signal);
        feeder_signal.emit(asio::cancellation_type::terminal);
        for (std::shared_ptr<asio::cancellation_signal> const& signal : stopped)
            signal->emit(asio::cancellation_type::terminal);
    }

    void start_feeder(asio::awaitable<error_ptr> feeder)
    {
        asio::co_spawn(
            strand, std::move(feeder),
            asio::bind_cancellation_slot(
                feeder_signal.slot(),
                [self = shared_from_this()](std::exception_ptr const& thrown, error_ptr reason) {
                    self->end_feeder(thrown ? error::from(thrown) : std::move(reason));
                }));
    }

    void end_feeder(error_ptr reason)
    {
        feeding = false;
        if (reason)
            stop(std::move(reason));
        end_when_idle();
    }

    void start_callback(asio::awaitable<void> callback, std::uint64_t item)
    {
        auto const signal = std::make_shared<asio::cancellation_signal>();
        running.emplace(item, signal);
        asio::co_spawn(
            strand, std::move(callback),
            asio::bind_cancellation_slot(
                signal->slot(), [self = shared_from_this(), item](std::exception_ptr thrown) {
                    self->end_callback(item, std::move(thrown));
                }));
    }

    void end_callback(std::uint64_t item, std::exception_ptr thrown)
    {
        running.erase(item);
        if (thrown)
            stop(std::make_shared<callback_error>(std::move(thrown), cursor()));
        else
            mark.finish_item(item);
        slot_freed.cancel();
        end_when_idle();
    }

    void end_when_idle()
    {
        if (feeding || !running.empty())
            return;
        saved_handler ended = *std::exchange(caller, std::nullopt);
        if (failure)
            failure = std::make_shared<error>(failure->with_cursor(mark.position()));
        std::move(ended).post(failure);
    }

    asio::strand<asio::any_io_executor> strand;
    std::size_t const max_concurrency;
    async::low_water_mark mark;
    std::optional<saved_handler> caller;
    bool feeding = true;
    asio::cancellation_signal feeder_signal;
    /// By item number.
    std::map<std::uint64_t, std::shared_ptr<asio::cancellation_signal>> running;
    error_ptr failure;
    /// Never expires: cancelling it wakes the feeder.
    asio::steady_timer slot_freed;
};

asio::any_io_executor particular_executor(
    asio::any_io_executor const& associated, asio::any_io_executor const& fallback)
{
    constexpr auto context = asio::execution::context_as<asio::execution_context&>;
    bool const is_particular =
        &asio::query(associated, context) != &asio::query(asio::system_executor(), context);
    return is_particular ? associated : fallback;
}

void task_group::check(std::size_t max_concurrency)
{
    if (max_concurrency == 0)
        throw std::invalid_argument("for_each: max_concurrency must be at least 1");
}

task_group::task_group(
    asio::any_io_executor const& executor, std::size_t max_concurrency, cursor const& begin)
    : state_(std::make_shared<state>(executor, max_concurrency, begin))
{
}

void task_group::run(asio::awaitable<error_ptr> feeder, end_handler handler)
{
    state::saved_handler caller(std::move(handler), async::known_executor::of(state_->strand));
    if (auto slot = caller.slot(); slot.is_connected())
    {
        slot.assign([weak = std::weak_ptr(state_)](asio::cancellation_type) {
            if (std::shared_ptr<state> const running = weak.lock())
                asio::dispatch(running->strand, [running] { running->stop(error::cancelled()); });
        });
    }
    asio::dispatch(
        state_->strand,
        [self = state_, feeder = std::move(feeder), caller = std::move(caller)]() mutable {
            self->caller.emplace(std::move(caller));
            self->start_feeder(std::move(feeder));
        });
}

asio::awaitable<void> task_group::free_slot()
{
    std::shared_ptr<state> const self = state_;
    while (self->running.size() >= self->max_concurrency)
        co_await self->slot_freed.async_wait(asio::as_tuple(asio::deferred));
}

void task_group::start(asio::awaitable<void> callback, cursor const& after)
{
    // The group may have failed after this item was taken: it counts as not started.
    if (state_->failure)
        return;
    state_->start_callback(std::move(callback), state_->mark.begin_item(after));
}

} // namespace signalwire::detail
