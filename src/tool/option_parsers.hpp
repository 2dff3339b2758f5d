#pragma once

#include "tool/exit_status.hpp"
#include "tool/list_options.hpp"

#include <signalwire/sandbox/json_style.hpp>
#include <signalwire/sandbox/listing_order.hpp>
#include <signalwire/sandbox/time_bounds.hpp>
#include <signalwire/stream_options.hpp>
#include <signalwire/timestamp.hpp>

#include <charconv>
#include <chrono>
#include <string>
#include <string_view>
#include <system_error>

/// The values of options, read from their text. All throw `usage_error`, which quotes the text.
namespace signalwire::tool
{

/// Decimal digits only: CLI11 would read 010 as eight.
template <class Number>
[[nodiscard]] Number parse_number(std::string_view text)
{
    Number value{};
    char const* const end = text.data() + text.size();
    auto const [stop, error] = std::from_chars(text.data(), end, value);
    if (error == std::errc::result_out_of_range)
        throw usage_error("'" + std::string(text) + "' is too large");
    if (error != std::errc() || stop != end)
        throw usage_error("'" + std::string(text) + "' is not a whole number");
    return value;
}

[[nodiscard]] timestamp parse_time(std::string_view text);

/// `80ms` or `2s`.
[[nodiscard]] std::chrono::milliseconds parse_duration(std::string_view text);

[[nodiscard]] sandbox::json_style parse_spelling(std::string_view text);

/// Words with commas between them, such as `day,inclusive`.
[[nodiscard]] sandbox::time_bounds parse_bounds(std::string_view text);

[[nodiscard]] sandbox::listing_order parse_order(std::string_view text);

[[nodiscard]] output_format parse_format(std::string_view text);

/// The I-th of N parts: `3/8`.
void parse_part(std::string_view text, stream_options& options);

/// An IP address, as it was written.
[[nodiscard]] std::string parse_address(std::string_view text);

/// The name of a file, which is not empty.
[[nodiscard]] std::string parse_path(std::string_view text);

} // namespace signalwire::tool
