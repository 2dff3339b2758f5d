#include "sandbox/list_query.hpp"

#include "sandbox/rfc2822.hpp"

#include <signalwire/compat/call_status.hpp>

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

refusal_or_nothing take_status(list_query& query, parameter const& given)
{
    if (!is_known_status(given.value))
        return refused_parameter(given.name, "is not a status of calls");
    query.filter.status = given.value;
    return std::nullopt;
}

refusal_or_nothing take(list_query& query, parameter const& given)
{
    std::string_view const name = given.name;
    if (name == "Status")
        return take_status(query, given);
    if (name == "To")
        return take_text(query.filter.to, given);
    if (name == "From")
        return take_text(query.filter.from, given);
    if (name == "ParentCallSid")
        return take_text(query.filter.parent_call_sid, given);
    if (name.starts_with("StartTime"))
        return take_time_of(query.filter.start_time, name.substr(9), given);
    if (name.starts_with("EndTime"))
        return take_time_of(query.filter.end_time, name.substr(7), given);
    return take_paging(query, given);
}

} // namespace

std::variant<list_query, answer> parse_list_query(std::string_view query, time_bounds const& manner)
{
    list_query result;
    result.filter.start_time.manner = result.filter.end_time.manner = manner;
    if (refusal_or_nothing refused =
            read_query(query, [&](parameter const& given) { return take(result, given); }))
        return *std::move(refused);
    return result;
}

std::optional<selection> selection_of(compat::call_filter const& filter, time_bounds const& manner)
{
    selection result;
    result.start_time.manner = result.end_time.manner = manner;
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
