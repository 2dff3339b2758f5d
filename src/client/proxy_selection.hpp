#pragma once

#include "net/origin.hpp"

#include <signalwire/client_config.hpp>

#include <optional>
#include <string_view>

namespace signalwire::client
{

/// Returns the proxy for `target`, if any. Throws: `std::invalid_argument` for an invalid
/// configuration; the message names the member and shows no credentials.
[[nodiscard]] std::optional<net::proxy> select_proxy(
    proxy_config const& config, net::origin const& target);

/// Returns true if `list`, in the format of NO_PROXY, contains `target`. Skips unknown entries, as
/// other tools do.
[[nodiscard]] bool matches_no_proxy(std::string_view list, net::origin const& target);

/// Returns the settings of HTTPS_PROXY and NO_PROXY for `target`. A proxy of the environment is
/// never used for a server on this machine.
[[nodiscard]] proxy_config proxy_from_environment(
    client_config::environment const& variables, net::origin const& target);

} // namespace signalwire::client
