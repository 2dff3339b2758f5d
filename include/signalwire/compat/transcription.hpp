#pragma once

#include <signalwire/decimal.hpp>
#include <signalwire/member_presence.hpp>
#include <signalwire/timestamp.hpp>

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::compat
{

/// The text of a recording.
///
/// Members have the names of the API. Nullable ones are `std::optional`. The others are empty or
/// zero if the response does not contain them; see `has_member`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Transcriptions, list: the members of `transcriptions`.
struct transcription
{
    transcription() = default;

    /// Unique ID of the transcription.
    std::string sid;
    /// The account of the transcription: the project ID.
    std::string account_sid;
    /// API version that created the transcription.
    std::string api_version;
    /// The recording.
    std::string recording_sid;
    /// When the transcription was created.
    timestamp date_created;
    /// When the transcription was last updated.
    timestamp date_updated;
    /// Duration of the recording in seconds.
    std::int64_t duration = 0;
    /// Price in `price_unit`; null until it is known.
    std::optional<decimal> price;
    /// Currency, an ISO 4217 code.
    std::string price_unit;
    /// Status, such as `completed`.
    std::string status;
    /// The text.
    std::optional<std::string> transcription_text;
    /// Kind of transcription; may be empty.
    std::string type;
    /// URI of the transcription, relative to the host.
    std::string uri;

    /// Unknown members, and values that their member cannot hold; see `call::extra`.
    boost::json::object extra;

    /// Missing and null members, and spellings of numbers.
    ///
    /// See: `has_member`, which takes a name.
    member_presence presence;

    /// Returns true if the response contained `member` (the name in the API), also as null. True
    /// for every known name if the transcription was not decoded from a response.
    [[nodiscard]] bool has_member(std::string_view member) const noexcept;

    /// Compares all members. Their spelling in the response is ignored.
    friend bool operator==(transcription const& left, transcription const& right);
};

/// Returns the transcription as one line of JSON (RFC 8259) with the names, order, types and nulls
/// of the API. Members that were missing in the response are omitted.
///
/// Throws: `std::bad_alloc` only.
[[nodiscard]] std::string to_json(transcription const& value);

} // namespace signalwire::compat
