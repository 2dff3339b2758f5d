#include "sandbox/selection.hpp"

#include "sandbox/percent_encoding.hpp"
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

std::chrono::sys_seconds round_down(
    std::chrono::sys_seconds time, std::chrono::seconds unit) noexcept
{
    return time - (time.time_since_epoch() % unit + unit) % unit;
}

} // namespace

std::chrono::seconds time_selection::slack() const noexcept
{
    switch (bounds.precision)
    {
    case bounds_precision::minute:
    case bounds_precision::whole_minute: return std::chrono::minutes(1);
    case bounds_precision::day:
    case bounds_precision::whole_day: return std::chrono::days(1);
    default: return std::chrono::seconds(1);
    }
}

bool time_selection::matches(std::optional<std::chrono::sys_seconds> time) const noexcept
{
    if (!time || is_empty())
        return is_empty();
    std::chrono::seconds const unit = slack();
    bool const whole = bounds.precision == bounds_precision::whole_minute
        || bounds.precision == bounds_precision::whole_day;
    std::chrono::sys_seconds const compared = whole ? round_down(*time, unit) : *time;
    auto const below = [](auto const& left, auto const& right, bool inclusive) {
        return left < right || (inclusive && left == right);
    };
    return (!at || round_down(*time, unit) == round_down(*at, unit))
        && (!before || below(compared, round_down(*before, unit), bounds.upper_inclusive))
        && (!after || below(round_down(*after, unit), compared, bounds.lower_inclusive));
}

bool selection::is_everything() const noexcept
{
    return !status && !to && !from && !parent_call_sid && start_time.is_empty()
        && end_time.is_empty();
}

bool selection::matches(account const& calls, call_number number) const
{
    return (!status || calls.status(number) == *status)
        && (start_time.is_empty() || start_time.matches(calls.start_time(number)))
        && (end_time.is_empty() || end_time.matches(calls.end_time(number)))
        && (!to || calls.to(number) == *to) && (!from || calls.from(number) == *from)
        && (!parent_call_sid || calls.parent_call_sid(number) == *parent_call_sid);
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

} // namespace signalwire::sandbox::detail
