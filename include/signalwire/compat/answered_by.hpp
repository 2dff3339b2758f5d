#pragma once

#include <signalwire/open_enum.hpp>

#include <array>
#include <string_view>

namespace signalwire::compat
{

/// The known values of `answered_by`.
struct answered_by_values
{
    /// An enumerator for each value that this version knows.
    enum known : unsigned char
    {
        /// A value that this version has no name for.
        unknown,
        /// A person.
        human,
        /// An answering machine.
        machine
    };

    /// Their spellings on the wire, in the same order without `unknown`.
    static constexpr std::array<std::string_view, 2> names = {"human", "machine"};
};

/// Who took a call. Source: Compatibility API, Calls, list: `answered_by`.
using answered_by = open_enum<answered_by_values>;

} // namespace signalwire::compat
