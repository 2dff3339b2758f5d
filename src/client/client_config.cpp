#include "client/proxy_choice.hpp"
#include "client/site.hpp"
#include "client/validate.hpp"

#include <signalwire/client_config.hpp>

#include <cstdlib>
#include <stdexcept>

namespace signalwire
{

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
    std::string missing;
    auto const require = [&](std::string_view name, std::string& target) {
        target = variables(name).value_or("");
        if (target.empty())
            missing.append(missing.empty() ? "" : ", ").append(name);
    };
    require("SIGNALWIRE_PROJECT_ID", config.project);
    require("SIGNALWIRE_API_TOKEN", config.token);
    require("SIGNALWIRE_SPACE", config.host);
    if (!missing.empty())
        throw std::invalid_argument("set the environment variables that are missing: " + missing);

    config.tls.ca_file = variables("SIGNALWIRE_REST_CA_FILE").value_or("");
    if (config.tls.ca_file.empty())
        config.tls.ca_file = variables("SSL_CERT_FILE").value_or("");
    config.proxy = client::proxy_of_environment(variables, client::parse_host(config.host));
    client::validate(config);
    return config;
}

} // namespace signalwire
