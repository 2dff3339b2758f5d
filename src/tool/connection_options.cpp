#include "tool/connection_options.hpp"

#include "tool/exit_status.hpp"
#include "tool/small_file.hpp"

#include <signalwire/version.hpp>

#include <cstdlib>
#include <map>
#include <string_view>

namespace signalwire::tool
{

namespace
{

constexpr std::size_t largest_token = 16 * std::size_t{1024};

std::string read_token(std::string const& path)
{
    std::optional<std::string> const text = read_small_file("--token-file", path, largest_token);
    if (!text)
        throw usage_error("--token-file: " + path + ": there is no such file");
    std::string_view const token = first_line(*text);
    if (token.empty())
        throw usage_error("--token-file: " + path + ": its first line is empty");
    return std::string(token);
}

/// The library speaks of variables only; users of the program have another way.
client_config from_variables(client_config::environment const& variables)
{
    try
    {
        return client_config::from_environment(variables);
    }
    catch (std::invalid_argument const& e)
    {
        for (char const* name :
             {"SIGNALWIRE_SPACE", "SIGNALWIRE_PROJECT_ID", "SIGNALWIRE_API_TOKEN"})
            if (!variables(name))
                throw usage_error(
                    std::string(e.what()) + " (or give --host, --project and --token-file)");
        throw;
    }
}

} // namespace

client_config make_config(
    connection_options const& flags, client_config::environment const& variables)
{
    // The flags pass for variables: so the library finds and words every mistake.
    std::map<std::string_view, std::string> given;
    if (flags.host)
        given.emplace("SIGNALWIRE_SPACE", *flags.host);
    if (flags.project)
        given.emplace("SIGNALWIRE_PROJECT_ID", *flags.project);
    if (flags.token)
        given.emplace("SIGNALWIRE_API_TOKEN", *flags.token);
    if (flags.token_file)
        given.emplace("SIGNALWIRE_API_TOKEN", read_token(*flags.token_file));
    if (flags.ca_file)
        given.emplace("SIGNALWIRE_REST_CA_FILE", *flags.ca_file);

    client_config config = from_variables([&](std::string_view name) {
        auto const flag = given.find(name);
        return flag != given.end() ? std::make_optional(flag->second) : variables(name);
    });
    config.user_agent_suffix = "signalwire-calls/" + std::string(version);
    return config;
}

client_config::environment process_environment()
{
    return [](std::string_view name) -> std::optional<std::string> {
        char const* const value = std::getenv(std::string(name).c_str());
        return value == nullptr ? std::nullopt : std::optional<std::string>(value);
    };
}

} // namespace signalwire::tool
