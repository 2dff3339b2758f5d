#include "compat/describe_calls.hpp"
#include "compat/list_resource_definitions.hpp"

#include <signalwire/compat/calls_resource.hpp>

namespace signalwire
{

template <>
struct paging::page_traits<compat::call_page> : compat::resource_traits<compat::call_page>
{
    static constexpr std::string_view path = "/Calls";

    static std::optional<std::chrono::sys_seconds> selected_time(compat::call const& item) noexcept
    {
        if (!item.start_time)
            return std::nullopt;
        return item.start_time->time();
    }

    /// A call may wait in a queue before it begins; mostly it only rings.
    static constexpr time_parameters times = {
        "StartTime>", "StartTime<", std::chrono::hours(24), std::chrono::minutes(1)};
};

template class compat::list_resource<compat::call_page, compat::call_filter>;

} // namespace signalwire
