#include "compat/lists.hpp"
#include "compat/make_list_type.hpp"
#include "compat/make_operation.hpp"
#include "compat/model.hpp"

#include <signalwire/compat/applications_resource.hpp>

#include <boost/describe/class.hpp>

#include <array>
#include <string_view>

namespace signalwire::compat
{

BOOST_DESCRIBE_STRUCT(
    application, (),
    (sid, account_sid, api_version, date_created, date_updated, friendly_name, uri, voice_url,
     voice_method, voice_fallback_url, voice_fallback_method, status_callback,
     status_callback_method, voice_caller_id_lookup, sms_url, sms_method, sms_fallback_url,
     sms_fallback_method, sms_status_callback, sms_status_callback_method, message_status_callback))

BOOST_DESCRIBE_STRUCT(
    application_page, (),
    (uri, first_page_uri, next_page_uri, previous_page_uri, page, page_size, applications))

} // namespace signalwire::compat

namespace signalwire::compat
{

using detail::retry_class;

constexpr detail::operation<application> operations::create_application = make_post<application>(
    "applications.create", "/Applications", retry_class::unsafe, 201, "FriendlyName");
constexpr detail::operation<application> operations::get_application =
    make_get<application>("applications.get", "/Applications/{}");
constexpr detail::operation<application> operations::update_application = make_post<application>(
    "applications.update", "/Applications/{}", retry_class::idempotent, 200, "FriendlyName");
constexpr detail::operation<void> operations::remove_application =
    make_remove("applications.remove", "/Applications/{}");

constexpr paging::list_type applications_list =
    make_list_type<application_page, &application::date_created>(
        "applications.list", "/Applications", paging::list_order::unknown);

template struct model<application>;

} // namespace signalwire::compat
