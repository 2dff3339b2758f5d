#include "tool/connection_options.hpp"

#include "tool/exit_status.hpp"
#include "tool/read_text_file.hpp"

#include <signalwire/version.hpp>

#include <cstdlib>
#include <map>
#include <string_view>

namespace signalwire::tool
{

namespace
{

constexpr std::size_t largest_token = 16 * std::size_t{1024};

/// Editors and web pages add characters that nobody sees: byte order marks, no-break spaces.
void remove_invisible(std::string& text)
{
    for (std::string_view const unseen : {"\xef\xbb\xbf", "\xc2\xa0"})
    {
        for (std::size_t at = 0; (at = text.find(unseen, at)) != std::string::npos;)
            text.erase(at, unseen.size());
    }
}

std::string read_token(std::string const& path)
{
    std::optional<std::string> text = path == "-"
        ? read_standard_input_line("--token-file", largest_token)
        : read_small_file("--token-file", path, largest_token);
    if (!text)
        throw usage_error("--token-file: " + path + ": there is no such file");
    remove_invisible(*text);
    std::string_view const token = first_line(*text);
    if (token.empty())
        throw usage_error("--token-file: " + path + ": its first line is empty");
    return std::string(token);
}

/// A variable for which an option has given the value.
struct substitute
{
    std::string value;
    std::string option;
};

using substitutes = std::map<std::string_view, substitute>;

/// A message that begins with a variable, with the option that was given instead of it.
std::string name_option(std::string_view message, substitutes const& given)
{
    auto const found = given.find(message.substr(0, message.find(':')));
    return found == given.end()
        ? std::string(message)
        : found->second.option + std::string(message.substr(found->first.size()));
}

/// The library speaks of variables only; users of the program have another way.
client_config from_variables(client_config::environment const& variables, substitutes const& given)
{
    try
    {
        return client_config::from_environment(
            [&](std::string_view name) -> std::optional<std::string> {
                auto const found = given.find(name);
                return found == given.end() ? variables(name) : found->second.value;
            });
    }
    catch (std::invalid_argument const& e)
    {
        std::string const message = name_option(e.what(), given);
        bool const is_missing = message.starts_with("set the environment variables");
        throw usage_error(
            message + (is_missing ? " (or give --host, --project and --token-file)" : ""));
    }
}

} // namespace

client_config make_config(
    connection_options const& flags, client_config::environment const& variables)
{
    // The flags pass for variables: so the library finds and words every mistake.
    substitutes given;
    if (flags.host)
        given.emplace("SIGNALWIRE_SPACE", substitute{*flags.host, "--host"});
    if (flags.project)
        given.emplace("SIGNALWIRE_PROJECT_ID", substitute{*flags.project, "--project"});
    if (flags.token)
        given.emplace("SIGNALWIRE_API_TOKEN", substitute{*flags.token, "--token"});
    if (flags.token_file)
        given.emplace(
            "SIGNALWIRE_API_TOKEN", substitute{read_token(*flags.token_file), "--token-file"});
    if (flags.ca_file)
        given.emplace("SIGNALWIRE_REST_CA_FILE", substitute{*flags.ca_file, "--ca-file"});

    client_config config = from_variables(variables, given);
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
