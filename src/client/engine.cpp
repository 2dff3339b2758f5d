#include "client/engine.hpp"

#include "core/make_error.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/system/system_error.hpp>

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

asio::awaitable<void> engine::shut_down(std::shared_ptr<async::operation> op)
{
    co_await asio::this_coro::throw_if_cancelled(false);
    log_shutdown();
    services_.registry->close();
    services_.pool->close();

    constexpr auto token = asio::as_tuple(asio::deferred);
    op->expect(phase::lease, std::chrono::ceil<std::chrono::milliseconds>(op->remaining()));
    std::shared_ptr<async::notification> const drained = services_.registry->drained();
    co_await drained->async_wait(token);
    if (!op->stopped())
        co_return;
    if (op->stop_failure().kind == core::failure_kind::stopped)
        throw boost::system::system_error(asio::error::operation_aborted);

    services_.registry->cancel_all();
    std::shared_ptr<async::notification> const aborted = services_.registry->drained();
    co_await aborted->async_wait(token);
    if (op->stop_failure().kind == core::failure_kind::stopped)
        throw boost::system::system_error(asio::error::operation_aborted);
}

void engine::log_shutdown() const
{
    if (!log().wants(log_level::info))
        return;
    log().write(
        log_level::info, "client.shutdown",
        {{"origin", site().origin().authority()},
         {"in_use", static_cast<std::int64_t>(stats().in_use)}});
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
