#include "compat/lists.hpp"
#include "compat/make_list_type.hpp"
#include "compat/make_operation.hpp"
#include "compat/model.hpp"

#include <signalwire/compat/phone_numbers_resource.hpp>

#include <boost/describe/class.hpp>

#include <array>
#include <string_view>

namespace signalwire::compat
{

BOOST_DESCRIBE_STRUCT(available_phone_number_capabilities, (), (voice, SMS, MMS))

BOOST_DESCRIBE_STRUCT(
    available_phone_number, (),
    (friendly_name, phone_number, lata, locality, rate_center, latitude, longitude, region,
     postal_code, iso_country, capabilities, beta))

BOOST_DESCRIBE_STRUCT(country_subresource_uris, (), (local, toll_free))

BOOST_DESCRIBE_STRUCT(available_country, (), (country_code, country, uri, beta, subresource_uris))

BOOST_DESCRIBE_STRUCT(phone_number_capabilities, (), (voice, sms, mms, fax))

BOOST_DESCRIBE_STRUCT(
    incoming_phone_number, (),
    (account_id, account_sid, address_requirements, address_sid, api_version, beta, capabilities,
     country_code, date_created, date_updated, emergency_address_sid, emergency_status,
     friendly_name, identity_sid, origin, phone_number, sid, sms_application_sid,
     sms_fallback_method, sms_fallback_url, sms_method, sms_url, status_callback,
     status_callback_method, trunk_sid, uri, verification_status, voice_application_sid,
     voice_caller_id_lookup, voice_fallback_method, voice_fallback_url, voice_method, voice_url))

BOOST_DESCRIBE_STRUCT(
    phone_number_page, (),
    (uri, first_page_uri, next_page_uri, previous_page_uri, page, page_size,
     incoming_phone_numbers))

BOOST_DESCRIBE_STRUCT(available_countries, (), (uri, countries))

BOOST_DESCRIBE_STRUCT(number_search_result, (), (uri, available_phone_numbers))

} // namespace signalwire::compat

namespace signalwire::compat
{

using detail::retry_class;

constexpr detail::operation<available_countries> operations::list_available_countries =
    make_get<available_countries>(
        "phone_numbers.list_available_countries", "/AvailablePhoneNumbers");
constexpr detail::operation<available_country> operations::get_available_country =
    make_get<available_country>("phone_numbers.get_available_country", "/AvailablePhoneNumbers/{}");
constexpr detail::operation<number_search_result> operations::search_local =
    make_get<number_search_result>("phone_numbers.search_local", "/AvailablePhoneNumbers/{}/Local");
constexpr detail::operation<number_search_result> operations::search_toll_free =
    make_get<number_search_result>(
        "phone_numbers.search_toll_free", "/AvailablePhoneNumbers/{}/TollFree");
constexpr detail::operation<incoming_phone_number> operations::import_phone_number =
    make_post<incoming_phone_number>(
        "phone_numbers.import_number", "/ImportedPhoneNumbers", retry_class::unsafe, 201,
        "number number_type");
constexpr detail::operation<incoming_phone_number> operations::purchase_phone_number =
    make_post<incoming_phone_number>(
        "phone_numbers.purchase", "/IncomingPhoneNumbers", retry_class::unsafe, 201, "PhoneNumber");
constexpr detail::operation<incoming_phone_number> operations::get_phone_number =
    make_get<incoming_phone_number>("phone_numbers.get", "/IncomingPhoneNumbers/{}");
constexpr detail::operation<incoming_phone_number> operations::update_phone_number =
    make_post<incoming_phone_number>(
        "phone_numbers.update", "/IncomingPhoneNumbers/{}", retry_class::idempotent, 200);
constexpr detail::operation<void> operations::remove_phone_number =
    make_remove("phone_numbers.remove", "/IncomingPhoneNumbers/{}");

constexpr paging::list_type phone_numbers_list =
    make_list_type<phone_number_page, &incoming_phone_number::date_created>(
        "phone_numbers.list", "/IncomingPhoneNumbers", paging::list_order::unknown);

template struct model<available_phone_number_capabilities>;
template struct model<available_phone_number>;
template struct model<country_subresource_uris>;
template struct model<available_country>;
template struct model<phone_number_capabilities>;
template struct model<incoming_phone_number>;
template struct model<available_countries>;
template struct model<number_search_result>;

} // namespace signalwire::compat
