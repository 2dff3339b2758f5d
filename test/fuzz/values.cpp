// Times, decimal numbers and the headers that hold durations.

#include "client/retry.hpp"
#include "fuzz/fuzz.hpp"
#include "http/keep_alive.hpp"

#include <signalwire/decimal.hpp>
#include <signalwire/timestamp.hpp>

#include <charconv>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

using fuzz::require;
using signalwire::decimal;
using signalwire::timestamp;
using namespace std::chrono_literals;

namespace
{

void check_timestamp(std::string_view text)
{
    std::optional<timestamp> const time = timestamp::parse(text);
    if (!time)
        return;
    require(timestamp::parse(time->to_string()) == time, "a time is read as it was written");
    require(timestamp::parse(time->to_iso_string()) == time, "so it is in the spelling of ISO");
    require(time->to_string().size() == 31, "a time is written with a fixed length");
    require(time->to_iso_string().size() == 20, "so it is in the spelling of ISO");
}

void check_decimal(std::string_view text)
{
    std::optional<decimal> const number = decimal::parse(text);
    if (!number)
        return;
    std::string const written = number->to_string();
    std::optional<decimal> const again = decimal::parse(written);
    require(again == number, "a number is read as it was written");
    require(again->places() == number->places(), "its places are, too");
    require(again->to_string() == written, "a number is written in one way");

    // Both round once, to the nearest.
    std::string_view const plain = text.substr(text.starts_with('+') ? 1 : 0);
    double nearest = 0;
    auto const [end, failure] = std::from_chars(plain.data(), plain.data() + plain.size(), nearest);
    require(failure == std::errc() && end == plain.data() + plain.size(), "it is a number");
    require(number->to_double() == nearest, "it is the number that it says");

    require(*number - *number == decimal(), "a number less itself is zero");
    require(-(-*number) == *number, "a number's opposite has the number for its own");
    decimal const one(1);
    require((*number < one) == !(*number >= one), "numbers have an order");
}

void check_headers(std::string_view text)
{
    constexpr std::chrono::sys_seconds now =
        std::chrono::sys_days(std::chrono::year(2018) / 9 / 21);
    std::optional<std::chrono::seconds> const wish =
        signalwire::client::parse_retry_after(text, {}, now);
    require(!wish || *wish >= 0s, "no pause is negative");
    require(
        !wish || now + *wish < timestamp(std::chrono::sys_days(std::chrono::year(10000) / 1 / 1)),
        "every pause ends in a time that can be written");
    if (wish && *wish < 366 * 24h)
    {
        std::string const number = std::to_string(wish->count());
        require(
            signalwire::client::parse_retry_after(number, {}, now) == wish,
            "seconds mean themselves");
        std::string const date = timestamp(now + *wish).to_string();
        require(
            signalwire::client::parse_retry_after(date, {}, now) == wish,
            "a date means its distance");
    }

    std::chrono::seconds const timeout = signalwire::http::parse_keep_alive(text);
    require(timeout >= 0s && timeout <= 24h, "no connection is kept longer than a day");
    std::string const header = "max=7, timeout=" + std::to_string(timeout.count());
    require(signalwire::http::parse_keep_alive(header) == timeout, "a time-out means itself");
}

} // namespace

SIGNALWIRE_FUZZ_TARGET(input)
{
    fuzz::lonely_bytes const text(input);
    check_timestamp(text.view());
    check_decimal(text.view());
    check_headers(text.view());
}
