#pragma once

#include <signalwire/compat/form.hpp>
#include <signalwire/compat/recording.hpp>

#include <string_view>

namespace signalwire::compat
{

/// What `calls.start_recording` sends. Every field is optional.
///
/// See: `form`, which has `set`.
/// Source: Compatibility API, Calls, create a recording: the request body.
class new_recording : public form<new_recording>
{
public:
    new_recording() = default;

    /// `mono`, the default, or `dual`: a channel for each party.
    new_recording& recording_channels(std::string_view value)
    {
        return set_word("RecordingChannels", value, "mono dual");
    }
    /// Webhook for changes of the recording's status.
    new_recording& recording_status_callback(std::string_view value)
    {
        return set_line("RecordingStatusCallback", value);
    }
    /// Changes that are reported: `in-progress`, `completed`, `absent`. By default `completed`.
    new_recording& recording_status_callback_event(detail::text_list const& values)
    {
        return set_joined("RecordingStatusCallbackEvent", values, "in-progress completed absent");
    }
    /// Method for `recording_status_callback`: `GET` or `POST`, the default.
    new_recording& recording_status_callback_method(std::string_view value)
    {
        return set_method("RecordingStatusCallbackMethod", value);
    }
    /// What is recorded: `inbound`, `outbound` or `both`, the default.
    new_recording& recording_track(std::string_view value)
    {
        return set_word("RecordingTrack", value, "inbound outbound both");
    }
    /// Silence at both ends: `trim-silence` or `do-not-trim`, the default.
    new_recording& trim(std::string_view value)
    {
        return set_word("Trim", value, "trim-silence do-not-trim");
    }
};

/// What `calls.update_recording` sends. Required: `status`.
///
///     recording_update().status(recording_status::paused).pause_behavior("skip")
///
/// See: `form`, which has `set`.
/// Source: Compatibility API, Calls, update a recording: the request body.
class recording_update : public form<recording_update>
{
public:
    recording_update() = default;

    /// `paused`, `in_progress` or `stopped`.
    recording_update& status(recording_status const& value)
    {
        return set_word("Status", value.text(), "paused in-progress stopped");
    }
    /// What a pause leaves in the recording: `skip`, which is nothing, or `silence`, the default.
    recording_update& pause_behavior(std::string_view value)
    {
        return set_word("PauseBehavior", value, "skip silence");
    }
};

} // namespace signalwire::compat
