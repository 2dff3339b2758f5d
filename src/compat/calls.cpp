#include "compat/describe_calls.hpp"
#include "compat/lists.hpp"
#include "compat/make_list_type.hpp"
#include "compat/model.hpp"
#include "json/writer.hpp"

#include <signalwire/compat/call_filter.hpp>

#include <chrono>

namespace signalwire::compat
{

/// A call may wait in a queue before it begins; mostly it only rings.
constexpr paging::list_type calls_list = make_list_type<call_page, &call::start_time>(
    "/Calls", {"StartTime>", "StartTime<", std::chrono::hours(24), std::chrono::minutes(1)});

bool operator==(call_subresource_uris const& left, call_subresource_uris const& right)
{
    return equal_members(left, right);
}

bool operator==(call const& left, call const& right)
{
    return equal_members(left, right);
}

bool call::has_member(std::string_view member) const noexcept
{
    return received_member(*this, member);
}

std::string to_json(call const& value)
{
    return json::write(value);
}

call_filter& call_filter::status(call_status const& value)
{
    return set_text("Status", value.text());
}

call_filter& call_filter::to(std::string_view value)
{
    return set_text("To", value);
}

call_filter& call_filter::from(std::string_view value)
{
    return set_text("From", value);
}

call_filter& call_filter::parent_call_sid(std::string_view value)
{
    return set_text("ParentCallSid", value);
}

call_filter& call_filter::start_time(timestamp value)
{
    return set_time("StartTime", value);
}

call_filter& call_filter::start_time_before(timestamp value)
{
    return set_time("StartTime<", value);
}

call_filter& call_filter::start_time_after(timestamp value)
{
    return set_time("StartTime>", value);
}

call_filter& call_filter::end_time(timestamp value)
{
    return set_time("EndTime", value);
}

call_filter& call_filter::end_time_before(timestamp value)
{
    return set_time("EndTime<", value);
}

call_filter& call_filter::end_time_after(timestamp value)
{
    return set_time("EndTime>", value);
}

} // namespace signalwire::compat
