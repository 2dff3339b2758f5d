#pragma once

#include "json/schema.hpp"

#include <signalwire/compat/recordings_resource.hpp>

#include <boost/describe/class.hpp>

#include <array>
#include <string_view>

namespace signalwire::compat
{

BOOST_DESCRIBE_STRUCT(recording_subresource_uris, (), (transcriptions))

BOOST_DESCRIBE_STRUCT(
    recording, (),
    (sid, account_sid, api_version, call_sid, conference_sid, channel, channels, date_created,
     date_updated, start_time, end_time, duration, price, price_unit, source, status, error_code,
     uri, subresource_uris, encryption_details, trim))

BOOST_DESCRIBE_STRUCT(
    recording_page, (),
    (uri, first_page_uri, next_page_uri, previous_page_uri, page, page_size, recordings))

} // namespace signalwire::compat

namespace signalwire::json
{

template <>
inline constexpr std::array<std::string_view, 3> quoted_numbers<compat::recording> = {
    "channel", "channels", "price"};

} // namespace signalwire::json
