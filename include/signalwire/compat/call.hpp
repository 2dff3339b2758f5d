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

/// The known values of `call_status`.
struct call_status_values
{
    /// The values that this version knows.
    enum known : unsigned char
    {
        /// A value that this version does not know.
        unknown,
        /// Waiting to be placed.
        queued,
        /// Ringing at the called party.
        ringing,
        /// Answered and in progress.
        in_progress,
        /// Cancelled by the caller before it was answered.
        canceled,
        /// Answered and ended.
        completed,
        /// The called party was busy.
        busy,
        /// Could not be connected.
        failed,
        /// Not answered.
        no_answer,
        /// Placed, not ringing yet.
        initiated
    };

    /// Their spellings in JSON, in the order of the enumerators, without `unknown`.
    static constexpr std::array<std::string_view, 9> names = {
        "queued", "ringing", "in-progress", "canceled",  "completed",
        "busy",   "failed",  "no-answer",   "initiated",
    };
};

/// Status of a call. `initiated` occurs in webhooks only.
///
/// Source: Compatibility API, Calls, list: `status`.
using call_status = open_enum<call_status_values>;

/// The known values of `call_direction`.
struct call_direction_values
{
    /// The values that this version knows.
    enum known : unsigned char
    {
        /// A value that this version does not know.
        unknown,
        /// To a number of the account.
        inbound,
        /// From the account.
        outbound,
        /// Created by a request to the API.
        outbound_api,
        /// Created by a `<Dial>` verb.
        outbound_dial
    };

    /// Their spellings in JSON, in the order of the enumerators, without `unknown`.
    static constexpr std::array<std::string_view, 4> names = {
        "inbound",
        "outbound",
        "outbound-api",
        "outbound-dial",
    };
};

/// Direction of a call.
///
/// Source: Compatibility API, Calls, list: `direction`.
using call_direction = open_enum<call_direction_values>;

/// The known values of `answered_by`.
struct answered_by_values
{
    /// The values that this version knows.
    enum known : unsigned char
    {
        /// A value that this version does not know.
        unknown,
        /// A person.
        human,
        /// An answering machine.
        machine
    };

    /// Their spellings in JSON, in the order of the enumerators, without `unknown`.
    static constexpr std::array<std::string_view, 2> names = {"human", "machine"};
};

/// Kind of party that answered a call.
///
/// Source: Compatibility API, Calls, list: `answered_by`.
using answered_by = open_enum<answered_by_values>;

/// URIs of the sub-resources of a call, relative to the host.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Calls, list: `subresource_uris`.
struct call_subresource_uris : model<call_subresource_uris>
{
    call_subresource_uris() = default;

    /// Recordings of the call.
    std::string recordings;
    /// Notifications of the call. Documented as always null.
    std::optional<std::string> notifications;
};

/// A voice call.
///
/// Members have the names of the API. Nullable ones are `std::optional`. The others are empty or
/// zero if the response does not contain them; see `has_member`. `end_time - start_time` may differ
/// from `duration`, IDs need not be UUIDs, and `price` and `date_updated` change after the call has
/// ended.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Calls, list: the members of `calls`.
struct call : model<call>
{
    call() = default;

    /// Unique ID of the call.
    std::string sid;
    /// The account that created the call: the project ID.
    std::string account_sid;
    /// When the call was created.
    timestamp date_created;
    /// When the call was last updated, which may be after its end.
    timestamp date_updated;
    /// The parent call.
    std::optional<std::string> parent_call_sid;
    /// Called phone number or SIP URI.
    std::string to;
    /// `to` for display: `(310) 567-8901`.
    std::string formatted_to;
    /// Duplicate of `formatted_to`.
    std::string to_formatted;
    /// Calling phone number or SIP URI.
    std::string from;
    /// `from` for display: `(310) 338-4645`.
    std::string formatted_from;
    /// Duplicate of `formatted_from`.
    std::string from_formatted;
    /// ID of the account's phone number in the call.
    std::optional<std::string> phone_number_sid;
    /// Status.
    call_status status;
    /// When the call started; null before that.
    std::optional<timestamp> start_time;
    /// When the call ended; null before that.
    std::optional<timestamp> end_time;
    /// Duration in seconds.
    std::int64_t duration = 0;
    /// Price in `price_unit`; null until it is known.
    std::optional<decimal> price;
    /// Currency, an ISO 4217 code.
    std::string price_unit;
    /// Direction.
    call_direction direction;
    /// Kind of party that answered; null without answering machine detection.
    std::optional<compat::answered_by> answered_by;
    /// API version that created the call, such as `2010-04-01`.
    std::string api_version;
    /// Forwarding number. Documented as always null.
    std::optional<std::string> forwarded_from;
    /// Caller's name. Documented as always null.
    std::optional<std::string> caller_name;
    /// URI of the call, relative to the host.
    std::string uri;
    /// URIs of the sub-resources.
    call_subresource_uris subresource_uris;
    /// Annotation. Documented as always null.
    std::optional<std::string> annotation;
    /// Group ID. Documented as always null.
    std::optional<std::string> group_sid;
    /// Mean opinion score of the inbound audio, 1.0 to 5.0.
    std::optional<double> audio_in_mos;
    /// Final SIP status, such as `200`.
    std::optional<std::string> sip_result_code;
    /// Average round-trip time of the audio in milliseconds.
    std::optional<std::int64_t> audio_rtt_avg;
    /// Minimum round-trip time in milliseconds.
    std::optional<std::int64_t> audio_rtt_min;
    /// Maximum round-trip time in milliseconds.
    std::optional<std::int64_t> audio_rtt_max;
    /// Minimum jitter of the outbound audio in milliseconds.
    std::optional<std::int64_t> audio_out_jitter_min;
    /// Maximum jitter in milliseconds.
    std::optional<std::int64_t> audio_out_jitter_max;
    /// Average jitter in milliseconds.
    std::optional<std::int64_t> audio_out_jitter_avg;
    /// Lost outbound audio packets.
    std::optional<std::int64_t> audio_out_lost;
};

} // namespace signalwire::compat
