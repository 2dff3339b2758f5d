#include "compat/describe_calls.hpp"
#include "compat/describe_recordings.hpp"
#include "compat/find.hpp"
#include "compat/lists.hpp"
#include "compat/make_list_type.hpp"
#include "compat/make_operation.hpp"
#include "compat/model.hpp"

#include <signalwire/compat/calls_resource.hpp>

#include <chrono>

namespace signalwire::compat
{

using detail::retry_class;

constexpr detail::operation<call> operations::create_call =
    make_post<call>("calls.create", "/Calls", retry_class::unsafe, 200, "To From");
constexpr detail::operation<call> operations::get_call = make_get<call>("calls.get", "/Calls/{}");
constexpr detail::operation<call> operations::update_call =
    with_503(make_post<call>("calls.update", "/Calls/{}", retry_class::idempotent, 200, {}, "Url"));
constexpr detail::operation<void> operations::remove_call =
    make_remove("calls.remove", "/Calls/{}");

constexpr detail::operation<recording> operations::start_recording = with_503(make_post<recording>(
    "calls.start_recording", "/Calls/{}/Recordings", retry_class::unsafe, 200));
constexpr detail::operation<recording> operations::update_recording = with_503(make_post<recording>(
    "calls.update_recording", "/Calls/{}/Recordings/{}", retry_class::idempotent, 200, "Status"));
constexpr detail::operation<call_stream> operations::start_stream = with_503(make_post<call_stream>(
    "calls.start_stream", "/Calls/{}/Streams", retry_class::unsafe, 200, "Url"));
constexpr detail::operation<call_stream> operations::stop_stream = with_503(make_post<call_stream>(
    "calls.stop_stream", "/Calls/{}/Streams/{}", retry_class::idempotent, 200, "Status"));

/// A call may wait in a queue before it begins; mostly it only rings.
constexpr paging::list_type calls_list = make_list_type<call_page, &call::start_time>(
    "calls.list", "/Calls", paging::list_order::newest_first,
    {"StartTime>", "StartTime<", std::chrono::hours(24), std::chrono::minutes(1)});

detail::form operations::stopped_status()
{
    detail::form out;
    out.set_text("Status", "stopped");
    return out;
}

detail::item_search operations::find_call(new_call const& form, timestamp since)
{
    detail::item_search out = search_by_addresses(form.fields());
    out.is_match = [fields = form.fields(), since](void const* item) {
        call const& each = *static_cast<call const*>(item);
        return each.direction != call_direction::inbound && is_made_by(fields, each, since);
    };
    return out;
}

template struct model<call_subresource_uris>;
template struct model<call>;
template struct model<call_stream>;

} // namespace signalwire::compat
