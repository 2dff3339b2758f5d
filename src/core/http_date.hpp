#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace signalwire::core
{

/// Reads a date of HTTP in all three forms that a recipient has to understand (RFC 9110 section
/// 5.6.7). `now` decides about the century where only two digits of the year are written.
[[nodiscard]] std::optional<std::chrono::sys_seconds> parse_http_date(
    std::string_view text, std::chrono::sys_seconds now) noexcept;

} // namespace signalwire::core
