#include <signalwire/compat/call_filter.hpp>

namespace signalwire::compat
{

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
