#include "core/http_date.hpp"

#include "core/text.hpp"

#include <signalwire/timestamp.hpp>

#include <array>
#include <cstdio>
#include <string>

namespace signalwire::core
{

namespace
{

using std::chrono::sys_seconds;

std::optional<sys_seconds> parse_rfc_2822(std::string_view text) noexcept
{
    std::optional<timestamp> const time = timestamp::parse(text);
    return time ? std::optional(time->time()) : std::nullopt;
}

/// Assembles a date from its parts; the time zone is GMT.
std::optional<sys_seconds> assemble(
    std::string_view day, std::string_view month, int year, std::string_view time) noexcept
{
    // A valid date is far shorter.
    std::array<char, 64> buffer{};
    int const size = std::snprintf(
        buffer.data(), buffer.size(), "%.*s %.*s %04d %.*s +0000", static_cast<int>(day.size()),
        day.data(), static_cast<int>(month.size()), month.data(), year,
        static_cast<int>(time.size()), time.data());
    if (size < 0 || static_cast<std::size_t>(size) >= buffer.size())
        return std::nullopt;
    return parse_rfc_2822({buffer.data(), static_cast<std::size_t>(size)});
}

std::optional<int> parse_digits(std::string_view text, std::size_t length) noexcept
{
    std::optional<int> const value = parse_number<int>(text);
    return value && *value >= 0 && text.size() == length ? value : std::nullopt;
}

int year_of(sys_seconds time) noexcept
{
    std::chrono::year_month_day const date(std::chrono::floor<std::chrono::days>(time));
    return static_cast<int>(date.year());
}

/// `Sunday, 06-Nov-94 08:49:37 GMT` (RFC 850).
std::optional<sys_seconds> parse_rfc_850(std::string_view text, sys_seconds now) noexcept
{
    std::size_t const comma = text.find(", ");
    if (comma == std::string_view::npos)
        return std::nullopt;
    std::string_view const rest = text.substr(comma + 2);
    constexpr std::string_view shape = "dd-Mon-yy hh:mm:ss GMT";
    if (rest.size() != shape.size() || rest[2] != '-' || rest[6] != '-' || rest[9] != ' '
        || !rest.ends_with(" GMT"))
        return std::nullopt;
    std::optional<int> const two_digits = parse_digits(rest.substr(7, 2), 2);
    if (!two_digits)
        return std::nullopt;
    // RFC 9110 section 5.6.7: a year more than 50 years ahead is in the past. The next century may
    // be near.
    int const this_year = year_of(now);
    int year = this_year - this_year % 100 + *two_digits;
    if (year > this_year + 50)
        year -= 100;
    else if (year <= this_year - 50)
        year += 100;
    return assemble(rest.substr(0, 2), rest.substr(3, 3), year, rest.substr(10, 8));
}

/// `Sun Nov  6 08:49:37 1994` (asctime).
std::optional<sys_seconds> parse_asctime(std::string_view text) noexcept
{
    constexpr std::string_view shape = "Sun Nov  6 08:49:37 1994";
    if (text.size() != shape.size() || text[3] != ' ' || text[7] != ' ' || text[10] != ' '
        || text[19] != ' ')
        return std::nullopt;
    std::optional<int> const year = parse_digits(text.substr(20), 4);
    std::string_view day = text.substr(8, 2);
    if (day.front() == ' ')
        day.remove_prefix(1);
    return year ? assemble(day, text.substr(4, 3), *year, text.substr(11, 8)) : std::nullopt;
}

} // namespace

std::optional<sys_seconds> parse_http_date(std::string_view text, sys_seconds now) noexcept
{
    if (std::optional<sys_seconds> const standard = parse_rfc_2822(text))
        return standard;
    if (std::optional<sys_seconds> const obsolete = parse_rfc_850(text, now))
        return obsolete;
    return parse_asctime(text);
}

} // namespace signalwire::core
