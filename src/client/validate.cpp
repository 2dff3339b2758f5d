#include "client/validate.hpp"

#include "client/proxy_choice.hpp"
#include "client/site.hpp"
#include "core/text.hpp"
#include "net/public_key_pin.hpp"

#include <stdexcept>
#include <string>
#include <string_view>

namespace signalwire::client
{

namespace
{

void demand(bool condition, std::string_view member, std::string_view rule)
{
    if (!condition)
        throw std::invalid_argument(std::string(member).append(": ").append(rule));
}

void demand_text(std::string_view value, std::string_view member)
{
    demand(!core::has_control(value), member, "must not contain control characters");
}

void demand_positive(std::chrono::milliseconds value, std::string_view member)
{
    demand(value.count() > 0, member, "must be positive");
    // Far from where adding to a clock would overflow.
    demand(value <= std::chrono::hours(24 * 365), member, "must be at most a year");
}

} // namespace

void validate(client_config const& config)
{
    demand(!config.project.empty(), "project", "must not be empty");
    demand_text(config.project, "project");
    // RFC 7617 section 2: a user name with a colon could not be told from the password.
    demand(config.project.find(':') == std::string::npos, "project", "must not contain a colon");
    demand(!config.token.empty(), "token", "must not be empty");
    demand_text(config.token, "token");
    demand_text(config.user_agent_suffix, "user_agent_suffix");
    net::origin const target = parse_host(config.host);
    static_cast<void>(choose_proxy(config.proxy, target));
    for (std::string const& pin : config.tls.public_key_pins)
        static_cast<void>(net::parse_public_key_pin(pin));

    demand(config.pool.max_connections > 0, "pool.max_connections", "must be 1 or more");
    demand_positive(config.pool.idle_timeout, "pool.idle_timeout");
    demand_positive(config.pool.max_lifetime, "pool.max_lifetime");
    demand_positive(config.timeouts.acquire, "timeouts.acquire");
    demand_positive(config.timeouts.resolve, "timeouts.resolve");
    demand_positive(config.timeouts.connect, "timeouts.connect");
    demand_positive(config.timeouts.handshake, "timeouts.handshake");
    demand_positive(config.timeouts.first_byte, "timeouts.first_byte");
    demand_positive(config.timeouts.between_bytes, "timeouts.between_bytes");
    demand_positive(config.timeouts.attempt, "timeouts.attempt");
    demand_positive(config.timeouts.total, "timeouts.total");
    demand(
        config.limits.max_header_bytes >= 1024, "limits.max_header_bytes", "must be 1024 or more");
    demand(config.limits.max_body_bytes > 0, "limits.max_body_bytes", "must be 1 or more");
    demand(config.retry.max_attempts > 0, "retry.max_attempts", "must be 1 or more");
    demand(config.retry.budget >= 0, "retry.budget", "must not be negative");
    demand(
        config.rate_limit.requests_per_second == 0
            || (config.rate_limit.requests_per_second >= 1e-6
                && config.rate_limit.requests_per_second <= 1e6),
        "rate_limit.requests_per_second", "must be 0, or 0.000001 to 1000000");
    demand(config.rate_limit.burst > 0, "rate_limit.burst", "must be 1 or more");
    demand_positive(config.retry.base_delay, "retry.base_delay");
    demand_positive(config.retry.max_delay, "retry.max_delay");
}

} // namespace signalwire::client
