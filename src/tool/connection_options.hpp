#pragma once

#include <signalwire/client_config.hpp>

#include <optional>
#include <string>

namespace signalwire::tool
{

/// The flags that say which account to talk to, and how. They override the environment.
struct connection_options
{
    connection_options() = default;

    std::optional<std::string> host;
    std::optional<std::string> project;
    std::optional<std::string> token;
    std::optional<std::string> token_file;
    std::optional<std::string> ca_file;
};

/// The client's configuration, from the flags and, where they are silent, from `variables`.
/// Throws `std::invalid_argument`, also for a token file that cannot be read.
[[nodiscard]] client_config make_config(
    connection_options const& flags, client_config::environment const& variables);

/// The variables of this process.
[[nodiscard]] client_config::environment process_environment();

} // namespace signalwire::tool
