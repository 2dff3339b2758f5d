#pragma once

#include "net/origin.hpp"
#include "net/proxy.hpp"

#include <signalwire/client_config.hpp>

#include <optional>
#include <string_view>

namespace signalwire::client
{

/// The proxy through which to reach `target`, if any. Throws `std::invalid_argument`, which names
/// the member and shows no credentials, when the configuration makes no sense.
[[nodiscard]] std::optional<net::proxy> choose_proxy(
    proxy_config const& config, net::origin const& target);

/// Whether `list`, as in the variable NO_PROXY, names `target`. Entries that are nothing known are
/// passed over, as everybody does.
[[nodiscard]] bool is_listed(std::string_view list, net::origin const& target);

/// What HTTPS_PROXY and NO_PROXY say, for a client of `target`. A server on this machine is never
/// reached through a proxy that stands in the environment.
[[nodiscard]] proxy_config proxy_of_environment(
    client_config::environment const& variables, net::origin const& target);

} // namespace signalwire::client
