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

/// Parsers of option values. All throw `usage_error`; the message quotes the text.
namespace signalwire::tool
{

/// Parses decimal digits. CLI11 would parse 010 as octal.
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

/// Parses ISO 8601 or RFC 2822.
[[nodiscard]] timestamp parse_time(std::string_view text);

/// Parses `80ms` or `2s`.
[[nodiscard]] std::chrono::milliseconds parse_duration(std::string_view text);

/// Parses `canonical` or `varied`.
[[nodiscard]] sandbox::json_style parse_json_style(std::string_view text);

/// Parses comma-separated words, such as `day,inclusive`.
[[nodiscard]] sandbox::time_bounds parse_bounds(std::string_view text);

/// Parses `newest-first`, `oldest-first` or `unordered`.
[[nodiscard]] sandbox::listing_order parse_order(std::string_view text);

/// Parses `table`, `ndjson` or `csv`.
[[nodiscard]] output_format parse_format(std::string_view text);

/// Parses `I/N`, for example `3/8`.
void parse_partition(std::string_view text, stream_options& options);

/// Returns `text` if it is a valid IP address.
[[nodiscard]] std::string parse_address(std::string_view text);

/// Returns `text` unless it is empty.
[[nodiscard]] std::string parse_path(std::string_view text);

} // namespace signalwire::tool
