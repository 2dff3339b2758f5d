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
struct message_subresource_uris : model<message_subresource_uris>
{
    message_subresource_uris() = default;

    /// Attachments of the message.
    std::string media;
};

/// A text message (SMS or MMS).
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Messages, list: the members of `messages`.
struct message : model<message>
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
};

} // namespace signalwire::compat
