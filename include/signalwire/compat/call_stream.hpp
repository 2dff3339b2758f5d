#pragma once

#include <signalwire/compat/model.hpp>
#include <signalwire/open_enum.hpp>
#include <signalwire/timestamp.hpp>

#include <array>
#include <string>
#include <string_view>

namespace signalwire::compat
{

/// The known values of `stream_status`.
struct stream_status_values
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
        /// Stopped.
        stopped
    };

    /// Their spellings in JSON, in the order of the enumerators, without `unknown`.
    static constexpr std::array<std::string_view, 3> names = {"queued", "in-progress", "stopped"};
};

/// Status of a stream.
///
/// Source: Compatibility API, Calls, create a stream: `status`.
using stream_status = open_enum<stream_status_values>;

/// A stream of the audio of a call to a WebSocket server.
///
/// Members have the names of the API. They are empty if the response does not contain them; see
/// `has_member`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Calls, create a stream: the response.
struct call_stream : model<call_stream>
{
    call_stream() = default;

    /// Unique ID of the stream.
    std::string sid;
    /// The account that created the stream: the project ID.
    std::string account_sid;
    /// The call.
    std::string call_sid;
    /// Name of the stream, unique in the call.
    std::string name;
    /// Status.
    stream_status status;
    /// When the stream was last updated.
    timestamp date_updated;
    /// URI of the stream, relative to the host.
    std::string uri;
};

} // namespace signalwire::compat
