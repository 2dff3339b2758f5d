#pragma once

#include <signalwire/open_enum.hpp>

#include <array>
#include <string_view>

namespace signalwire::compat
{

/// The known values of `call_direction`.
struct call_direction_values
{
    enum known : unsigned char
    {
        unknown,
        inbound,
        outbound,
        outbound_api,
        outbound_dial
    };

    static constexpr std::array<std::string_view, 4> names = {
        "inbound",
        "outbound",
        "outbound-api",
        "outbound-dial",
    };
};

/// Which way a call went. Source: Compatibility API, Calls, list: `direction`.
using call_direction = open_enum<call_direction_values>;

} // namespace signalwire::compat
