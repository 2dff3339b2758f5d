#pragma once

#include <signalwire/decimal.hpp>
#include <signalwire/member_presence.hpp>
#include <signalwire/open_enum.hpp>
#include <signalwire/timestamp.hpp>

#include <boost/json/object.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::compat
{

/// The known values of `message_status`.
struct message_status_values
{
    /// The values that this version knows.
    enum known : unsigned char
    {
        /// A value that this version does not know.
        unknown,
        /// Waiting to be sent.
        queued,
        /// Being sent.
        initiated,
        /// Handed to the carrier.
        sent,
        /// Could not be sent.
        failed,
        /// Received by the recipient.
        delivered,
        /// Not received by the recipient.
        undelivered,
        /// Inbound.
        received
    };

    /// Their spellings in JSON, in the order of the enumerators, without `unknown`.
    static constexpr std::array<std::string_view, 7> names = {
        "queued", "initiated", "sent", "failed", "delivered", "undelivered", "received",
    };
};

/// Status of a message.
///
/// Source: Compatibility API, Messages, list: `status`.
using message_status = open_enum<message_status_values>;

/// The known values of `message_direction`.
struct message_direction_values
{
    /// The values that this version knows.
    enum known : unsigned char
    {
        /// A value that this version does not know.
        unknown,
        /// To a number of the account.
        inbound,
        /// Created by a request to the API.
        outbound_api,
        /// Created during a call.
        outbound_call,
        /// The reply to an inbound message.
        outbound_reply
    };

    /// Their spellings in JSON, in the order of the enumerators, without `unknown`.
    static constexpr std::array<std::string_view, 4> names = {
        "inbound",
        "outbound-api",
        "outbound-call",
        "outbound-reply",
    };
};

/// Direction of a message.
///
/// Source: Compatibility API, Messages, list: `direction`.
using message_direction = open_enum<message_direction_values>;

/// URIs of the sub-resources of a message, relative to the host.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Messages, list: `subresource_uris`.
struct message_subresource_uris
{
    message_subresource_uris() = default;

    /// Attachments of the message.
    std::string media;

    /// Unknown members, and values that their member cannot hold.
    boost::json::object extra;

    /// Members that were missing or null in the response.
    member_presence presence;

    /// Compares all members. Their spelling in the response is ignored.
    friend bool operator==(
        message_subresource_uris const& left, message_subresource_uris const& right);
};

/// A text message (SMS or MMS).
///
/// Members have the names of the API. Nullable ones are `std::optional`. The others are empty or
/// zero if the response does not contain them; see `has_member`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Messages, list: the members of `messages`.
struct message
{
    message() = default;

    /// The account that created the message: the project ID.
    std::string account_sid;
    /// API version that created the message.
    std::string api_version;
    /// Text; empty or null after `redact`.
    std::optional<std::string> body;
    /// Number of parts in which the text is sent.
    std::int64_t num_segments = 0;
    /// Number of attachments.
    std::int64_t num_media = 0;
    /// When the message was created.
    timestamp date_created;
    /// When the message was sent; null before that.
    std::optional<timestamp> date_sent;
    /// When the message was last updated.
    timestamp date_updated;
    /// Direction.
    message_direction direction;
    /// Error code of a message that could not be sent.
    std::optional<std::string> error_code;
    /// Explains `error_code`.
    std::optional<std::string> error_message;
    /// Sending phone number.
    std::string from;
    /// Price in `price_unit`; null until it is known.
    std::optional<decimal> price;
    /// Currency, an ISO 4217 code.
    std::string price_unit;
    /// Unique ID of the message.
    std::string sid;
    /// Status.
    message_status status;
    /// Receiving phone number.
    std::string to;
    /// Group of numbers that sent the message.
    std::optional<std::string> messaging_service_sid;
    /// URI of the message, relative to the host.
    std::string uri;
    /// URIs of the sub-resources.
    message_subresource_uris subresource_uris;

    /// Unknown members, and values that their member cannot hold; see `call::extra`.
    boost::json::object extra;

    /// Missing and null members, and spellings of numbers.
    ///
    /// See: `has_member`, which takes a name.
    member_presence presence;

    /// Returns true if the response contained `member` (the name in the API), also as null. True
    /// for every known name if the message was not decoded from a response.
    [[nodiscard]] bool has_member(std::string_view member) const noexcept;

    /// Compares all members. Their spelling in the response is ignored.
    friend bool operator==(message const& left, message const& right);
};

/// Returns the message as one line of JSON (RFC 8259) with the names, order, types and nulls of the
/// API. Members that were missing in the response are omitted.
///
/// Throws: `std::bad_alloc` only.
[[nodiscard]] std::string to_json(message const& value);

} // namespace signalwire::compat
