#pragma once

#include "support/server_flags.hpp"

#include <signalwire/client_config.hpp>

namespace signalwire::bench
{

/// The SDK's defaults, with the server of the flags.
[[nodiscard]] inline client_config config_of(server_flags const& server)
{
    client_config out;
    out.host = server.host;
    out.project = server.project;
    out.token = server.token;
    out.tls.ca_file = server.ca_file;
    return out;
}

} // namespace signalwire::bench
