#include "client/engine.hpp"

#include "async/saved_handler.hpp"
#include "core/failure.hpp"

#include <signalwire/error.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

namespace signalwire::client
{

namespace asio = boost::asio;

std::shared_ptr<async::operation> engine::make_operation(request_options const& options) const
{
    return std::make_shared<async::operation>(
        async::serial_executor::on(services_.known_executor),
        options.total_timeout().value_or(services_.config.timeouts.total));
}

void engine::shut_down(std::chrono::milliseconds grace, end_handler handler)
{
    std::shared_ptr<async::operation> const op =
        make_operation(request_options().total_timeout(std::clamp<std::chrono::milliseconds>(
            grace, std::chrono::milliseconds(1), std::chrono::hours(24 * 365))));
    // A cancellation ends the wait, not the shutdown.
    auto const ended = std::make_shared<async::notification>(executor());
    async::saved_handler<error_ptr> caller(std::move(handler), services_.known_executor);
    asio::cancellation_slot const slot = caller.slot();
    auto complete = [caller = std::move(caller)](boost::system::error_code cancelled) mutable {
        std::move(caller).post(cancelled ? error::cancelled() : nullptr);
    };
    ended->async_wait(
        asio::bind_cancellation_slot(slot, asio::bind_executor(executor(), std::move(complete))));
    // Not registered: the shutdown must not wait for itself.
    async::spawn_operation(
        op, shared_from_this(), end_operations(shared_from_this(), op),
        end_handler([ended](error_ptr const&) { ended->notify(); }));
}

asio::awaitable<error_ptr> engine::end_operations(
    std::shared_ptr<engine> self, std::shared_ptr<async::operation> op)
{
    co_await asio::this_coro::throw_if_cancelled(false);
    self->log_shutdown();
    client::operation_registry& running = *self->services_.registry;
    running.close();

    constexpr auto token = asio::as_tuple(asio::deferred);
    op->begin_phase(phase::acquire, std::chrono::ceil<std::chrono::milliseconds>(op->remaining()));
    std::shared_ptr<async::notification> const drained = running.drained();
    co_await drained->async_wait(token);
    running.cancel_all();
    std::shared_ptr<async::notification> const cancelled = running.drained();
    co_await cancelled->async_wait(token);
    self->services_.pool->close();
    co_return nullptr;
}

void engine::log_shutdown() const
{
    if (!log().wants(log_level::info))
        return;
    log().write(
        log_level::info, "client.shutdown_started",
        {{"origin", endpoint().origin().authority()},
         {"connections_in_use", static_cast<std::int64_t>(stats().connections_in_use)}});
}

client_stats engine::stats() const
{
    client_stats stats;
    services_.counters->add_to(stats);
    services_.pool->add_stats(stats);
    services_.deviations.add_to(stats);
    return stats;
}

void engine::count_deviation(std::string_view name)
{
    json::deviation_counter one;
    one.count(name);
    services_.deviations.add(one);
}

namespace
{

/// Waits for connections that are opened in parallel.
class completion_group
{
public:
    completion_group(std::size_t expected, asio::any_io_executor const& executor)
        : missing_(expected)
        , complete_(std::make_shared<async::notification>(executor))
    {
    }

    void on_done(error_ptr failure)
    {
        {
            std::lock_guard const lock(mutex_);
            if (failure && !failure_)
                failure_ = std::move(failure);
            if (--missing_ > 0)
                return;
        }
        complete_->notify();
    }

    [[nodiscard]] std::shared_ptr<async::notification> const& complete() const noexcept
    {
        return complete_;
    }

    /// The first failure, if any.
    [[nodiscard]] error_ptr failure()
    {
        std::lock_guard const lock(mutex_);
        return failure_;
    }

private:
    std::mutex mutex_;
    std::size_t missing_;
    error_ptr failure_;
    std::shared_ptr<async::notification> complete_;
};

} // namespace

asio::awaitable<error_ptr> engine::open_connection(
    std::shared_ptr<engine> self, std::shared_ptr<async::operation> op, net::lease lease)
{
    co_await asio::this_coro::throw_if_cancelled(false);
    core::result<void> const opened = co_await lease.open(*op);
    if (opened)
    {
        lease.return_to_pool();
        co_return nullptr;
    }
    error_context context;
    context.url = self->endpoint().url({});
    context.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(op->elapsed());
    co_return core::make_error(opened.error(), {}, std::move(context));
}

asio::awaitable<error_ptr> engine::open_connections(
    std::shared_ptr<engine> self, std::shared_ptr<async::operation> op, std::size_t connections)
{
    co_await asio::this_coro::throw_if_cancelled(false);
    if (self->services_.registry->rejects(false))
        co_return shut_down_error();
    std::vector<net::lease> leases = self->services_.pool->reserve(connections);
    if (leases.empty())
        co_return nullptr;

    auto const opening = std::make_shared<completion_group>(leases.size(), op->executor());
    std::vector<std::shared_ptr<async::operation>> operations;
    for (net::lease& lease : leases)
    {
        operations.push_back(self->make_operation(request_options()));
        self->spawn_operation(
            operations.back(), open_connection(self, operations.back(), std::move(lease)),
            end_handler([opening](error_ptr failure) { opening->on_done(std::move(failure)); }));
    }
    co_await opening->complete()->async_wait(asio::as_tuple(asio::deferred));
    if (op->stopped())
    {
        for (std::shared_ptr<async::operation> const& connecting : operations)
            connecting->cancel();
        co_return core::make_error(op->stop_reason(), {}, error_context());
    }
    co_return opening->failure();
}

void engine::warm_up(std::size_t connections, end_handler handler)
{
    std::shared_ptr<async::operation> const op = make_operation(request_options());
    spawn_operation(op, open_connections(shared_from_this(), op, connections), std::move(handler));
}

} // namespace signalwire::client
