#include "rivals/record_members.hpp"

#include <chrono>

namespace signalwire::bench
{

namespace
{

int two_digits(std::string_view text, std::size_t at)
{
    unsigned const high = static_cast<unsigned char>(text[at]) - unsigned{'0'};
    unsigned const low = static_cast<unsigned char>(text[at + 1]) - unsigned{'0'};
    if (high > 9 || low > 9)
        throw std::runtime_error("not a time: " + std::string(text));
    return static_cast<int>(high * 10 + low);
}

unsigned month_of(std::string_view text)
{
    constexpr std::string_view names = "JanFebMarAprMayJunJulAugSepOctNovDec";
    std::size_t const at = names.find(text);
    if (at == std::string_view::npos || at % 3 != 0)
        throw std::runtime_error("not a month: " + std::string(text));
    return static_cast<unsigned>(at / 3) + 1;
}

} // namespace

epoch_time parse_time(std::string_view text)
{
    namespace chrono = std::chrono;
    if (text.size() != 31 || text.substr(26) != "+0000" || text[19] != ':' || text[22] != ':')
        throw std::runtime_error("not a time: " + std::string(text));
    chrono::year_month_day const date(
        chrono::year(two_digits(text, 12) * 100 + two_digits(text, 14)),
        chrono::month(month_of(text.substr(8, 3))),
        chrono::day(static_cast<unsigned>(two_digits(text, 5))));
    if (!date.ok())
        throw std::runtime_error("not a date: " + std::string(text));
    chrono::seconds const time = chrono::hours(two_digits(text, 17))
        + chrono::minutes(two_digits(text, 20)) + chrono::seconds(two_digits(text, 23));
    return {(chrono::sys_days(date).time_since_epoch() + time).count()};
}

} // namespace signalwire::bench
