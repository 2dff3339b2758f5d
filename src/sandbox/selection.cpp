#include "sandbox/selection.hpp"

#include "sandbox/percent.hpp"
#include "sandbox/rfc2822.hpp"

#include <string_view>

namespace signalwire::sandbox::detail
{

namespace
{

void append_parameter(
    std::string& out, std::string_view name, std::optional<std::string> const& value)
{
    if (!value)
        return;
    if (!out.empty())
        out += '&';
    append_percent_encoded(out, name);
    out += '=';
    append_percent_encoded(out, *value);
}

void append_parameter(
    std::string& out, std::string_view name, std::optional<std::chrono::sys_seconds> const& value)
{
    if (!value)
        return;
    std::string text;
    append_rfc2822(text, *value);
    append_parameter(out, name, std::optional<std::string>(text));
}

void append_parameters(std::string& out, std::string const& name, time_selection const& times)
{
    append_parameter(out, name, times.at);
    append_parameter(out, name + "<", times.before);
    append_parameter(out, name + ">", times.after);
}

} // namespace

bool time_selection::matches(std::optional<std::chrono::sys_seconds> time) const noexcept
{
    if (!time)
        return is_empty();
    return (!at || *time == *at) && (!before || *time < *before) && (!after || *time > *after);
}

bool selection::is_everything() const noexcept
{
    return !status && !to && !from && !parent_call_sid && start_time.is_empty()
        && end_time.is_empty();
}

bool selection::matches(call_data const& data, std::size_t index) const
{
    return (!status || data.status(index) == *status)
        && (start_time.is_empty() || start_time.matches(data.start_time(index)))
        && (end_time.is_empty() || end_time.matches(data.end_time(index)))
        && (!to || data.to(index) == *to) && (!from || data.from(index) == *from)
        && (!parent_call_sid || data.parent_call_sid(index) == *parent_call_sid);
}

std::string selection::encoded() const
{
    std::string out;
    append_parameter(out, "Status", status);
    append_parameter(out, "To", to);
    append_parameter(out, "From", from);
    append_parameter(out, "ParentCallSid", parent_call_sid);
    append_parameters(out, "StartTime", start_time);
    append_parameters(out, "EndTime", end_time);
    return out;
}

std::vector<std::uint32_t> select(call_data const& data, selection const& what)
{
    std::vector<std::uint32_t> selected;
    for (std::size_t i = 0; i != data.size(); ++i)
    {
        if (what.matches(data, i))
            selected.push_back(static_cast<std::uint32_t>(i));
    }
    return selected;
}

} // namespace signalwire::sandbox::detail
