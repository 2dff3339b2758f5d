#pragma once

#include <signalwire/member_presence.hpp>
#include <signalwire/open_enum.hpp>
#include <signalwire/timestamp.hpp>

#include <boost/json/object.hpp>

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
struct call_stream
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

    /// Unknown members, and values that their member cannot hold; see `call::extra`.
    boost::json::object extra;

    /// Missing and null members, and spellings of numbers.
    ///
    /// See: `has_member`, which takes a name.
    member_presence presence;

    /// Returns true if the response contained `member` (the name in the API), also as null. True
    /// for every known name if the stream was not decoded from a response.
    [[nodiscard]] bool has_member(std::string_view member) const noexcept;

    /// Compares all members. Their spelling in the response is ignored.
    friend bool operator==(call_stream const& left, call_stream const& right);
};

/// Returns the stream as one line of JSON (RFC 8259) with the names, order, types and nulls of the
/// API. Members that were missing in the response are omitted.
///
/// Throws: `std::bad_alloc` only.
[[nodiscard]] std::string to_json(call_stream const& value);

} // namespace signalwire::compat
