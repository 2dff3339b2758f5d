#pragma once

#include <signalwire/open_enum.hpp>

#include <array>
#include <string_view>

namespace signalwire::compat
{

/// The known values of `call_status`.
struct call_status_values
{
    /// An enumerator for each value that this version knows.
    enum known : unsigned char
    {
        /// A value that this version has no name for.
        unknown,
        /// Waits to be placed.
        queued,
        /// The other side rings.
        ringing,
        /// Answered, and going on.
        in_progress,
        /// Ended before it was answered, by the caller.
        canceled,
        /// Answered, and ended.
        completed,
        /// The other side was busy.
        busy,
        /// Could not be connected.
        failed,
        /// Nobody answered.
        no_answer,
        /// Placed, and not ringing yet.
        initiated
    };

    /// Their spellings on the wire, in the same order without `unknown`.
    static constexpr std::array<std::string_view, 9> names = {
        "queued", "ringing", "in-progress", "canceled",  "completed",
        "busy",   "failed",  "no-answer",   "initiated",
    };
};

/// Where a call stands. `initiated` is seen in webhooks only; the API may add values.
/// Source: Compatibility API, Calls, list: `status`.
using call_status = open_enum<call_status_values>;

} // namespace signalwire::compat
