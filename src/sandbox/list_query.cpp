#include "sandbox/list_query.hpp"

#include "sandbox/percent.hpp"
#include "sandbox/rfc2822.hpp"

#include <signalwire/compat/call_status.hpp>

#include <algorithm>
#include <charconv>
#include <set>
#include <system_error>
#include <utility>

namespace signalwire::sandbox::detail
{

namespace
{

using refusal_or_nothing = std::optional<answer>;

/// One `name=value` of a query, decoded.
struct parameter
{
    parameter() = default;

    std::string name;
    std::string value;
    bool doubled_sign = false;
};

std::optional<parameter> decode_parameter(std::string_view text)
{
    std::size_t const sign = std::min(text.find('='), text.size());
    std::string_view const raw_value = text.substr(std::min(sign + 1, text.size()));
    std::optional<std::string> name = decode_query_part(text.substr(0, sign));
    std::optional<std::string> value = decode_query_part(raw_value);
    if (!name || !value)
        return std::nullopt;
    parameter result;
    result.name = std::move(*name);
    result.value = std::move(*value);
    result.doubled_sign = raw_value.find('=') != std::string_view::npos;
    return result;
}

std::optional<std::uint64_t> parse_number(std::string_view text) noexcept
{
    std::uint64_t number = 0;
    char const* const end = text.data() + text.size();
    auto const [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || stop != end)
        return std::nullopt;
    return number;
}

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

// A leading space was a plus sign that somebody forgot to encode.
refusal_or_nothing take_text(std::optional<std::string>& target, parameter const& given)
{
    if (given.value.starts_with(' '))
        return refused_parameter(given.name, "begins with a space; a plus sign is %2B");
    target = given.value;
    return std::nullopt;
}

refusal_or_nothing take_time(
    std::optional<std::chrono::sys_seconds>& target, parameter const& given)
{
    target = parse_rfc2822(given.value);
    if (!target)
        return refused_parameter(
            given.name, "is not a time such as Fri, 21 Sep 2018 10:00:00 +0000");
    return std::nullopt;
}

refusal_or_nothing take_page(list_query& query, parameter const& given)
{
    query.page = parse_number(given.value);
    if (!query.page)
        return refused_parameter(given.name, "is not a number from 0 on");
    return std::nullopt;
}

refusal_or_nothing take_page_size(list_query& query, parameter const& given)
{
    query.page_size = parse_number(given.value).value_or(0);
    if (query.page_size < 1 || query.page_size > 1000)
        return refusal(400, 54454, "Page size must be a number from 1 to 1000");
    return std::nullopt;
}

refusal_or_nothing take_page_token(list_query& query, parameter const& given)
{
    if (!given.value.starts_with("PA") && !given.value.starts_with("PB"))
        return bad_page_token();
    query.page_token = given.value;
    return std::nullopt;
}

refusal_or_nothing take_time_of(
    time_selection& times, std::string_view suffix, parameter const& given)
{
    if (suffix.empty())
        return take_time(times.at, given);
    if (suffix == "<")
        return take_time(times.before, given);
    if (suffix == ">")
        return take_time(times.after, given);
    return refused_parameter(given.name, "is not a parameter of this operation");
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
    if (name == "Page")
        return take_page(query, given);
    if (name == "PageSize")
        return take_page_size(query, given);
    if (name == "PageToken")
        return take_page_token(query, given);
    return refused_parameter(name, "is not a parameter of this operation");
}

refusal_or_nothing check_form(parameter const& given, std::set<std::string>& seen)
{
    if (!seen.insert(given.name).second)
        return refused_parameter(given.name, "is given twice");
    if (given.doubled_sign)
        return refused_parameter(given.name, "has a second equals sign");
    if (given.value.empty() && given.name != "PageToken")
        return refused_parameter(given.name, "has no value");
    return std::nullopt;
}

} // namespace

answer bad_page_token()
{
    return refusal(400, 54453, "Page token is missing, invalid or of another listing");
}

std::variant<list_query, answer> parse_list_query(std::string_view query)
{
    list_query result;
    std::set<std::string> seen;
    while (!query.empty())
    {
        std::size_t const end = std::min(query.find('&'), query.size());
        std::string_view const text = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (text.empty())
            continue;
        std::optional<parameter> const given = decode_parameter(text);
        if (!given)
            return refusal(400, 20001, "The query has a malformed percent sign");
        if (refusal_or_nothing refused = check_form(*given, seen))
            return *std::move(refused);
        if (refusal_or_nothing refused = take(result, *given))
            return *std::move(refused);
    }
    return result;
}

std::optional<selection> selection_of(compat::call_filter const& filter)
{
    selection result;
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
