#pragma once

#include <signalwire/sandbox/server_options.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace signalwire::tool
{

/// Options of `signalwire-calls sandbox`.
struct sandbox_options
{
    sandbox_options()
    {
        server.calls = 20'000;
        server.clock_speed = 1;
    }

    sandbox::server_options server;
    /// The file for the CA certificate; `nullopt` for one in a temporary directory.
    std::optional<std::string> ca_out;
    /// Number of calls to add and to update per second.
    std::uint64_t activity_rate = 0;
};

} // namespace signalwire::tool
