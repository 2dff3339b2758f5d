#include <signalwire/compat/call_filter.hpp>

#include <limits>

namespace signalwire::compat
{

call_filter& call_filter::status(call_status const& value)
{
    query_.set_text("Status", value.text());
    return *this;
}

call_filter& call_filter::to(std::string_view value)
{
    query_.set_text("To", value);
    return *this;
}

call_filter& call_filter::from(std::string_view value)
{
    query_.set_text("From", value);
    return *this;
}

call_filter& call_filter::parent_call_sid(std::string_view value)
{
    query_.set_text("ParentCallSid", value);
    return *this;
}

call_filter& call_filter::start_time(timestamp value)
{
    query_.set_time("StartTime", value);
    return *this;
}

call_filter& call_filter::start_time_before(timestamp value)
{
    query_.set_time("StartTime<", value);
    return *this;
}

call_filter& call_filter::start_time_after(timestamp value)
{
    query_.set_time("StartTime>", value);
    return *this;
}

call_filter& call_filter::end_time(timestamp value)
{
    query_.set_time("EndTime", value);
    return *this;
}

call_filter& call_filter::end_time_before(timestamp value)
{
    query_.set_time("EndTime<", value);
    return *this;
}

call_filter& call_filter::end_time_after(timestamp value)
{
    query_.set_time("EndTime>", value);
    return *this;
}

call_filter& call_filter::page(int value)
{
    query_.set_number("Page", value, 0, std::numeric_limits<int>::max());
    return *this;
}

call_filter& call_filter::page_size(int value)
{
    query_.set_number("PageSize", value, 1, 1000);
    return *this;
}

call_filter& call_filter::page_token(std::string_view value)
{
    query_.set_page_token(value);
    return *this;
}

} // namespace signalwire::compat
