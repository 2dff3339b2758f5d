#pragma once

#include <signalwire/compat/call_stream.hpp>
#include <signalwire/compat/model.hpp>
#include <signalwire/open_enum.hpp>
#include <signalwire/timestamp.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::compat
{

/// URIs of the sub-resources of a conference, relative to the host.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Conferences, list: `subresource_uris`.
struct conference_subresource_uris : model<conference_subresource_uris>
{
    conference_subresource_uris() = default;

    /// Participants.
    std::string participants;
    /// Recordings.
    std::string recordings;
};

/// The known values of `conference_status`.
struct conference_status_values
{
    /// The values that this version knows.
    enum known : unsigned char
    {
        /// A value that this version does not know.
        unknown,
        /// Not started: no participant who starts it has entered.
        init,
        /// In progress.
        in_progress,
        /// Ended.
        completed
    };

    /// Their spellings in JSON, in the order of the enumerators, without `unknown`.
    static constexpr std::array<std::string_view, 3> names = {"init", "in-progress", "completed"};
};

/// Status of a conference.
///
/// Source: Compatibility API, Conferences, list: `status`.
using conference_status = open_enum<conference_status_values>;

/// A conference.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Conferences, list: the members of `conferences`.
struct conference : model<conference>
{
    conference() = default;

    /// Unique ID of the conference.
    std::string sid;
    /// The account of the conference: the project ID.
    std::string account_sid;
    /// When the conference was created.
    timestamp date_created;
    /// When the conference was last updated.
    timestamp date_updated;
    /// Name for people.
    std::string friendly_name;
    /// Status.
    conference_status status;
    /// API version that created the conference.
    std::string api_version;
    /// Region in which the audio is mixed.
    std::string region;
    /// URI of the conference, relative to the host.
    std::string uri;
    /// URIs of the sub-resources.
    conference_subresource_uris subresource_uris;
};

/// The known values of `participant_status`.
struct participant_status_values
{
    /// The values that this version knows.
    enum known : unsigned char
    {
        /// A value that this version does not know.
        unknown,
        /// Waiting to be called.
        queued,
        /// Being connected.
        connecting,
        /// Ringing.
        ringing,
        /// Connected.
        connected,
        /// In the conference.
        in_progress,
        /// Has left the conference.
        completed,
        /// Could not be connected.
        failed
    };

    /// Their spellings in JSON, in the order of the enumerators, without `unknown`.
    static constexpr std::array<std::string_view, 7> names = {
        "queued", "connecting", "ringing", "connected", "in-progress", "completed", "failed"};
};

/// Status of a participant.
///
/// Source: Compatibility API, Conferences, list participants: `status`.
using participant_status = open_enum<participant_status_values>;

/// A participant of a conference. Its ID is `call_sid`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Conferences, list participants: the members of `participants`.
struct participant : model<participant>
{
    participant() = default;

    /// The account of the participant: the project ID.
    std::string account_sid;
    /// The call of the participant.
    std::string call_sid;
    /// The call that the participant coaches.
    std::optional<std::string> call_sid_to_coach;
    /// Whether the participant coaches another.
    bool coaching = false;
    /// The conference.
    std::string conference_sid;
    /// When the participant was created.
    timestamp date_created;
    /// Status.
    participant_status status;
    /// When the participant was last updated.
    timestamp date_updated;
    /// Whether the conference ends when the participant leaves.
    bool end_conference_on_exit = false;
    /// Whether the others do not hear the participant.
    bool muted = false;
    /// Whether the participant is on hold.
    bool hold = false;
    /// Whether the conference starts when the participant enters.
    bool start_conference_on_enter = false;
    /// URI of the participant, relative to the host.
    std::string uri;
};

/// A stream of the audio of a conference to a WebSocket server.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Conferences, create a stream: the response.
struct conference_stream : model<conference_stream>
{
    conference_stream() = default;

    /// The account of the stream: the project ID.
    std::string account_sid;
    /// The conference.
    std::string conference_sid;
    /// When the stream was last updated.
    timestamp date_updated;
    /// Name of the stream, unique in the conference.
    std::optional<std::string> name;
    /// Unique ID of the stream.
    std::string sid;
    /// Status.
    stream_status status;
    /// URI of the stream, relative to the host.
    std::string uri;
};

} // namespace signalwire::compat
