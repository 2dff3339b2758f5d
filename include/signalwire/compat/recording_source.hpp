#pragma once

#include <signalwire/open_enum.hpp>

#include <array>
#include <string_view>

namespace signalwire::compat
{

/// The known values of `recording_source`.
struct recording_source_values
{
    enum known : unsigned char
    {
        unknown,
        dial_verb,
        conference,
        outbound_api,
        trunking,
        record_verb,
        start_call_recording_api,
        start_conference_recording
    };

    static constexpr std::array<std::string_view, 7> names = {
        "DialVerb",
        "Conference",
        "OutBoundApi",
        "Trunking",
        "RecordVerb",
        "StartCallRecordingApi",
        "StartConferenceRecording",
    };
};

/// How a recording was made. Older descriptions of the API spell some values otherwise
/// (`OutboundAPI`, `StartCallRecordingAPI`): such a value is unknown and keeps its text.
/// Source: Compatibility API, Recordings, list: `source`.
using recording_source = open_enum<recording_source_values>;

} // namespace signalwire::compat
