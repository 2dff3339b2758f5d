#pragma once

#include <signalwire/member_presence.hpp>
#include <signalwire/timestamp.hpp>

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::compat
{

/// A LaML bin: an XML document for calls and messages that SignalWire serves.
///
/// Members have the names of the API. Nullable ones are `std::optional`. The others are empty or
/// zero if the response does not contain them; see `has_member`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, LaML bins, list: the members of `laml_bins`.
struct laml_bin
{
    laml_bin() = default;

    /// Unique ID of the LaML bin.
    std::string sid;
    /// When the LaML bin was created.
    timestamp date_created;
    /// When the LaML bin was last updated.
    timestamp date_updated;
    /// When it was last requested.
    std::optional<timestamp> date_last_accessed;
    /// The account of the LaML bin: the project ID.
    std::string account_sid;
    /// Name for people.
    std::string name;
    /// The XML document.
    std::string contents;
    /// URL to use for calls and messages.
    std::string request_url;
    /// Number of requests.
    std::int64_t num_requests = 0;
    /// API version that created the LaML bin.
    std::string api_version;
    /// URI of the LaML bin, relative to the host.
    std::string uri;

    /// Unknown members, and values that their member cannot hold; see `call::extra`.
    boost::json::object extra;

    /// Missing and null members, and spellings of numbers.
    ///
    /// See: `has_member`, which takes a name.
    member_presence presence;

    /// Returns true if the response contained `member` (the name in the API), also as null. True
    /// for every known name if the LaML bin was not decoded from a response.
    [[nodiscard]] bool has_member(std::string_view member) const noexcept;

    /// Compares all members. Their spelling in the response is ignored.
    friend bool operator==(laml_bin const& left, laml_bin const& right);
};

/// Returns the LaML bin as one line of JSON (RFC 8259) with the names, order, types and nulls of
/// the API. Members that were missing in the response are omitted.
///
/// Throws: `std::bad_alloc` only.
[[nodiscard]] std::string to_json(laml_bin const& value);

} // namespace signalwire::compat
