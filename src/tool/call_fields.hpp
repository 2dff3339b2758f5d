#pragma once

#include <signalwire/compat/call.hpp>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace signalwire::tool
{

/// The members of a call that can be columns, with the names and in the order of the API;
/// `subresource_uris` is flattened.
inline constexpr std::array<std::string_view, 37> call_field_names = {
    "sid",
    "account_sid",
    "date_created",
    "date_updated",
    "parent_call_sid",
    "to",
    "formatted_to",
    "to_formatted",
    "from",
    "formatted_from",
    "from_formatted",
    "phone_number_sid",
    "status",
    "start_time",
    "end_time",
    "duration",
    "price",
    "price_unit",
    "direction",
    "answered_by",
    "api_version",
    "forwarded_from",
    "caller_name",
    "uri",
    "subresource_uris.recordings",
    "subresource_uris.notifications",
    "annotation",
    "group_sid",
    "audio_in_mos",
    "sip_result_code",
    "audio_rtt_avg",
    "audio_rtt_min",
    "audio_rtt_max",
    "audio_out_jitter_min",
    "audio_out_jitter_max",
    "audio_out_jitter_avg",
    "audio_out_lost",
};

/// Names of `call_field_names`, in the order of the columns.
using field_list = std::vector<std::string_view>;

/// Returns all names.
[[nodiscard]] field_list all_fields();

/// Parses `sid,to,status`.
///
/// Throws: `usage_error` for an unknown or repeated name; the message lists the valid names.
[[nodiscard]] field_list parse_fields(std::string_view text);

/// Returns the values of `fields` in `json`, the output of `to_json`: unchanged JSON text, empty
/// for a missing member.
///
/// Lifetime: the values refer to `json`.
[[nodiscard]] std::vector<std::string_view> select_fields(
    std::string_view json, field_list const& fields);

/// Returns a value of `select_fields` as plain text: strings without quotes and escapes, the empty
/// string for null.
[[nodiscard]] std::string plain_text(std::string_view value);

} // namespace signalwire::tool
