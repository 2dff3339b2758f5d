#include "sandbox/query_parameters.hpp"

#include "sandbox/form.hpp"
#include "sandbox/percent_encoding.hpp"
#include "sandbox/times.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <set>
#include <system_error>
#include <utility>

namespace signalwire::sandbox::detail
{

namespace
{

using optional_error = std::optional<response>;

/// A decoded `name=value` pair of a query.
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
    std::optional<std::string> name = decode_query_component(text.substr(0, sign));
    std::optional<std::string> value = decode_query_component(raw_value);
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

optional_error check_form(parameter const& param, std::set<std::string>& seen)
{
    if (!seen.insert(param.name).second)
        return invalid_parameter(param.name, "is repeated");
    if (param.doubled_sign)
        return invalid_parameter(param.name, "has a second equals sign");
    if (param.value.empty() && param.name != "PageToken")
        return invalid_parameter(param.name, "has no value");
    return std::nullopt;
}

optional_error parse_time(std::optional<std::chrono::sys_seconds>& target, parameter const& param)
{
    target = parse_rfc2822(param.value);
    if (!target)
        target = parse_iso8601(param.value);
    if (!target)
        return invalid_parameter(
            param.name,
            "is not a time such as Fri, 21 Sep 2018 10:00:00 +0000 or 2018-09-21T10:00:00Z");
    return std::nullopt;
}

// A leading space is a plus sign that was not encoded.
optional_error parse_text(std::optional<std::string>& target, parameter const& param)
{
    if (param.value.starts_with(' '))
        return invalid_parameter(param.name, "begins with a space; a plus sign is %2B");
    target = param.value;
    return std::nullopt;
}

optional_error parse_time_of(time_selection& times, std::string_view suffix, parameter const& param)
{
    if (suffix.empty())
        return parse_time(times.at, param);
    if (suffix == "<")
        return parse_time(times.before, param);
    if (suffix == ">")
        return parse_time(times.after, param);
    return invalid_parameter(param.name, "is not a parameter of this operation");
}

/// Parses a bound of a time that the API compares as a date.
optional_error parse_day(time_selection& times, std::string_view suffix, parameter param)
{
    times.bounds.precision = bounds_precision::day;
    if (param.value.size() == std::string_view("2018-09-21").size())
        param.value += "T00:00:00Z";
    if (!param.value.ends_with('Z'))
        return invalid_parameter(param.name, "is not a date such as 2018-09-21");
    return parse_time_of(times, suffix, param);
}

/// Returns the member that a parameter of a filter compares.
std::string member_of(parameter_facts const& facts)
{
    return facts.initial.empty() ? member_name(facts.name) : std::string(facts.initial);
}

optional_error parse_filter(
    list_query& query, parameter_facts const& facts, parameter const& param,
    time_bounds const& bounds)
{
    query.encoded_filter += query.encoded_filter.empty() ? "" : "&";
    append_percent_encoded(query.encoded_filter, param.name);
    query.encoded_filter += '=';
    append_percent_encoded(query.encoded_filter, param.value);
    bool const is_part = facts.type == "area" || facts.type == "part";
    bool const is_time = facts.bounds || facts.type == "after" || facts.type == "until";
    if (!is_time && !is_part && !is_valid_value(param.value, facts.type))
        return invalid_parameter(param.name, "is not one of " + std::string(facts.type));
    if (facts.initial == "-")
        return std::nullopt;
    condition& tested = query.filter.at(member_of(facts));
    if (is_part)
    {
        tested.part = (facts.type == "area" ? "+1" : "") + param.value;
        return std::nullopt;
    }
    if (facts.type == "bool")
    {
        tested.text = unified(param.value);
        return std::nullopt;
    }
    if (!is_time)
        return parse_text(tested.text, param);
    std::string_view const suffix = std::string_view(param.name).substr(facts.name.size());
    if (facts.type == "day")
        return parse_day(tested.times, suffix, param);
    tested.times.bounds = bounds;
    if (facts.bounds)
        return parse_time_of(tested.times, suffix, param);
    tested.times.bounds.upper_inclusive = true;
    return parse_time(facts.type == "after" ? tested.times.after : tested.times.before, param);
}

optional_error parse_page(list_query& query, parameter const& param)
{
    query.page = parse_number(param.value);
    if (!query.page)
        return invalid_parameter(param.name, "is not a number of 0 or more");
    return std::nullopt;
}

optional_error parse_page_size(list_query& query, parameter const& param)
{
    query.page_size = parse_number(param.value).value_or(0);
    if (query.page_size < 1 || query.page_size > 1000)
        return error_response(400, 54454, "Page size must be a number from 1 to 1000");
    return std::nullopt;
}

optional_error parse_page_token(list_query& query, parameter const& param)
{
    if (!param.value.starts_with("PA") && !param.value.starts_with("PB"))
        return page_token_error();
    query.page_token = param.value;
    return std::nullopt;
}

optional_error parse_paging(list_query& query, parameter const& param)
{
    if (param.name == "Page")
        return parse_page(query, param);
    if (param.name == "PageSize")
        return parse_page_size(query, param);
    if (param.name == "PageToken")
        return parse_page_token(query, param);
    return invalid_parameter(param.name, "is not a parameter of this operation");
}

optional_error parse_parameter(
    list_query& query, operation_facts const& operation, parameter const& param,
    time_bounds const& bounds)
{
    std::string_view const name = param.name;
    for (std::string_view words = operation.parameters; !words.empty();)
    {
        parameter_facts const each = parameter_facts::next(words);
        bool const is_bound =
            each.bounds && name.starts_with(each.name) && name.size() <= each.name.size() + 1;
        if (name == each.name || is_bound)
            return parse_filter(query, each, param, bounds);
    }
    if (operation.has("unpaged"))
        return invalid_parameter(name, "is not a parameter of this operation");
    return parse_paging(query, param);
}

} // namespace

std::variant<list_query, response> parse_list_query(
    std::string_view query, operation_facts const& operation, time_bounds const& bounds)
{
    list_query result;
    std::set<std::string> seen;
    while (!query.empty())
    {
        std::string_view const text = take_until(query, '&');
        if (text.empty())
            continue;
        std::optional<parameter> const param = decode_parameter(text);
        if (!param)
            return error_response(400, 20001, "The query has a malformed percent sign");
        optional_error error = check_form(*param, seen);
        if (!error)
            error = parse_parameter(result, operation, *param, bounds);
        if (error)
            return *std::move(error);
    }
    return result;
}

std::optional<page_position> find_position(
    list_query const& query, std::uint64_t listing, page_token_expiry const& expiry,
    std::uint64_t request, std::int64_t first)
{
    page_position result;
    result.edge = first;
    if (!query.page_token.empty())
    {
        std::optional<page_position> const token = read_page_token(listing, query.page_token);
        if (!token || !expiry.is_valid(token->stamp, request)
            || (query.page && *query.page != token->page))
            return std::nullopt;
        result = *token;
    }
    else if (query.page.value_or(0) != 0)
    {
        return std::nullopt;
    }
    result.stamp = expiry.stamp(request);
    return result;
}

response page_token_error()
{
    return error_response(400, 54453, "Page token is missing, expired or invalid");
}

} // namespace signalwire::sandbox::detail
