#include "client/api_endpoint.hpp"
#include "client/proxy_selection.hpp"
#include "client/validate.hpp"
#include "core/text.hpp"
#include "net/tls_context.hpp"

#include <signalwire/client_config.hpp>

#include <boost/asio/ssl/context.hpp>

#include <openssl/ssl.h>

#include <cstdlib>
#include <initializer_list>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace signalwire::client
{

namespace
{

void require(bool condition, std::string_view member, std::string_view rule)
{
    if (!condition)
        throw std::invalid_argument(std::string(member).append(": ").append(rule));
}

void require_text(std::string_view value, std::string_view member)
{
    require(!core::has_control(value), member, "must not contain control characters");
}

void require_positive(std::chrono::milliseconds value, std::string_view member)
{
    require(value.count() > 0, member, "must be positive");
    // Prevents overflow when added to a clock.
    require(value <= std::chrono::hours(24 * 365), member, "must be at most a year");
}

/// Our own settings would have to change the user's context.
void require_one_tls_context(tls_config const& tls)
{
    if (!tls.context)
        return;
    SSL_CTX const* const native = tls.context->native_handle();
    require(
        native != nullptr && SSL_CTX_get_ssl_method(native) != TLS_server_method(), "tls.context",
        "must be a context for clients, such as ssl::context::tls_client");
    std::initializer_list<std::pair<std::string_view, std::string const&>> const others = {
        {"tls.ca_file", tls.ca_file},
        {"tls.ca_pem", tls.ca_pem},
        {"tls.ca_directory", tls.ca_directory},
        {"tls.certificate_file", tls.certificate_file},
        {"tls.private_key_file", tls.private_key_file},
        {"tls.private_key_password", tls.private_key_password},
    };
    for (auto const& [member, value] : others)
        require(value.empty(), member, "must be empty if tls.context is set, which has its own");
}

} // namespace

void validate(client_config const& config)
{
    require(!config.project.empty(), "project", "must not be empty");
    require_text(config.project, "project");
    // RFC 7617 section 2: a colon would separate user name and password.
    require(config.project.find(':') == std::string::npos, "project", "must not contain a colon");
    require(!config.token.empty(), "token", "must not be empty");
    require_text(config.token, "token");
    require_text(config.user_agent_suffix, "user_agent_suffix");
    net::origin const target = parse_host(config.host);
    static_cast<void>(select_proxy(config.proxy, target));
    require_one_tls_context(config.tls);
    for (std::string const& pin : config.tls.public_key_pins)
        static_cast<void>(net::parse_public_key_pin(pin));

    require(config.pool.max_connections > 0, "pool.max_connections", "must be 1 or more");
    require_positive(config.pool.idle_timeout, "pool.idle_timeout");
    require_positive(config.pool.max_lifetime, "pool.max_lifetime");
    require_positive(config.timeouts.acquire, "timeouts.acquire");
    require_positive(config.timeouts.resolve, "timeouts.resolve");
    require_positive(config.timeouts.connect, "timeouts.connect");
    require_positive(config.timeouts.handshake, "timeouts.handshake");
    require_positive(config.timeouts.first_byte, "timeouts.first_byte");
    require_positive(config.timeouts.between_bytes, "timeouts.between_bytes");
    require_positive(config.timeouts.attempt, "timeouts.attempt");
    require_positive(config.timeouts.total, "timeouts.total");
    require(
        config.limits.max_header_bytes >= 1024, "limits.max_header_bytes", "must be 1024 or more");
    require(config.limits.max_body_bytes > 0, "limits.max_body_bytes", "must be 1 or more");
    require(config.retry.max_attempts > 0, "retry.max_attempts", "must be 1 or more");
    require(config.retry.budget >= 0, "retry.budget", "must not be negative");
    require(
        config.rate_limit.requests_per_second == 0
            || (config.rate_limit.requests_per_second >= 1e-6
                && config.rate_limit.requests_per_second <= 1e6),
        "rate_limit.requests_per_second", "must be 0, or 0.000001 to 1000000");
    require(config.rate_limit.burst > 0, "rate_limit.burst", "must be 1 or more");
    require_positive(config.retry.base_delay, "retry.base_delay");
    require_positive(config.retry.max_delay, "retry.max_delay");
}

} // namespace signalwire::client

namespace signalwire
{

namespace
{

/// Reads variables and remembers which variable sets which member.
class variable_reader
{
public:
    explicit variable_reader(client_config::environment const& variables)
        : variables_(variables)
    {
    }

    /// Returns the trimmed value of the first of `names` that has one.
    std::string read(std::string_view member, std::initializer_list<std::string_view> names)
    {
        for (std::string_view const name : names)
        {
            std::string const text = variables_(name).value_or("");
            std::string_view const value = core::trimmed(text);
            if (!value.empty())
            {
                origins_.emplace(member, name);
                return std::string(value);
            }
        }
        return {};
    }

    /// Calls `read`; without a value, the first of `names` counts as missing.
    std::string require(std::string_view member, std::initializer_list<std::string_view> names)
    {
        std::string value = read(member, names);
        if (value.empty())
            missing_.append(missing_.empty() ? "" : ", ").append(*names.begin());
        return value;
    }

    void require_all() const
    {
        if (!missing_.empty())
            throw std::invalid_argument("missing environment variables: " + missing_);
    }

    /// Replaces the member at the beginning of a message by its variable.
    [[nodiscard]] std::string name_origin(std::string_view message) const
    {
        std::size_t const colon = message.find(':');
        auto const origin = origins_.find(message.substr(0, colon));
        return origin == origins_.end() ? std::string(message)
                                        : std::string(origin->second).append(message.substr(colon));
    }

private:
    client_config::environment const& variables_;
    std::map<std::string_view, std::string_view> origins_;
    std::string missing_;
};

} // namespace

client_config client_config::from_environment()
{
    return from_environment([](std::string_view name) -> std::optional<std::string> {
        char const* const value = std::getenv(std::string(name).c_str());
        return value ? std::optional<std::string>(value) : std::nullopt;
    });
}

client_config client_config::from_environment(environment const& variables)
{
    client_config config;
    variable_reader reader(variables);
    config.project = reader.require("project", {"SIGNALWIRE_PROJECT_ID"});
    config.token = reader.require("token", {"SIGNALWIRE_API_TOKEN"});
    config.host = reader.require(
        "host", {"SIGNALWIRE_SPACE", "SIGNALWIRE_SPACE_URL", "SIGNALWIRE_API_HOSTNAME"});
    reader.require_all();
    config.tls.ca_file = reader.read("tls.ca_file", {"SIGNALWIRE_REST_CA_FILE", "SSL_CERT_FILE"});
    static_cast<void>(reader.read("proxy.url", {"HTTPS_PROXY", "https_proxy"}));
    try
    {
        config.proxy = client::proxy_from_environment(variables, client::parse_host(config.host));
        client::validate(config);
    }
    catch (std::invalid_argument const& e)
    {
        throw std::invalid_argument(reader.name_origin(e.what()));
    }
    return config;
}

} // namespace signalwire
