#pragma once

#include <signalwire/compat/answered_by.hpp>
#include <signalwire/compat/call_direction.hpp>
#include <signalwire/compat/call_status.hpp>
#include <signalwire/compat/call_subresource_uris.hpp>
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

/// One voice call, as the API describes it.
///
/// Members have the API's own names. Those the API may send as null are `std::optional`; the
/// others are plain values, which stay empty or zero when a response leaves them out
/// (`received` tells). Derive nothing: `end_time - start_time` may differ from `duration`, ids
/// need not be UUIDs, and `price` and `date_updated` change after a call has ended.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: Compatibility API, Calls, list: the members of `calls`.
struct call
{
    call() = default;

    /// The unique identifier of the call.
    std::string sid;
    /// The account that created the call: the project ID.
    std::string account_sid;
    timestamp date_created;
    /// Moves on even after the call has ended.
    timestamp date_updated;
    /// The call that created this one.
    std::optional<std::string> parent_call_sid;
    /// The address that received the call: a phone number or a SIP URI.
    std::string to;
    std::string formatted_to;
    /// The same as `formatted_to`.
    std::string to_formatted;
    /// The address that initiated the call: a phone number or a SIP URI.
    std::string from;
    std::string formatted_from;
    /// The same as `formatted_from`.
    std::string from_formatted;
    std::optional<std::string> phone_number_sid;
    call_status status;
    std::optional<timestamp> start_time;
    std::optional<timestamp> end_time;
    /// In seconds.
    std::int64_t duration = 0;
    /// The charge in units of `price_unit`; null until it is known.
    std::optional<decimal> price;
    /// The currency, an ISO 4217 code.
    std::string price_unit;
    call_direction direction;
    std::optional<compat::answered_by> answered_by;
    std::string api_version;
    std::optional<std::string> forwarded_from;
    std::optional<std::string> caller_name;
    /// The call itself, relative to the host.
    std::string uri;
    call_subresource_uris subresource_uris;
    std::optional<std::string> annotation;
    std::optional<std::string> group_sid;
    /// The mean opinion score of the inbound audio, 1.0 to 5.0.
    std::optional<double> audio_in_mos;
    /// The final SIP status of the call, such as `200`.
    std::optional<std::string> sip_result_code;
    /// Round-trip times of the audio in milliseconds.
    std::optional<std::int64_t> audio_rtt_avg;
    std::optional<std::int64_t> audio_rtt_min;
    std::optional<std::int64_t> audio_rtt_max;
    /// Jitter of the outbound audio in milliseconds.
    std::optional<std::int64_t> audio_out_jitter_min;
    std::optional<std::int64_t> audio_out_jitter_max;
    std::optional<std::int64_t> audio_out_jitter_avg;
    /// Outbound audio packets lost.
    std::optional<std::int64_t> audio_out_lost;

    /// Members that this version does not know, and text where a time should stand but does not.
    boost::json::object extra;

    /// What the response left out. Use `received` to ask by name.
    member_presence presence;

    /// Whether the response carried `member` (by the API's name), null included. True for every
    /// known name when the call was not decoded from a response.
    [[nodiscard]] bool received(std::string_view member) const noexcept;

    /// Equal when all members are; how the response spelled them plays no part.
    friend bool operator==(call const& left, call const& right);
};

/// The call as one line of JSON (RFC 8259) with the API's own names, order, types and nulls;
/// members that the response left out are left out. Throws only `std::bad_alloc`.
[[nodiscard]] std::string to_json(call const& value);

} // namespace signalwire::compat
