#include "compat/describe_recordings.hpp"
#include "compat/list_resource_definitions.hpp"

#include <signalwire/compat/recordings_resource.hpp>

namespace signalwire
{

template <>
struct paging::page_traits<compat::recording_page> : compat::resource_traits<compat::recording_page>
{
    static constexpr std::string_view path = "/Recordings";

    static std::optional<std::chrono::sys_seconds> selected_time(
        compat::recording const& item) noexcept
    {
        return moment(item);
    }

    /// What the filter compares is the time of making itself.
    static constexpr time_parameters times = {
        "DateCreated>", "DateCreated<", std::chrono::seconds(1), std::chrono::seconds(1)};
};

template class compat::list_resource<compat::recording_page, compat::recording_filter>;

} // namespace signalwire
