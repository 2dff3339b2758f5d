// `Retry-After`: seconds, and dates in all three forms, at any time of any century.

#include "client/retry.hpp"
#include "core/http_date.hpp"
#include "fuzz/fuzz.hpp"

#include <signalwire/timestamp.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

using fuzz::require;
using signalwire::timestamp;
using signalwire::client::parse_retry_after;
using signalwire::core::parse_http_date;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::sys_seconds;
using std::chrono::year;

namespace
{

constexpr seconds longest = std::chrono::hours(366 * 24);

/// Any second from 1970 to 2399, depending on the input alone.
sys_seconds some_time(std::string_view input)
{
    constexpr sys_seconds first = sys_days(year(1970) / 1 / 1);
    constexpr sys_seconds last = sys_days(year(2400) / 1 / 1);
    std::minstd_rand random = fuzz::random_of(input);
    std::uint64_t const high = random();
    return first
        + seconds((high << 31 | random()) % static_cast<std::uint64_t>((last - first).count()));
}

/// A date in the three forms of RFC 9110 section 5.6.7.
std::array<std::string, 3> http_dates(sys_seconds time)
{
    constexpr std::array<std::string_view, 7> endings = {"", "", "s", "nes", "rs", "", "ur"};
    std::string const usual = timestamp(time).to_string();
    std::string_view const text = usual;
    std::string_view const day = text.substr(5, 2);
    std::string_view const month = text.substr(8, 3);
    std::string_view const clock = text.substr(17, 8);
    std::chrono::weekday const weekday(std::chrono::floor<std::chrono::days>(time));

    std::string imf(text.substr(0, 26));
    imf += "GMT";
    std::string rfc850(text.substr(0, 3));
    rfc850.append(endings[weekday.c_encoding()]).append("day, ").append(day).append("-");
    rfc850.append(month).append("-").append(text.substr(14, 2)).append(" ");
    rfc850.append(clock).append(" GMT");
    std::string asctime(text.substr(0, 3));
    asctime.append(" ").append(month).append(" ");
    asctime.append(day.front() == '0' ? " " : "").append(day.substr(day.front() == '0' ? 1 : 0));
    asctime.append(" ").append(clock).append(" ").append(text.substr(12, 4));
    return {imf, rfc850, asctime};
}

void check_wish(seconds wish, sys_seconds now)
{
    require(wish >= seconds(0), "no pause is negative");
    require(wish <= longest, "no pause is longer than a year");
    require(
        parse_retry_after(std::to_string(wish.count()), {}, now) == wish,
        "seconds mean themselves");
    for (std::string const& date : http_dates(now + wish))
        require(
            parse_retry_after(date, {}, now) == wish, "a date means its distance in every form");
}

} // namespace

SIGNALWIRE_FUZZ_TARGET(input)
{
    fuzz::lonely_bytes const text(input);
    sys_seconds const now = some_time(input);
    std::optional<seconds> const wish = parse_retry_after(text.view(), {}, now);
    require(parse_retry_after(text.view(), {}, now) == wish, "the same text has the same meaning");
    if (wish)
        check_wish(*wish, now);

    std::optional<sys_seconds> const date = parse_http_date(text.view(), now);
    if (!date)
        return;
    require(wish.has_value(), "every date is a pause");
    require(*date > now || *wish == seconds(0), "what has passed is no pause");
    require(
        *date <= now || *wish == std::min<seconds>(*date - now, longest),
        "a pause ends at its date, or in a year");
}
