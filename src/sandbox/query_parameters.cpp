#include "sandbox/query_parameters.hpp"

#include "sandbox/iso8601.hpp"
#include "sandbox/percent_encoding.hpp"
#include "sandbox/rfc2822.hpp"

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

optional_error parse_page(paging_query& query, parameter const& param)
{
    query.page = parse_number(param.value);
    if (!query.page)
        return invalid_parameter(param.name, "is not a number of 0 or more");
    return std::nullopt;
}

optional_error parse_page_size(paging_query& query, parameter const& param)
{
    query.page_size = parse_number(param.value).value_or(0);
    if (query.page_size < 1 || query.page_size > 1000)
        return error_response(400, 54454, "Page size must be a number from 1 to 1000");
    return std::nullopt;
}

optional_error parse_page_token(paging_query& query, parameter const& param)
{
    if (!param.value.starts_with("PA") && !param.value.starts_with("PB"))
        return page_token_error();
    query.page_token = param.value;
    return std::nullopt;
}

} // namespace

optional_error read_query(
    std::string_view query, std::function<optional_error(parameter const&)> const& accept)
{
    std::set<std::string> seen;
    while (!query.empty())
    {
        std::size_t const end = std::min(query.find('&'), query.size());
        std::string_view const text = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (text.empty())
            continue;
        std::optional<parameter> const param = decode_parameter(text);
        if (!param)
            return error_response(400, 20001, "The query has a malformed percent sign");
        if (optional_error error = check_form(*param, seen))
            return error;
        if (optional_error error = accept(*param))
            return error;
    }
    return std::nullopt;
}

optional_error parse_paging(paging_query& query, parameter const& param)
{
    if (param.name == "Page")
        return parse_page(query, param);
    if (param.name == "PageSize")
        return parse_page_size(query, param);
    if (param.name == "PageToken")
        return parse_page_token(query, param);
    return invalid_parameter(param.name, "is not a parameter of this operation");
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

std::optional<page_position> find_position(
    paging_query const& query, std::uint64_t listing, page_token_expiry const& expiry,
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
