#include "compat/describe_recordings.hpp"
#include "compat/lists.hpp"
#include "compat/make_list_type.hpp"
#include "compat/make_operation.hpp"
#include "compat/model.hpp"

#include <signalwire/compat/recordings_resource.hpp>

#include <chrono>

namespace signalwire::compat
{

// Without the suffix the response is the audio.
constexpr detail::operation<recording> operations::get_recording =
    make_get<recording>("recordings.get", "/Recordings/{}.json");
constexpr detail::operation<void> operations::remove_recording =
    make_remove("recordings.remove", "/Recordings/{}");
constexpr detail::content_operation operations::download_recording =
    make_download("recordings.download", "/Recordings/{}", true);

/// The filter compares the time of creation itself.
constexpr paging::list_type recordings_list =
    make_list_type<recording_page, &recording::date_created>(
        "recordings.list", "/Recordings", paging::list_order::newest_first,
        {"DateCreated>", "DateCreated<", std::chrono::seconds(1), std::chrono::seconds(1)});

template struct model<recording_subresource_uris>;
template struct model<recording>;

} // namespace signalwire::compat
