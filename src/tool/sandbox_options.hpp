#pragma once

#include <signalwire/sandbox/server_options.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace signalwire::tool
{

/// What `signalwire-calls sandbox` was asked for.
struct sandbox_command_options
{
    sandbox_command_options()
    {
        server.calls = 20'000;
    }

    sandbox::server_options server;
    /// Where to put the certificate; nothing for a temporary directory.
    std::optional<std::string> ca_out;
    /// How many calls arrive in a second, and how many change.
    std::uint64_t arrivals = 0;
};

} // namespace signalwire::tool
