#include "compat/describe_recordings.hpp"
#include "compat/lists.hpp"
#include "compat/make_list_type.hpp"
#include "compat/make_operation.hpp"
#include "compat/model.hpp"
#include "json/writer.hpp"

#include <signalwire/compat/recordings_resource.hpp>

#include <chrono>

namespace signalwire::compat
{

// Without the suffix the response is the audio.
constexpr detail::operation<recording> operations::get_recording =
    make_get<recording>("recordings.get", "/Recordings/{}.json");
constexpr detail::operation<void> operations::remove_recording =
    make_remove("recordings.remove", "/Recordings/{}");

/// The filter compares the time of creation itself.
constexpr paging::list_type recordings_list =
    make_list_type<recording_page, &recording::date_created>(
        "/Recordings", paging::list_order::newest_first,
        {"DateCreated>", "DateCreated<", std::chrono::seconds(1), std::chrono::seconds(1)});

bool operator==(recording_subresource_uris const& left, recording_subresource_uris const& right)
{
    return equal_members(left, right);
}

bool operator==(recording const& left, recording const& right)
{
    return equal_members(left, right);
}

bool recording::has_member(std::string_view member) const noexcept
{
    return received_member(*this, member);
}

std::string to_json(recording const& value)
{
    return json::write(value);
}

std::string recordings_resource::sound_path(std::string_view sid, recording_format format)
{
    return detail::expand_path(
        format == recording_format::wav ? "/Recordings/{}.wav" : "/Recordings/{}.mp3",
        {std::string(sid)});
}

} // namespace signalwire::compat
