#include "sandbox/times.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace signalwire::sandbox::detail
{

namespace
{

constexpr std::string_view days = "SunMonTueWedThuFriSat";
constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
/// Returns true if `text` begins like `pattern`, in which letters and zeros are any letters and
/// digits.
bool has_shape(std::string_view text, std::string_view pattern) noexcept
{
    if (text.size() < pattern.size())
        return false;
    for (std::size_t i = 0; i != pattern.size(); ++i)
    {
        bool const digit = text[i] >= '0' && text[i] <= '9';
        bool const fits = pattern[i] == '0' ? digit : pattern[i] == 'A' || text[i] == pattern[i];
        if (!fits)
            return false;
    }
    return true;
}

int number(std::string_view digits) noexcept
{
    int value = 0;
    for (char const digit : digits)
        value = value * 10 + (digit - '0');
    return value;
}

/// Returns the time of a day, if both exist. `clock` is like `10:00:00`.
std::optional<std::chrono::sys_seconds> at(
    std::chrono::year_month_day const& date, std::string_view clock) noexcept
{
    std::chrono::hours const hour(number(clock.substr(0, 2)));
    std::chrono::minutes const minute(number(clock.substr(3, 2)));
    std::chrono::seconds const second(number(clock.substr(6, 2)));
    if (!date.ok() || hour.count() > 23 || minute.count() > 59 || second.count() > 59)
        return std::nullopt;
    return std::chrono::sys_days(date) + hour + minute + second;
}

std::optional<unsigned> index_of(std::string_view names, std::string_view name) noexcept
{
    for (std::size_t i = 0; i != names.size(); i += 3)
    {
        if (names.substr(i, 3) == name)
            return static_cast<unsigned>(i / 3);
    }
    return std::nullopt;
}

void append_digits(std::string& out, unsigned value, unsigned digits)
{
    std::array<char, 4> text{};
    for (unsigned i = digits; i-- != 0; value /= 10)
        text[i] = static_cast<char>('0' + value % 10);
    out.append(text.data(), digits);
}

void append_clock(std::string& out, unsigned second)
{
    append_digits(out, second / 3600, 2);
    out += ':';
    append_digits(out, second / 60 % 60, 2);
    out += ':';
    append_digits(out, second % 60, 2);
}

} // namespace

std::optional<std::chrono::sys_seconds> parse_rfc2822(std::string_view text) noexcept
{
    using namespace std::chrono;

    constexpr std::string_view pattern = "AAA, 00 AAA 0000 00:00:00 ";
    std::string_view const zone = text.substr(std::min(pattern.size(), text.size()));
    if (!has_shape(text, pattern) || (zone != "+0000" && zone != "GMT"))
        return std::nullopt;
    std::optional<unsigned> const weekday_index = index_of(days, text.substr(0, 3));
    std::optional<unsigned> const month_index = index_of(months, text.substr(8, 3));
    if (!weekday_index || !month_index)
        return std::nullopt;

    year_month_day const date = year(number(text.substr(12, 4))) / month(*month_index + 1)
        / day(static_cast<unsigned>(number(text.substr(5, 2))));
    if (date.ok() && weekday(sys_days(date)).c_encoding() != *weekday_index)
        return std::nullopt;
    return at(date, text.substr(17, 8));
}

std::optional<std::chrono::sys_seconds> parse_iso8601(std::string_view text) noexcept
{
    using namespace std::chrono;

    constexpr std::string_view pattern = "0000-00-00T00:00:00Z";
    if (text.size() != pattern.size() || !has_shape(text, pattern))
        return std::nullopt;
    year_month_day const date = year(number(text.substr(0, 4)))
        / month(static_cast<unsigned>(number(text.substr(5, 2))))
        / day(static_cast<unsigned>(number(text.substr(8, 2))));
    return at(date, text.substr(11, 8));
}

void append_rfc2822(std::string& out, std::chrono::sys_seconds time)
{
    using namespace std::chrono;

    sys_days const midnight = floor<std::chrono::days>(time);
    year_month_day const date(midnight);
    auto const second = static_cast<unsigned>((time - midnight).count());

    out.append(days.substr(3 * weekday(midnight).c_encoding(), 3)).append(", ");
    append_digits(out, static_cast<unsigned>(date.day()), 2);
    out += ' ';
    out.append(months.substr(3 * (static_cast<unsigned>(date.month()) - 1), 3)) += ' ';
    append_digits(out, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    out += ' ';
    append_clock(out, second);
    out += " +0000";
}

std::string iso8601_text(std::chrono::sys_seconds time)
{
    auto const midnight = std::chrono::floor<std::chrono::days>(time);
    std::chrono::year_month_day const date(midnight);
    std::string out;
    append_digits(out, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    out += '-';
    append_digits(out, static_cast<unsigned>(date.month()), 2);
    out += '-';
    append_digits(out, static_cast<unsigned>(date.day()), 2);
    out += 'T';
    append_clock(out, static_cast<unsigned>((time - midnight).count()));
    return out += 'Z';
}

} // namespace signalwire::sandbox::detail
