#pragma once

#include "sandbox/random_sequence.hpp"

#include <chrono>
#include <string>
#include <string_view>

/// Single values of JSON in other spellings of the same value.
namespace signalwire::sandbox::detail
{

/// Appends a string with some characters escaped that need not be.
void append_varied_string(std::string& out, std::string_view text, dice& random);

/// Appends white space, or nothing.
void append_blanks(std::string& out, dice& random);

/// The instant in one of the formats of RFC 2822 and ISO 8601, in any zone.
[[nodiscard]] std::string varied_time(std::chrono::sys_seconds time, dice& random);

/// `number`, plain digits with or without a point, as it is or with an exponent.
[[nodiscard]] std::string varied_number(std::string_view number, dice& random);

/// `integer` so that it does not look like one: `20.0`, `20e0`.
[[nodiscard]] std::string varied_integer(std::string_view integer, dice& random);

} // namespace signalwire::sandbox::detail
