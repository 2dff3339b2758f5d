#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace signalwire::sandbox::detail
{

/// Reads `2018-09-21T10:00:00Z` and nothing else: what Twilio's clients send for a time.
[[nodiscard]] std::optional<std::chrono::sys_seconds> parse_iso8601(std::string_view text) noexcept;

} // namespace signalwire::sandbox::detail
