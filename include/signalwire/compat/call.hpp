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
    /// When the call was created.
    timestamp date_created;
    /// Moves on even after the call has ended.
    timestamp date_updated;
    /// The call that created this one.
    std::optional<std::string> parent_call_sid;
    /// The address that received the call: a phone number or a SIP URI.
    std::string to;
    /// `to` for people: `(310) 567-8901`.
    std::string formatted_to;
    /// The same as `formatted_to`.
    std::string to_formatted;
    /// The address that initiated the call: a phone number or a SIP URI.
    std::string from;
    /// `from` for people: `(310) 338-4645`.
    std::string formatted_from;
    /// The same as `formatted_from`.
    std::string from_formatted;
    /// The id of the account's phone number that took part.
    std::optional<std::string> phone_number_sid;
    /// Where the call stands.
    call_status status;
    /// When the call began; null before.
    std::optional<timestamp> start_time;
    /// When the call ended; null before.
    std::optional<timestamp> end_time;
    /// In seconds.
    std::int64_t duration = 0;
    /// The charge in units of `price_unit`; null until it is known.
    std::optional<decimal> price;
    /// The currency, an ISO 4217 code.
    std::string price_unit;
    /// Which way the call went.
    call_direction direction;
    /// Who took the call; null when that was not looked into.
    std::optional<compat::answered_by> answered_by;
    /// The version of the API that made the call, such as `2010-04-01`.
    std::string api_version;
    /// The number that forwarded the call. In the API's schema only, which says: always null.
    std::optional<std::string> forwarded_from;
    /// The caller's name. In the API's schema only, which says: always null.
    std::optional<std::string> caller_name;
    /// The call itself, relative to the host.
    std::string uri;
    /// Where the call's recordings are.
    call_subresource_uris subresource_uris;
    /// A note. In the API's schema only, which says: always null.
    std::optional<std::string> annotation;
    /// A group of calls. In the API's schema only, which says: always null.
    std::optional<std::string> group_sid;
    /// The mean opinion score of the inbound audio, 1.0 to 5.0.
    std::optional<double> audio_in_mos;
    /// The final SIP status of the call, such as `200`.
    std::optional<std::string> sip_result_code;
    /// Round-trip time of the audio in milliseconds: the average.
    std::optional<std::int64_t> audio_rtt_avg;
    /// The shortest round trip in milliseconds.
    std::optional<std::int64_t> audio_rtt_min;
    /// The longest round trip in milliseconds.
    std::optional<std::int64_t> audio_rtt_max;
    /// Jitter of the outbound audio in milliseconds: the least.
    std::optional<std::int64_t> audio_out_jitter_min;
    /// The greatest jitter in milliseconds.
    std::optional<std::int64_t> audio_out_jitter_max;
    /// The average jitter in milliseconds.
    std::optional<std::int64_t> audio_out_jitter_avg;
    /// Outbound audio packets lost.
    std::optional<std::int64_t> audio_out_lost;

    /// Members that this version does not know, and what other members could not hold, under their
    /// names: text as it came (`"n/a"` for a number), the text of a number (`"12.7"`, `"NaN"`), or
    /// another value. Such a member is null, zero or empty, and `to_json` writes what came.
    boost::json::object extra;

    /// What the response left out, and how it spelled numbers. Use `received` to ask by name.
    member_presence presence;

    /// Whether the response carried `member` (by the API's name), null included. True for every
    /// known name when the call was not decoded from a response.
    [[nodiscard]] bool has_member(std::string_view member) const noexcept;

    /// Equal when all members are; how the response spelled them plays no part.
    friend bool operator==(call const& left, call const& right);
};

/// The call as one line of JSON (RFC 8259) with the API's own names, order, types and nulls;
/// members that the response left out are left out. Throws only `std::bad_alloc`.
[[nodiscard]] std::string to_json(call const& value);

} // namespace signalwire::compat
