#include "compat/lists.hpp"
#include "compat/make_list_type.hpp"
#include "compat/make_operation.hpp"
#include "compat/model.hpp"

#include <signalwire/compat/accounts_resource.hpp>

#include <boost/describe/class.hpp>

#include <array>
#include <string_view>

namespace signalwire::compat
{

BOOST_DESCRIBE_STRUCT(
    account_subresource_uris, (),
    (addresses, available_phone_numbers, applications, authorized_connect_apps, calls, conferences,
     connect_apps, incoming_phone_numbers, keys, notifications, outgoing_caller_ids, queues,
     recordings, sandbox, sip, short_codes, messages, transcriptions, usage))

BOOST_DESCRIBE_STRUCT(
    account, (),
    (sid, friendly_name, status, auth_token, date_created, date_updated, type, owner_account_sid,
     region_preference, uri, subproject, signing_key, subresource_uris))

BOOST_DESCRIBE_STRUCT(
    account_page, (),
    (uri, first_page_uri, next_page_uri, previous_page_uri, page, page_size, accounts))

} // namespace signalwire::compat

namespace signalwire::compat
{

using detail::retry_class;

constexpr detail::operation<account> operations::create_account =
    make_post<account>("accounts.create", "/Accounts", retry_class::unsafe, 201, "FriendlyName");
constexpr detail::operation<account> operations::get_account =
    make_get<account>("accounts.get", "/Accounts/{}");
constexpr detail::operation<account> operations::update_account = make_post<account>(
    "accounts.update", "/Accounts/{}", retry_class::idempotent, 200, "FriendlyName");

constexpr paging::list_type accounts_list = make_list_type<account_page, &account::date_created>(
    "accounts.list", "/Accounts", paging::list_order::unknown);

template struct model<account_subresource_uris>;
template struct model<account>;

} // namespace signalwire::compat
