#pragma once

#include "json/schema.hpp"

#include <signalwire/compat/messages_resource.hpp>

#include <boost/describe/class.hpp>

namespace signalwire::compat
{

BOOST_DESCRIBE_STRUCT(message_subresource_uris, (), (media))

BOOST_DESCRIBE_STRUCT(
    message, (),
    (account_sid, api_version, body, num_segments, num_media, date_created, date_sent, date_updated,
     direction, error_code, error_message, from, price, price_unit, sid, status, to,
     messaging_service_sid, uri, subresource_uris))

BOOST_DESCRIBE_STRUCT(
    message_page, (),
    (uri, first_page_uri, next_page_uri, previous_page_uri, page, page_size, messages))

BOOST_DESCRIBE_STRUCT(
    message_media, (),
    (account_sid, content_type, date_created, date_updated, parent_sid, sid, uri))

BOOST_DESCRIBE_STRUCT(
    message_media_page, (),
    (uri, first_page_uri, next_page_uri, previous_page_uri, page, page_size, media_list))

} // namespace signalwire::compat
