#include "sandbox/rfc2822.hpp"

#include <array>
#include <cstddef>

namespace signalwire::sandbox::detail
{

namespace
{

constexpr std::string_view days = "SunMonTueWedThuFriSat";
constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
constexpr std::string_view pattern = "Aaa, 00 Aaa 0000 00:00:00 ";

bool has_shape(std::string_view text) noexcept
{
    if (text.size() <= pattern.size())
        return false;
    for (std::size_t i = 0; i != pattern.size(); ++i)
    {
        bool const digit = text[i] >= '0' && text[i] <= '9';
        bool const fits = pattern[i] == '0'
            ? digit
            : pattern[i] == 'A' || pattern[i] == 'a' || text[i] == pattern[i];
        if (!fits)
            return false;
    }
    std::string_view const zone = text.substr(pattern.size());
    return zone == "+0000" || zone == "GMT";
}

int number(std::string_view digits) noexcept
{
    int value = 0;
    for (char const digit : digits)
        value = value * 10 + (digit - '0');
    return value;
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

} // namespace

std::optional<std::chrono::sys_seconds> parse_rfc2822(std::string_view text) noexcept
{
    using namespace std::chrono;

    if (!has_shape(text))
        return std::nullopt;
    std::optional<unsigned> const weekday_index = index_of(days, text.substr(0, 3));
    std::optional<unsigned> const month_index = index_of(months, text.substr(8, 3));
    if (!weekday_index || !month_index)
        return std::nullopt;

    year_month_day const date = year(number(text.substr(12, 4))) / month(*month_index + 1)
        / day(static_cast<unsigned>(number(text.substr(5, 2))));
    hours const hour(number(text.substr(17, 2)));
    minutes const minute(number(text.substr(20, 2)));
    seconds const second(number(text.substr(23, 2)));
    if (!date.ok() || hour >= hours(24) || minute >= minutes(60) || second >= seconds(60))
        return std::nullopt;
    if (weekday(sys_days(date)).c_encoding() != *weekday_index)
        return std::nullopt;
    return sys_days(date) + hour + minute + second;
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
    append_digits(out, second / 3600, 2);
    out += ':';
    append_digits(out, second / 60 % 60, 2);
    out += ':';
    append_digits(out, second % 60, 2);
    out += " +0000";
}

} // namespace signalwire::sandbox::detail
