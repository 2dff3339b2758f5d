#pragma once

#include <signalwire/open_enum.hpp>

#include <array>
#include <string_view>

namespace signalwire::compat
{

/// The known values of `recording_status`.
struct recording_status_values
{
    enum known : unsigned char
    {
        unknown,
        queued,
        in_progress,
        paused,
        resumed,
        completed,
        absent,
        stopped
    };

    static constexpr std::array<std::string_view, 7> names = {
        "queued", "in-progress", "paused", "resumed", "completed", "absent", "stopped",
    };
};

/// Where a recording stands. Source: Compatibility API, Recordings, list: `status`.
using recording_status = open_enum<recording_status_values>;

} // namespace signalwire::compat
