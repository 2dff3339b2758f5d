#include "sandbox/list_query.hpp"

#include "sandbox/rfc2822.hpp"

#include <signalwire/compat/call.hpp>

#include <algorithm>
#include <utility>

namespace signalwire::sandbox::detail
{

namespace
{

bool is_known_status(std::string_view text) noexcept
{
    auto const& names = compat::call_status::names;
    return std::find(names.begin(), names.end(), text) != names.end();
}

optional_error parse_status(list_query& query, parameter const& param)
{
    if (!is_known_status(param.value))
        return invalid_parameter(param.name, "is not a call status");
    query.filter.status = param.value;
    return std::nullopt;
}

optional_error parse_parameter(list_query& query, parameter const& param)
{
    std::string_view const name = param.name;
    if (name == "Status")
        return parse_status(query, param);
    if (name == "To")
        return parse_text(query.filter.to, param);
    if (name == "From")
        return parse_text(query.filter.from, param);
    if (name == "ParentCallSid")
        return parse_text(query.filter.parent_call_sid, param);
    if (name.starts_with("StartTime"))
        return parse_time_of(query.filter.start_time, name.substr(9), param);
    if (name.starts_with("EndTime"))
        return parse_time_of(query.filter.end_time, name.substr(7), param);
    return parse_paging(query, param);
}

} // namespace

std::variant<list_query, response> parse_list_query(
    std::string_view query, time_bounds const& bounds)
{
    list_query result;
    result.filter.start_time.bounds = result.filter.end_time.bounds = bounds;
    if (optional_error error = read_query(
            query, [&](parameter const& param) { return parse_parameter(result, param); }))
        return *std::move(error);
    return result;
}

std::optional<selection> selection_of(compat::call_filter const& filter, time_bounds const& bounds)
{
    selection result;
    result.start_time.bounds = result.end_time.bounds = bounds;
    signalwire::detail::query const& query = filter.query();
    bool readable = true;
    auto const text = [&](std::string_view name) {
        std::string_view const value = query.get(name);
        return value.empty() ? std::nullopt : std::optional<std::string>(value);
    };
    auto const time = [&](std::string_view name) -> std::optional<std::chrono::sys_seconds> {
        std::string_view const value = query.get(name);
        std::optional<std::chrono::sys_seconds> const parsed = parse_rfc2822(value);
        readable = readable && (value.empty() || parsed);
        return parsed;
    };

    result.status = text("Status");
    result.to = text("To");
    result.from = text("From");
    result.parent_call_sid = text("ParentCallSid");
    result.start_time.at = time("StartTime");
    result.start_time.before = time("StartTime<");
    result.start_time.after = time("StartTime>");
    result.end_time.at = time("EndTime");
    result.end_time.before = time("EndTime<");
    result.end_time.after = time("EndTime>");
    return readable ? std::optional<selection>(std::move(result)) : std::nullopt;
}

} // namespace signalwire::sandbox::detail
