#include "tool/options.hpp"

#include "tool/exit_status.hpp"
#include "tool/files.hpp"

#include <signalwire/version.hpp>

#include <cstdlib>
#include <map>
#include <string_view>

namespace signalwire::tool
{

namespace
{

constexpr std::size_t max_token_bytes = 16 * std::size_t{1024};

/// Removes invisible characters added by editors and web pages: byte order marks, no-break spaces.
void remove_invisible(std::string& text)
{
    for (std::string_view const character : {"\xef\xbb\xbf", "\xc2\xa0"})
    {
        for (std::size_t at = 0; (at = text.find(character, at)) != std::string::npos;)
            text.erase(at, character.size());
    }
}

std::string read_token(std::string const& path)
{
    std::optional<std::string> text = path == "-"
        ? read_standard_input_line("--token-file", max_token_bytes)
        : read_text_file("--token-file", path, max_token_bytes);
    if (!text)
        throw usage_error("--token-file: " + path + ": file not found");
    remove_invisible(*text);
    std::string_view const token = first_line(*text);
    if (token.empty())
        throw usage_error("--token-file: " + path + ": first line is empty");
    return std::string(token);
}

/// A value and the option that sets it in place of an environment variable.
struct override_value
{
    std::string value;
    std::string option;
};

using override_map = std::map<std::string_view, override_value>;

/// Replaces the variable at the start of a message with the option that overrides it.
std::string replace_variable(std::string_view message, override_map const& overrides)
{
    auto const found = overrides.find(message.substr(0, message.find(':')));
    return found == overrides.end()
        ? std::string(message)
        : found->second.option + std::string(message.substr(found->first.size()));
}

/// The library's messages name variables only. Adds the options of the program.
client_config from_variables(
    client_config::environment const& variables, override_map const& overrides)
{
    try
    {
        return client_config::from_environment(
            [&](std::string_view name) -> std::optional<std::string> {
                auto const found = overrides.find(name);
                return found == overrides.end() ? variables(name) : found->second.value;
            });
    }
    catch (std::invalid_argument const& e)
    {
        std::string const message = replace_variable(e.what(), overrides);
        bool const is_missing = message.starts_with("missing environment variables");
        throw usage_error(
            message + (is_missing ? " (or use --host, --project and --token-file)" : ""));
    }
}

} // namespace

client_config make_config(
    connection_options const& options, client_config::environment const& variables)
{
    // Options replace variables, so that the library validates them and creates the messages.
    override_map overrides;
    if (options.host)
        overrides.emplace("SIGNALWIRE_SPACE", override_value{*options.host, "--host"});
    if (options.project)
        overrides.emplace("SIGNALWIRE_PROJECT_ID", override_value{*options.project, "--project"});
    if (options.token)
        overrides.emplace("SIGNALWIRE_API_TOKEN", override_value{*options.token, "--token"});
    if (options.token_file)
        overrides.emplace(
            "SIGNALWIRE_API_TOKEN",
            override_value{read_token(*options.token_file), "--token-file"});
    if (options.ca_file)
        overrides.emplace("SIGNALWIRE_REST_CA_FILE", override_value{*options.ca_file, "--ca-file"});

    client_config config = from_variables(variables, overrides);
    config.user_agent_suffix = "signalwire-compat/" + std::string(version);
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
