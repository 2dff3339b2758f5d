#pragma once

#include "json/schema.hpp"

#include <signalwire/compat/call_page.hpp>
#include <signalwire/compat/call_stream.hpp>

#include <boost/describe/class.hpp>

#include <array>
#include <string_view>

namespace signalwire::compat
{

BOOST_DESCRIBE_STRUCT(call_subresource_uris, (), (recordings, notifications))

BOOST_DESCRIBE_STRUCT(
    call, (),
    (sid, account_sid, date_created, date_updated, parent_call_sid, to, formatted_to, to_formatted,
     from, formatted_from, from_formatted, phone_number_sid, status, start_time, end_time, duration,
     price, price_unit, direction, answered_by, api_version, forwarded_from, caller_name, uri,
     subresource_uris, annotation, group_sid, audio_in_mos, sip_result_code, audio_rtt_avg,
     audio_rtt_min, audio_rtt_max, audio_out_jitter_min, audio_out_jitter_max, audio_out_jitter_avg,
     audio_out_lost))

BOOST_DESCRIBE_STRUCT(
    call_stream, (), (sid, account_sid, call_sid, name, status, date_updated, uri))

BOOST_DESCRIBE_STRUCT(
    call_page, (), (uri, first_page_uri, next_page_uri, previous_page_uri, page, page_size, calls))

} // namespace signalwire::compat

namespace signalwire::json
{

/// The API reference calls it required, but its own example does not have it.
template <>
inline constexpr std::array<std::string_view, 1> undocumented_members<compat::call_page> = {
    "previous_page_uri"};

template <>
inline constexpr std::array<std::string_view, 1>
    undocumented_members<compat::call_subresource_uris> = {"notifications"};

template <>
inline constexpr std::array<std::string_view, 4> undocumented_members<compat::call> = {
    "forwarded_from", "caller_name", "annotation", "group_sid"};

} // namespace signalwire::json
