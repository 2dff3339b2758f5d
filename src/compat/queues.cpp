#include "compat/lists.hpp"
#include "compat/make_list_type.hpp"
#include "compat/make_operation.hpp"
#include "compat/model.hpp"

#include <signalwire/compat/queues_resource.hpp>

#include <boost/describe/class.hpp>

#include <array>
#include <string_view>

namespace signalwire::compat
{

BOOST_DESCRIBE_STRUCT(
    queue, (),
    (sid, account_sid, friendly_name, max_size, current_size, average_wait_time, date_created,
     date_updated, api_version, uri))

BOOST_DESCRIBE_STRUCT(
    queue_member, (),
    (call_sid, account_sid, queue_sid, date_enqueued, position, wait_time, member_type, uri))

BOOST_DESCRIBE_STRUCT(
    queue_page, (),
    (uri, first_page_uri, next_page_uri, previous_page_uri, page, page_size, queues))

BOOST_DESCRIBE_STRUCT(
    queue_member_page, (),
    (uri, first_page_uri, next_page_uri, previous_page_uri, page, page_size, queue_members))

} // namespace signalwire::compat

namespace signalwire::compat
{

using detail::retry_class;

constexpr detail::operation<queue> operations::create_queue =
    make_post<queue>("queues.create", "/Queues", retry_class::unsafe, 201, "FriendlyName");
constexpr detail::operation<queue> operations::get_queue =
    make_get<queue>("queues.get", "/Queues/{}");
constexpr detail::operation<queue> operations::update_queue =
    make_post<queue>("queues.update", "/Queues/{}", retry_class::idempotent, 200, "FriendlyName");
constexpr detail::operation<void> operations::remove_queue =
    make_remove("queues.remove", "/Queues/{}");
constexpr detail::operation<queue_member> operations::get_queue_member =
    make_get<queue_member>("queues.members.get", "/Queues/{}/Members/{}");
constexpr detail::operation<queue_member> operations::dequeue = with_503(make_post<queue_member>(
    "queues.members.dequeue", "/Queues/{}/Members/{}", retry_class::unsafe, 200, "Url"));

constexpr paging::list_type queues_list = make_list_type<queue_page, &queue::date_created>(
    "queues.list", "/Queues", paging::list_order::unknown);
constexpr paging::list_type queue_members_list =
    make_list_type<queue_member_page, &queue_member::date_enqueued>(
        "queues.members.list", "/Queues/{}/Members", paging::list_order::unknown);

template struct model<queue>;
template struct model<queue_member>;

} // namespace signalwire::compat
