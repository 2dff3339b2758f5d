#include "client/engine.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <utility>

namespace signalwire::client
{

namespace asio = boost::asio;

std::shared_ptr<async::operation> engine::make_operation(request_options const& options) const
{
    return std::make_shared<async::operation>(
        executor(), options.total_timeout().value_or(services_.config.timeouts.total));
}

void engine::shut_down(std::chrono::milliseconds grace, end_handler handler)
{
    std::shared_ptr<async::operation> const op =
        make_operation(request_options().total_timeout(std::clamp<std::chrono::milliseconds>(
            grace, std::chrono::milliseconds(1), std::chrono::hours(24 * 365))));
    // Not among the operations that it waits for.
    async::launch(
        op, shared_from_this(), end_operations(shared_from_this(), op), std::move(handler));
}

asio::awaitable<error_ptr> engine::end_operations(
    std::shared_ptr<engine> self, std::shared_ptr<async::operation> op)
{
    co_await asio::this_coro::throw_if_cancelled(false);
    self->log_shutdown();
    client::registry& running = *self->services_.registry;
    running.close();
    self->services_.pool->close();

    constexpr auto token = asio::as_tuple(asio::deferred);
    op->expect(phase::acquire, std::chrono::ceil<std::chrono::milliseconds>(op->remaining()));
    for (bool by_force : {false, true})
    {
        if (by_force)
            running.cancel_all();
        std::shared_ptr<async::notification> const drained = running.drained();
        co_await drained->async_wait(token);
        if (!op->stopped())
            break;
        if (op->stop_failure().kind == core::failure_kind::stopped)
            co_return error::cancelled();
    }
    co_return nullptr;
}

void engine::log_shutdown() const
{
    if (!log().wants(log_level::info))
        return;
    log().write(
        log_level::info, "client.shutdown_started",
        {{"origin", site().origin().authority()},
         {"connections_in_use", static_cast<std::int64_t>(stats().connections_in_use)}});
}

client_stats engine::stats() const
{
    client_stats stats;
    services_.counters->add_to(stats);
    services_.pool->report(stats);
    services_.deviations.add_to(stats);
    return stats;
}

void engine::count_deviation(std::string_view name)
{
    json::drift_tally one;
    one.count(name);
    services_.deviations.add(one);
}

} // namespace signalwire::client
