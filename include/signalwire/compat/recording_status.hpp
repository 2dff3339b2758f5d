#pragma once

#include <signalwire/open_enum.hpp>

#include <array>
#include <string_view>

namespace signalwire::compat
{

/// The known values of `recording_status`.
struct recording_status_values
{
    /// An enumerator for each value that this version knows.
    enum known : unsigned char
    {
        /// A value that this version has no name for.
        unknown,
        /// Waits to begin.
        queued,
        /// Going on.
        in_progress,
        /// Going to go on.
        paused,
        /// Going on again after a pause.
        resumed,
        /// Ended, and ready.
        completed,
        /// There was nothing to record.
        absent,
        /// Ended by request.
        stopped
    };

    /// Their spellings on the wire, in the same order without `unknown`.
    static constexpr std::array<std::string_view, 7> names = {
        "queued", "in-progress", "paused", "resumed", "completed", "absent", "stopped",
    };
};

/// Where a recording stands. Source: Compatibility API, Recordings, list: `status`.
using recording_status = open_enum<recording_status_values>;

} // namespace signalwire::compat
