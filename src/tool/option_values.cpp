#include "tool/option_values.hpp"

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

sandbox::spelling parse_spelling(std::string_view text)
{
    if (text == "canonical")
        return sandbox::spelling::canonical;
    if (text == "varied")
        return sandbox::spelling::varied;
    throw usage_error("'" + std::string(text) + "' is none of canonical, varied");
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
