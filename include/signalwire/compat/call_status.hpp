#pragma once

#include <signalwire/open_enum.hpp>

#include <array>
#include <string_view>

namespace signalwire::compat
{

/// The known values of `call_status`.
struct call_status_values
{
    enum known : unsigned char
    {
        unknown,
        queued,
        ringing,
        in_progress,
        canceled,
        completed,
        busy,
        failed,
        no_answer,
        initiated
    };

    static constexpr std::array<std::string_view, 9> names = {
        "queued", "ringing", "in-progress", "canceled",  "completed",
        "busy",   "failed",  "no-answer",   "initiated",
    };
};

/// Where a call stands. `initiated` is seen in webhooks only; the API may add values.
/// Source: Compatibility API, Calls, list: `status`.
using call_status = open_enum<call_status_values>;

} // namespace signalwire::compat
