#include "client/services.hpp"

#include "client/proxy_selection.hpp"
#include "client/validate.hpp"
#include "core/text.hpp"
#include "net/tls_context.hpp"

#include <signalwire/version.hpp>

#include <boost/asio/execution/context.hpp>
#include <boost/asio/query.hpp>

#include <array>
#include <cstdio>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::client
{

namespace
{

boost::asio::any_io_executor checked(boost::asio::any_io_executor executor)
{
    if (!executor)
        throw std::invalid_argument("rest_client: the executor is empty");
    return executor;
}

client_config validated(client_config config)
{
    validate(config);
    return config;
}

constexpr std::string_view accept_bytes = "Accept: */*\r\nAccept-Encoding: identity\r\n";

constexpr std::string_view accept_json(client_config const& config) noexcept
{
    return config.compression ? "Accept: application/json\r\nAccept-Encoding: gzip\r\n"
                              : "Accept: application/json\r\n";
}

std::string make_header(
    client_config const& config, net::origin const& origin, std::string_view accept)
{
    std::string user_agent = "signalwire-asio/" + std::string(version);
    if (!config.user_agent_suffix.empty())
        user_agent += ' ' + config.user_agent_suffix;
    return "Host: " + origin.authority() + "\r\nAuthorization: Basic "
        + core::encode_base64(config.project + ':' + config.token) + "\r\nUser-Agent: " + user_agent
        + "\r\n" + std::string(accept);
}

net::route make_route(
    client_config const& config, net::origin const& target,
    boost::asio::any_io_executor const& executor)
{
    boost::asio::execution_context& context =
        boost::asio::query(executor, boost::asio::execution::context);
    net::route route(
        target,
        config.tls.context ? config.tls.context
                           : std::make_shared<boost::asio::ssl::context>(
                                 net::make_tls_context(config.tls, context)));
    route.has_user_tls = config.tls.context != nullptr;
    if (config.connect)
        route.connect = std::make_shared<connect_handler const>(config.connect);
    route.proxy = select_proxy(config.proxy, target);
    for (std::string const& pin : config.tls.public_key_pins)
        route.pins.push_back(net::parse_public_key_pin(pin));
    return route;
}

} // namespace

request_ids::request_ids()
{
    std::random_device source;
    for (int i = 0; i < 4; ++i)
    {
        std::array<char, 9> digits{};
        std::snprintf(digits.data(), digits.size(), "%08x", source());
        prefix_ += digits.data();
    }
    prefix_ += '-';
}

void deviation_recorder::add(json::deviation_counter const& more)
{
    std::vector<std::string> first;
    {
        std::lock_guard const lock(mutex_);
        first = counts_.add(more);
    }
    if (!log_.wants(log_level::info))
        return;
    for (std::string const& name : first)
        log_.write(log_level::info, "response.deviation", {{"name", name}});
}

void deviation_recorder::add_to(client_stats& stats) const
{
    std::lock_guard const lock(mutex_);
    stats.deviations_by_member = counts_.counts();
    stats.deviations = counts_.total();
}

services::services(boost::asio::any_io_executor context, client_config settings)
    : executor(checked(std::move(context)))
    , known_executor(async::known_executor::of(executor))
    , config(validated(std::move(settings)))
    , endpoint(parse_host(config.host), config.project)
    , log(config.log)
    , header(make_header(config, endpoint.origin(), accept_json(config)))
    , header_for_bytes(make_header(config, endpoint.origin(), accept_bytes))
    , counters(std::make_shared<core::counters>())
    , deviations(log)
    , pool(std::make_shared<net::pool>(
          executor, make_route(config, endpoint.origin(), executor), config.timeouts, config.pool,
          log, counters))
    , limiter(std::make_shared<rate_limiter>(executor, config.rate_limit, config.pool.max_waiters))
    , budget(config.retry.budget)
    , registry(std::make_shared<client::operation_registry>(executor))
{
}

} // namespace signalwire::client
