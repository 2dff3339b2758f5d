#include "client/engine.hpp"

#include "client/proxy_choice.hpp"
#include "client/validate.hpp"
#include "core/base64.hpp"
#include "net/tls_context.hpp"

#include <signalwire/version.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/system/system_error.hpp>

#include <array>
#include <cstdio>
#include <stdexcept>
#include <utility>
#include <vector>

namespace signalwire::client
{

namespace asio = boost::asio;

namespace
{

client_config validated(client_config config)
{
    validate(config);
    return config;
}

std::string make_fixed_header(client_config const& config, net::origin const& origin)
{
    std::string user_agent = "signalwire-asio/" + std::string(version);
    if (!config.user_agent_suffix.empty())
        user_agent += ' ' + config.user_agent_suffix;
    return "Host: " + origin.authority() + "\r\nAuthorization: Basic "
        + core::encode_base64(config.project + ':' + config.token) + "\r\nUser-Agent: " + user_agent
        + "\r\nAccept: application/json\r\n"
        + (config.compression ? "Accept-Encoding: gzip\r\n\r\n" : "\r\n");
}

std::string make_request_id_prefix()
{
    std::random_device source;
    std::string out;
    for (int i = 0; i < 4; ++i)
    {
        std::array<char, 9> digits{};
        std::snprintf(digits.data(), digits.size(), "%08x", source());
        out += digits.data();
    }
    return out + '-';
}

net::route make_route(client_config const& config, net::origin const& target)
{
    net::route way(target, net::make_tls_context(config.tls));
    way.through = choose_proxy(config.proxy, target);
    for (std::string const& pin : config.tls.public_key_pins)
        way.pins.push_back(net::parse_public_key_pin(pin));
    return way;
}

} // namespace

engine::engine(asio::any_io_executor executor, client_config config)
    : executor_(std::move(executor))
    , config_(validated(std::move(config)))
    , site_(parse_host(config_.host), config_.project)
    , fixed_header_(make_fixed_header(config_, site_.origin()))
    , request_id_prefix_(make_request_id_prefix())
    , pool_(std::make_shared<net::pool>(
          executor_, make_route(config_, site_.origin()), config_.timeouts, config_.pool,
          config_.log))
    , throttle_(std::make_shared<throttle>(executor_, config_.rate_limit, config_.pool.max_waiters))
    , retry_budget_(config_.retry.budget)
    , registry_(std::make_shared<registry>(executor_))
    , random_engine_(std::random_device()())
{
}

engine::~engine() = default;

std::shared_ptr<async::operation> engine::make_operation(request_options const& options) const
{
    return std::make_shared<async::operation>(
        executor_, options.total_timeout().value_or(config_.timeouts.total));
}

asio::awaitable<void> engine::shut_down(std::shared_ptr<async::operation> op)
{
    co_await asio::this_coro::throw_if_cancelled(false);
    log_shutdown();
    registry_->close();
    pool_->close();

    constexpr auto token = asio::as_tuple(asio::deferred);
    op->expect(phase::lease, std::chrono::ceil<std::chrono::milliseconds>(op->remaining()));
    std::shared_ptr<async::notification> const drained = registry_->drained();
    co_await drained->async_wait(token);
    if (!op->stopped())
        co_return;
    if (op->stop_failure().kind == core::failure_kind::stopped)
        throw boost::system::system_error(asio::error::operation_aborted);

    registry_->cancel_all();
    std::shared_ptr<async::notification> const aborted = registry_->drained();
    co_await aborted->async_wait(token);
    if (op->stop_failure().kind == core::failure_kind::stopped)
        throw boost::system::system_error(asio::error::operation_aborted);
}

void engine::log_shutdown() const
{
    core::logger const& log = pool_->log();
    if (!log.wants(log_level::info))
        return;
    log.write(
        log_level::info, "client.shutdown",
        {{"origin", site_.origin().authority()},
         {"in_use", static_cast<std::int64_t>(stats().in_use)}});
}

client_stats engine::stats() const
{
    client_stats stats;
    pool_->report(stats);
    stats.requests = requests_;
    stats.retries = retries_;
    stats.retries_withheld = retries_withheld_;
    stats.timeouts = timeouts_;
    stats.cancelled = cancelled_;
    stats.body_bytes = body_bytes_;
    std::lock_guard const lock(drift_mutex_);
    stats.drift_by_member = drift_.counts();
    stats.drift = drift_.total();
    return stats;
}

void engine::count_drift(json::drift_tally const& more)
{
    std::vector<std::string> first;
    {
        std::lock_guard const lock(drift_mutex_);
        first = drift_.add(more);
    }
    core::logger const& log = pool_->log();
    if (!log.wants(log_level::info))
        return;
    for (std::string const& name : first)
        log.write(log_level::info, "response.deviation", {{"name", name}});
}

void engine::count_deviation(std::string_view name)
{
    json::drift_tally one;
    one.count(name);
    count_drift(one);
}

std::string engine::next_request_id()
{
    return request_id_prefix_ + std::to_string(++ids_);
}

double engine::random()
{
    std::lock_guard const lock(random_mutex_);
    return std::uniform_real_distribution<double>()(random_engine_);
}

} // namespace signalwire::client
