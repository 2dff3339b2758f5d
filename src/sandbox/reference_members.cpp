#include "sandbox/reference_members.hpp"

#include <array>

namespace signalwire::sandbox::detail
{

namespace
{

using kind = member_kind;

constexpr bool nullable = true;
constexpr bool undocumented = false;

constexpr std::array<reference_member, 2> subresource_members = {{
    {"recordings"},
    {"notifications", kind::text, nullable, undocumented},
}};

constexpr std::array<reference_member, 36> call_members = {{
    {"sid"},
    {"account_sid"},
    {"date_created", kind::time},
    {"date_updated", kind::time},
    {"parent_call_sid", kind::text, nullable},
    {"to"},
    {"formatted_to"},
    {"to_formatted"},
    {"from"},
    {"formatted_from"},
    {"from_formatted"},
    {"phone_number_sid", kind::text, nullable},
    {"status", kind::enumeration},
    {"start_time", kind::time, nullable},
    {"end_time", kind::time, nullable},
    {"duration", kind::integer},
    {"price", kind::number, nullable},
    {"price_unit"},
    {"direction", kind::enumeration},
    {"answered_by", kind::enumeration, nullable},
    {"api_version"},
    {"forwarded_from", kind::text, nullable, undocumented},
    {"caller_name", kind::text, nullable, undocumented},
    {"uri"},
    {"subresource_uris", kind::object, false, true, subresource_members},
    {"annotation", kind::text, nullable, undocumented},
    {"group_sid", kind::text, nullable, undocumented},
    {"audio_in_mos", kind::number, nullable},
    {"sip_result_code", kind::code, nullable},
    {"audio_rtt_avg", kind::integer, nullable},
    {"audio_rtt_min", kind::integer, nullable},
    {"audio_rtt_max", kind::integer, nullable},
    {"audio_out_jitter_min", kind::integer, nullable},
    {"audio_out_jitter_max", kind::integer, nullable},
    {"audio_out_jitter_avg", kind::integer, nullable},
    {"audio_out_lost", kind::integer, nullable},
}};

constexpr std::array<reference_member, 7> page_members = {{
    {"uri"},
    {"first_page_uri"},
    {"next_page_uri", kind::link, nullable},
    {"previous_page_uri", kind::link, nullable, undocumented},
    {"page", kind::integer},
    {"page_size", kind::integer},
    {"calls", kind::list, false, true, call_members},
}};

} // namespace

std::span<reference_member const> documented_page_members() noexcept
{
    return page_members;
}

} // namespace signalwire::sandbox::detail
