#pragma once

#include <signalwire/compat/model.hpp>
#include <signalwire/decimal.hpp>
#include <signalwire/open_enum.hpp>
#include <signalwire/timestamp.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::compat
{

/// The known values of `recording_status`.
struct recording_status_values
{
    /// The values that this version knows.
    enum known : unsigned char
    {
        /// A value that this version does not know.
        unknown,
        /// Waiting to start.
        queued,
        /// In progress.
        in_progress,
        /// Paused.
        paused,
        /// Resumed after a pause.
        resumed,
        /// Ended and available.
        completed,
        /// Nothing was recorded.
        absent,
        /// Stopped by a request.
        stopped
    };

    /// Their spellings in JSON, in the order of the enumerators, without `unknown`.
    static constexpr std::array<std::string_view, 7> names = {
        "queued", "in-progress", "paused", "resumed", "completed", "absent", "stopped",
    };
};

/// Status of a recording.
///
/// Source: Compatibility API, Recordings, list: `status`.
using recording_status = open_enum<recording_status_values>;

/// The known values of `recording_source`.
struct recording_source_values
{
    /// The values that this version knows.
    enum known : unsigned char
    {
        /// A value that this version does not know.
        unknown,
        /// By a `<Dial>` verb.
        dial_verb,
        /// By the conference.
        conference,
        /// By the request that created the call.
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

    /// Their spellings in JSON, in the order of the enumerators, without `unknown`.
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

/// Origin of a recording.
///
/// The spellings of older API references (`OutboundAPI`, `StartCallRecordingAPI`) are unknown
/// values.
/// Source: Compatibility API, Recordings, list: `source`.
using recording_source = open_enum<recording_source_values>;

/// URIs of the sub-resources of a recording, relative to the host.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Recordings, list: `subresource_uris`.
struct recording_subresource_uris : model<recording_subresource_uris>
{
    recording_subresource_uris() = default;

    /// Transcriptions of the recording.
    std::string transcriptions;
};

/// A recording of a call or a conference, without its audio.
///
/// Members have the names of the API. Nullable ones are `std::optional`. The others are empty or
/// zero if the response does not contain them; see `has_member`. `end_time - start_time` may differ
/// from `duration`.
///
/// API references disagree on whether `duration`, `channels` and `price` are strings. Both are
/// accepted; the newest reference decides which of them is a deviation.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Recordings, list: the members of `recordings`.
struct recording : model<recording>
{
    recording() = default;

    /// Unique ID of the recording.
    std::string sid;
    /// The account that created the recording: the project ID.
    std::string account_sid;
    /// API version that created the recording.
    std::string api_version;
    /// The recorded call; null for a conference.
    std::optional<std::string> call_sid;
    /// The recorded conference; null for a call.
    std::optional<std::string> conference_sid;
    /// Duplicate of `channels`.
    std::int64_t channel = 0;
    /// 1 for mono, 2 for stereo.
    std::int64_t channels = 0;
    /// When the recording was created.
    timestamp date_created;
    /// When the recording was last updated.
    timestamp date_updated;
    /// When the recording started.
    std::optional<timestamp> start_time;
    /// When the recording ended.
    std::optional<timestamp> end_time;
    /// Duration in seconds.
    std::int64_t duration = 0;
    /// Price in `price_unit`; null until it is known.
    std::optional<decimal> price;
    /// Currency, an ISO 4217 code.
    std::string price_unit;
    /// Origin of the recording.
    recording_source source;
    /// Status.
    recording_status status;
    /// Error code of a failed recording.
    std::optional<std::string> error_code;
    /// URI of the recording, relative to the host.
    std::string uri;
    /// URIs of the sub-resources.
    recording_subresource_uris subresource_uris;
    /// Encryption details. Documented as always null.
    std::optional<std::string> encryption_details;
    /// Handling of silence at both ends: `do-not-trim` or `trim-silence`.
    std::string trim;
};

} // namespace signalwire::compat
