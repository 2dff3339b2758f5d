#pragma once

#include "sandbox/keyed_random.hpp"

#include <chrono>
#include <string>
#include <string_view>

/// JSON values in other notations.
namespace signalwire::sandbox::detail
{

/// Appends a string with some unnecessary escapes.
void append_varied_string(std::string& out, std::string_view text, random_sequence& random);

/// Appends white space or nothing.
void append_white_space(std::string& out, random_sequence& random);

/// Returns the time in a random format of RFC 2822 or ISO 8601, in a random time zone.
[[nodiscard]] std::string varied_time(std::chrono::sys_seconds time, random_sequence& random);

/// Returns `number`, digits with an optional decimal point, unchanged or with an exponent.
[[nodiscard]] std::string varied_number(std::string_view number, random_sequence& random);

/// Returns `integer` as `20.0` or `20e0`.
[[nodiscard]] std::string varied_integer(std::string_view integer, random_sequence& random);

} // namespace signalwire::sandbox::detail
