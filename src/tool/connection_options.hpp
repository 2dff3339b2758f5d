#pragma once

#include <signalwire/client_config.hpp>

#include <optional>
#include <string>

namespace signalwire::tool
{

/// Options of the account and the connection. They override the environment.
struct connection_options
{
    connection_options() = default;

    std::optional<std::string> host;
    std::optional<std::string> project;
    std::optional<std::string> token;
    std::optional<std::string> token_file;
    std::optional<std::string> ca_file;
};

/// Returns the configuration of the client: from `options`, and from `variables` for options that
/// are not set.
///
/// Throws: `std::invalid_argument`, also if the token file cannot be read.
[[nodiscard]] client_config make_config(
    connection_options const& options, client_config::environment const& variables);

/// Returns the environment of this process.
[[nodiscard]] client_config::environment process_environment();

} // namespace signalwire::tool
