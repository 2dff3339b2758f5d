#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::sandbox::detail
{

/// Parses `2018-09-21T10:00:00Z`, the format of Twilio's clients. Rejects all other formats.
[[nodiscard]] std::optional<std::chrono::sys_seconds> parse_iso8601(std::string_view text) noexcept;

/// Returns `2018-09-21T10:00:00Z`.
[[nodiscard]] std::string iso8601_text(std::chrono::sys_seconds time);

} // namespace signalwire::sandbox::detail
