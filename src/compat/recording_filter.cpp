#include <signalwire/compat/recording_filter.hpp>

namespace signalwire::compat
{

recording_filter& recording_filter::date_created(timestamp value)
{
    return set_time("DateCreated", value);
}

recording_filter& recording_filter::date_created_before(timestamp value)
{
    return set_time("DateCreated<", value);
}

recording_filter& recording_filter::date_created_after(timestamp value)
{
    return set_time("DateCreated>", value);
}

recording_filter& recording_filter::call_sid(std::string_view value)
{
    return set_text("CallSid", value);
}

recording_filter& recording_filter::conference_sid(std::string_view value)
{
    return set_text("ConferenceSid", value);
}

} // namespace signalwire::compat
