#include "sandbox/query_parameters.hpp"

#include "sandbox/iso8601.hpp"
#include "sandbox/percent.hpp"
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

refusal_or_nothing take_time(
    std::optional<std::chrono::sys_seconds>& target, parameter const& given)
{
    target = parse_rfc2822(given.value);
    if (!target)
        target = parse_iso8601(given.value);
    if (!target)
        return refused_parameter(
            given.name,
            "is not a time such as Fri, 21 Sep 2018 10:00:00 +0000 or 2018-09-21T10:00:00Z");
    return std::nullopt;
}

refusal_or_nothing take_page(paging_query& query, parameter const& given)
{
    query.page = parse_number(given.value);
    if (!query.page)
        return refused_parameter(given.name, "is not a number from 0 on");
    return std::nullopt;
}

refusal_or_nothing take_page_size(paging_query& query, parameter const& given)
{
    query.page_size = parse_number(given.value).value_or(0);
    if (query.page_size < 1 || query.page_size > 1000)
        return refusal(400, 54454, "Page size must be a number from 1 to 1000");
    return std::nullopt;
}

refusal_or_nothing take_page_token(paging_query& query, parameter const& given)
{
    if (!given.value.starts_with("PA") && !given.value.starts_with("PB"))
        return bad_page_token();
    query.page_token = given.value;
    return std::nullopt;
}

} // namespace

refusal_or_nothing read_query(
    std::string_view query, std::function<refusal_or_nothing(parameter const&)> const& take)
{
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
            return refused;
        if (refusal_or_nothing refused = take(*given))
            return refused;
    }
    return std::nullopt;
}

refusal_or_nothing take_paging(paging_query& query, parameter const& given)
{
    if (given.name == "Page")
        return take_page(query, given);
    if (given.name == "PageSize")
        return take_page_size(query, given);
    if (given.name == "PageToken")
        return take_page_token(query, given);
    return refused_parameter(given.name, "is not a parameter of this operation");
}

// A leading space was a plus sign that somebody forgot to encode.
refusal_or_nothing take_text(std::optional<std::string>& target, parameter const& given)
{
    if (given.value.starts_with(' '))
        return refused_parameter(given.name, "begins with a space; a plus sign is %2B");
    target = given.value;
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

answer bad_page_token()
{
    return refusal(400, 54453, "Page token is missing, invalid or of another listing");
}

} // namespace signalwire::sandbox::detail
