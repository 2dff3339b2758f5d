#pragma once

#include <signalwire/open_enum.hpp>

#include <array>
#include <string_view>

namespace signalwire::compat
{

/// The known values of `recording_source`.
struct recording_source_values
{
    /// An enumerator for each value that this version knows.
    enum known : unsigned char
    {
        /// A value that this version has no name for.
        unknown,
        /// By a `<Dial>` verb.
        dial_verb,
        /// By the conference.
        conference,
        /// By the request that made the call.
        outbound_api,
        /// By a trunk.
        trunking,
        /// By a `<Record>` verb.
        record_verb,
        /// By a request during the call.
        start_call_recording_api,
        /// By a request during the conference.
        start_conference_recording
    };

    /// Their spellings on the wire, in the same order without `unknown`.
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
