#include "sandbox/row_list.hpp"

#include "sandbox/form.hpp"
#include "sandbox/keyed_random.hpp"
#include "sandbox/page_writer.hpp"
#include "sandbox/percent_encoding.hpp"
#include "sandbox/query_parameters.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace signalwire::sandbox::detail
{

namespace
{

/// A condition of a filter: an equal text, or a time.
struct condition
{
    condition() = default;

    [[nodiscard]] bool matches(row const& tested) const
    {
        return text ? tested.get(member) == *text : times.matches(tested.time(member));
    }

    std::string member;
    std::optional<std::string> text;
    time_selection times;
};

struct row_query : paging_query
{
    row_query() = default;

    [[nodiscard]] bool matches(row const& tested) const
    {
        return std::all_of(conditions.begin(), conditions.end(), [&](condition const& each) {
            return each.matches(tested);
        });
    }

    /// Returns the condition for the member, which it adds if there is none.
    condition& at(std::string const& member)
    {
        auto const found =
            std::find_if(conditions.begin(), conditions.end(), [&](condition const& each) {
                return each.member == member;
            });
        if (found != conditions.end())
            return *found;
        conditions.emplace_back().member = member;
        return conditions.back();
    }

    std::vector<condition> conditions;
    /// Unmodified parameters, percent-encoded.
    std::string filter;
};

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

optional_error parse_filter(
    row_query& query, parameter_facts const& facts, parameter const& param,
    server_options const& options)
{
    query.filter += query.filter.empty() ? "" : "&";
    append_percent_encoded(query.filter, param.name);
    query.filter += '=';
    append_percent_encoded(query.filter, param.value);
    condition& tested = query.at(member_name(facts.name));
    if (!facts.bounds)
        return is_valid_value(param.value, facts.type)
            ? parse_text(tested.text, param)
            : invalid_parameter(param.name, "is not one of " + std::string(facts.type));
    std::string_view const suffix = std::string_view(param.name).substr(facts.name.size());
    if (facts.type == "day")
        return parse_day(tested.times, suffix, param);
    tested.times.bounds = options.bounds;
    return parse_time_of(tested.times, suffix, param);
}

optional_error parse_parameter(
    row_query& query, operation_facts const& operation, parameter const& param,
    server_options const& options)
{
    std::string_view const name = param.name;
    for (std::string_view words = operation.parameters; !words.empty();)
    {
        parameter_facts const each = parameter_facts::next(words);
        bool const is_bound =
            each.bounds && name.starts_with(each.name) && name.size() <= each.name.size() + 1;
        if (name == each.name || is_bound)
            return parse_filter(query, each, param, options);
    }
    return parse_paging(query, param);
}

using sorted_rows = std::vector<std::pair<std::int64_t, row const*>>;

/// Returns the rows that match with their positions, which never change, in the order of listings.
sorted_rows select(
    row_map const& rows, std::string_view parent, row_query const& query,
    server_options const& options)
{
    sorted_rows result;
    for (auto const& [number, each] : rows)
    {
        if ((!parent.empty() && each.parent != parent) || !query.matches(each))
            continue;
        auto const position = static_cast<std::int64_t>(number);
        switch (options.order)
        {
        case listing_order::newest_first: result.emplace_back(-position, &each); break;
        case listing_order::oldest_first: result.emplace_back(position, &each); break;
        case listing_order::unordered:
            result.emplace_back(fingerprint(options.seed, each.sid) >> 2, &each);
            break;
        }
    }
    std::sort(result.begin(), result.end());
    return result;
}

/// Returns the part of a page that begins or ends at `position`.
std::span<sorted_rows::value_type const> part_of(
    sorted_rows const& rows, page_position const& position, std::uint64_t size,
    page_token_mode mode)
{
    std::size_t edge = static_cast<std::size_t>(
        std::lower_bound(
            rows.begin(), rows.end(), position.edge,
            [](auto const& each, std::int64_t value) { return each.first < value; })
        - rows.begin());
    if (position.backwards)
        edge -= std::min<std::size_t>(edge, size);
    if (mode == page_token_mode::offset)
        edge = std::min<std::size_t>(position.page * size, rows.size());
    return std::span(rows).subspan(edge, std::min<std::size_t>(size, rows.size() - edge));
}

page_position adjacent(page_position const& position, std::int64_t edge, bool next)
{
    page_position result = position;
    result.edge = edge;
    result.page = next ? position.page + 1 : position.page - 1;
    result.backwards = !next;
    return result;
}

response render(
    page_request const& request, std::string_view list_key,
    std::span<sorted_rows::value_type const> rows)
{
    std::string out;
    append_links(out, request);
    out.append(",\"").append(list_key).append("\":[");
    char const* separator = "";
    for (auto const& [position, each] : rows)
    {
        out += std::exchange(separator, ",");
        append_json(out, each->content);
    }
    out += "]}";
    return json_response(200, std::make_shared<std::string const>(std::move(out)));
}

} // namespace

response list_rows(
    row_map const& rows, row_list_request const& request, server_options const& options,
    page_token_expiry const& expiry)
{
    row_query query;
    if (optional_error error = read_query(request.query, [&](parameter const& param) {
            return parse_parameter(query, *request.operation, param, options);
        }))
        return *std::move(error);

    page_request page;
    page.path = request.path;
    page.filter = query.filter;
    page.page_size = query.page_size;
    page.token = query.page_token;
    page.listing = fingerprint(
        fingerprint(mix(options.seed + options.calls) ^ mix(query.page_size), request.path),
        query.filter);
    std::optional<page_position> const position = find_position(
        query, page.listing, expiry, request.number, std::numeric_limits<std::int64_t>::min());
    if (!position)
        return page_token_error();

    sorted_rows const selected = select(rows, request.parent, query, options);
    std::span const part = part_of(selected, *position, query.page_size, options.page_token_mode);
    page.page = position->page;
    bool const more = !part.empty() && part.back().first != selected.back().first;
    if (more)
        page.next = adjacent(*position, part.back().first + 1, true);
    if (position->page != 0)
        page.previous =
            adjacent(*position, part.empty() ? position->edge : part.front().first, false);
    return render(page, model_of(request.operation->model).list_key, part);
}

} // namespace signalwire::sandbox::detail
