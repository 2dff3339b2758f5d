#include "tool/option_parsers.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace signalwire::tool
{

timestamp parse_time(std::string_view text)
{
    if (std::optional<timestamp> const time = timestamp::parse(text))
        return *time;
    throw usage_error(
        "'" + std::string(text)
        + "' is no time like 2018-09-21T10:00:00Z or Fri, 21 Sep 2018 10:00:00 +0000");
}

std::chrono::milliseconds parse_duration(std::string_view text)
{
    constexpr std::uint64_t longest = 24 * 3600;
    std::string_view digits = text;
    bool const is_fine = digits.ends_with("ms");
    if (!digits.ends_with('s'))
        throw usage_error("'" + std::string(text) + "' is no duration like 80ms or 2s");
    digits.remove_suffix(is_fine ? 2 : 1);
    auto const number = parse_number<std::uint64_t>(digits);
    if (number > longest * (is_fine ? 1000 : 1))
        throw usage_error("'" + std::string(text) + "' is more than a day");
    return std::chrono::milliseconds(number * (is_fine ? 1 : 1000));
}

sandbox::json_style parse_spelling(std::string_view text)
{
    if (text == "canonical")
        return sandbox::json_style::canonical;
    if (text == "varied")
        return sandbox::json_style::varied;
    throw usage_error("'" + std::string(text) + "' is none of canonical, varied");
}

sandbox::time_bounds parse_bounds(std::string_view text)
{
    using precision = sandbox::bounds_precision;
    constexpr std::array<std::pair<std::string_view, precision>, 6> precisions = {{
        {"second", precision::second},
        {"minute", precision::minute},
        {"whole-minute", precision::whole_minute},
        {"day", precision::day},
        {"whole-day", precision::whole_day},
        {"ignored", precision::ignored},
    }};
    sandbox::time_bounds bounds;
    for (std::string_view rest = text; !rest.empty();)
    {
        std::size_t const end = std::min(rest.find(','), rest.size());
        std::string_view const word = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        auto const* const known =
            std::find_if(precisions.begin(), precisions.end(), [&](auto const& each) {
                return each.first == word;
            });
        bool const inclusive = word == "inclusive";
        if (known != precisions.end())
            bounds.precision = known->second;
        else if (inclusive || word == "lower-inclusive" || word == "upper-inclusive")
        {
            bounds.lower_inclusive |= word != "upper-inclusive";
            bounds.upper_inclusive |= word != "lower-inclusive";
        }
        else if (word != "exclusive")
        {
            throw usage_error(
                "'" + std::string(word)
                + "' is none of second, minute, whole-minute, day, whole-day, ignored, exclusive, "
                  "inclusive, lower-inclusive, upper-inclusive");
        }
    }
    return bounds;
}

sandbox::listing_order parse_order(std::string_view text)
{
    if (text == "newest-first")
        return sandbox::listing_order::newest_first;
    if (text == "oldest-first")
        return sandbox::listing_order::oldest_first;
    if (text == "unordered")
        return sandbox::listing_order::unordered;
    throw usage_error(
        "'" + std::string(text) + "' is none of newest-first, oldest-first, unordered");
}

output_format parse_format(std::string_view text)
{
    if (text == "table")
        return output_format::table;
    if (text == "ndjson")
        return output_format::ndjson;
    if (text == "csv")
        return output_format::csv;
    throw usage_error("'" + std::string(text) + "' is none of table, ndjson, csv");
}

void parse_part(std::string_view text, stream_options& options)
{
    std::size_t const slash = text.find('/');
    if (slash == std::string_view::npos)
        throw usage_error("'" + std::string(text) + "' is not like 3/8: the third of eight parts");
    options.part(
        parse_number<std::size_t>(text.substr(0, slash)),
        parse_number<std::size_t>(text.substr(slash + 1)));
}

std::string parse_address(std::string_view text)
{
    boost::system::error_code error;
    boost::asio::ip::make_address(std::string(text), error);
    if (error)
        throw usage_error("'" + std::string(text) + "' is no IP address");
    return std::string(text);
}

std::string parse_path(std::string_view text)
{
    if (text.empty())
        throw usage_error("the name of the file is empty");
    return std::string(text);
}

} // namespace signalwire::tool
