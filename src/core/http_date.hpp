#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace signalwire::core
{

/// Parses an HTTP date in each of the three forms that a recipient must accept (RFC 9110 section
/// 5.6.7). `now` determines the century of a year of two digits.
[[nodiscard]] std::optional<std::chrono::sys_seconds> parse_http_date(
    std::string_view text, std::chrono::sys_seconds now) noexcept;

} // namespace signalwire::core
