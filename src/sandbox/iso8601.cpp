#include "sandbox/iso8601.hpp"

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdio>

namespace signalwire::sandbox::detail
{

namespace
{

constexpr std::string_view pattern = "0000-00-00T00:00:00Z";

bool has_shape(std::string_view text) noexcept
{
    if (text.size() != pattern.size())
        return false;
    for (std::size_t i = 0; i != pattern.size(); ++i)
    {
        bool const digit = text[i] >= '0' && text[i] <= '9';
        if (pattern[i] == '0' ? !digit : text[i] != pattern[i])
            return false;
    }
    return true;
}

int number(std::string_view digits) noexcept
{
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

} // namespace

std::optional<std::chrono::sys_seconds> parse_iso8601(std::string_view text) noexcept
{
    using namespace std::chrono;

    if (!has_shape(text))
        return std::nullopt;
    year_month_day const date = year(number(text.substr(0, 4)))
        / month(static_cast<unsigned>(number(text.substr(5, 2))))
        / day(static_cast<unsigned>(number(text.substr(8, 2))));
    hours const hour(number(text.substr(11, 2)));
    minutes const minute(number(text.substr(14, 2)));
    seconds const second(number(text.substr(17, 2)));
    if (!date.ok() || hour >= hours(24) || minute >= minutes(60) || second >= seconds(60))
        return std::nullopt;
    return sys_days(date) + hour + minute + second;
}

std::string iso8601_text(std::chrono::sys_seconds time)
{
    auto const day = std::chrono::floor<std::chrono::days>(time);
    std::chrono::year_month_day const date(day);
    std::array<char, 64> text{};
    std::snprintf(
        text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        static_cast<int>((time - day).count() / 3600),
        static_cast<int>((time - day).count() / 60 % 60),
        static_cast<int>((time - day).count() % 60));
    return text.data();
}

} // namespace signalwire::sandbox::detail
