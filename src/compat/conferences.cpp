#include "compat/describe_recordings.hpp"
#include "compat/lists.hpp"
#include "compat/make_list_type.hpp"
#include "compat/make_operation.hpp"
#include "compat/model.hpp"

#include <signalwire/compat/conferences_resource.hpp>

#include <boost/describe/class.hpp>

#include <array>
#include <string_view>

namespace signalwire::compat
{

BOOST_DESCRIBE_STRUCT(conference_subresource_uris, (), (participants, recordings))

BOOST_DESCRIBE_STRUCT(
    conference, (),
    (sid, account_sid, date_created, date_updated, friendly_name, status, api_version, region, uri,
     subresource_uris))

BOOST_DESCRIBE_STRUCT(
    participant, (),
    (account_sid, call_sid, call_sid_to_coach, coaching, conference_sid, date_created, status,
     date_updated, end_conference_on_exit, muted, hold, start_conference_on_enter, uri))

BOOST_DESCRIBE_STRUCT(
    conference_stream, (), (account_sid, conference_sid, date_updated, name, sid, status, uri))

BOOST_DESCRIBE_STRUCT(
    conference_page, (),
    (uri, first_page_uri, next_page_uri, previous_page_uri, page, page_size, conferences))

BOOST_DESCRIBE_STRUCT(
    participant_page, (),
    (uri, first_page_uri, next_page_uri, previous_page_uri, page, page_size, participants))

} // namespace signalwire::compat

namespace signalwire::compat
{

using detail::retry_class;

constexpr detail::operation<conference> operations::get_conference =
    make_get<conference>("conferences.get", "/Conferences/{}");
constexpr detail::operation<conference> operations::update_conference =
    with_503(make_post<conference>(
        "conferences.update", "/Conferences/{}", retry_class::idempotent, 200, {}, "AnnounceUrl"));
constexpr detail::operation<conference_stream> operations::start_conference_stream =
    make_post<conference_stream>(
        "conferences.start_stream", "/Conferences/{}/Streams", retry_class::unsafe, 200, "Url");
constexpr detail::operation<conference_stream> operations::stop_conference_stream =
    make_post<conference_stream>(
        "conferences.stop_stream", "/Conferences/{}/Streams/{}", retry_class::idempotent, 200,
        "Status");
constexpr detail::operation<participant> operations::get_participant =
    make_get<participant>("conferences.participants.get", "/Conferences/{}/Participants/{}");
constexpr detail::operation<participant> operations::update_participant = make_post<participant>(
    "conferences.participants.update", "/Conferences/{}/Participants/{}", retry_class::idempotent,
    200, {}, "AnnounceUrl");
constexpr detail::operation<void> operations::remove_participant =
    make_remove("conferences.participants.remove", "/Conferences/{}/Participants/{}");
constexpr detail::operation<recording> operations::get_conference_recording =
    make_get<recording>("conferences.recordings.get", "/Conferences/{}/Recordings/{}.json");
constexpr detail::operation<recording> operations::update_conference_recording =
    with_503(make_post<recording>(
        "conferences.recordings.update", "/Conferences/{}/Recordings/{}", retry_class::idempotent,
        200, "Status"));
constexpr detail::operation<void> operations::remove_conference_recording =
    make_remove("conferences.recordings.remove", "/Conferences/{}/Recordings/{}");

constexpr paging::list_type conferences_list =
    make_list_type<conference_page, &conference::date_created>(
        "conferences.list", "/Conferences", paging::list_order::unknown);
constexpr paging::list_type participants_list =
    make_list_type<participant_page, &participant::date_created>(
        "conferences.participants.list", "/Conferences/{}/Participants",
        paging::list_order::unknown);
constexpr paging::list_type conference_recordings_list =
    make_list_type<recording_page, &recording::date_created>(
        "conferences.recordings.list", "/Conferences/{}/Recordings", paging::list_order::unknown);

template struct model<conference_subresource_uris>;
template struct model<conference>;
template struct model<participant>;
template struct model<conference_stream>;

} // namespace signalwire::compat
