#include "client/proxy_choice.hpp"
#include "client/site.hpp"
#include "client/validate.hpp"
#include "core/text.hpp"

#include <signalwire/client_config.hpp>

#include <cstdlib>
#include <initializer_list>
#include <map>
#include <stdexcept>

namespace signalwire
{

namespace
{

/// Reads variables, and keeps which member came from which.
class variable_reader
{
public:
    explicit variable_reader(client_config::environment const& variables)
        : variables_(variables)
    {
    }

    /// The value of the first of `names` that has one, without blanks around it.
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

    /// The same; without a value the first of `names` is missing.
    std::string require(std::string_view member, std::initializer_list<std::string_view> names)
    {
        std::string value = read(member, names);
        if (value.empty())
            missing_.append(missing_.empty() ? "" : ", ").append(*names.begin());
        return value;
    }

    void demand_all() const
    {
        if (!missing_.empty())
            throw std::invalid_argument("missing environment variables: " + missing_);
    }

    /// A message that begins with a member and a colon, with the variable instead.
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
    reader.demand_all();
    config.tls.ca_file = reader.read("tls.ca_file", {"SIGNALWIRE_REST_CA_FILE", "SSL_CERT_FILE"});
    static_cast<void>(reader.read("proxy.url", {"HTTPS_PROXY", "https_proxy"}));
    try
    {
        config.proxy = client::proxy_of_environment(variables, client::parse_host(config.host));
        client::validate(config);
    }
    catch (std::invalid_argument const& e)
    {
        throw std::invalid_argument(reader.name_origin(e.what()));
    }
    return config;
}

} // namespace signalwire
