#pragma once

#include <signalwire/open_enum.hpp>

#include <array>
#include <string_view>

namespace signalwire::compat
{

/// The known values of `call_direction`.
struct call_direction_values
{
    /// An enumerator for each value that this version knows.
    enum known : unsigned char
    {
        /// A value that this version has no name for.
        unknown,
        /// To a number of the account.
        inbound,
        /// From the account.
        outbound,
        /// Begun by a request to the API.
        outbound_api,
        /// Begun by a `<Dial>` verb.
        outbound_dial
    };

    /// Their spellings on the wire, in the same order without `unknown`.
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
