#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::sandbox::detail
{

/// Parses `Fri, 21 Sep 2018 10:00:00 +0000` (or the zone `GMT`). Rejects all other formats, and a
/// missing or wrong day name. Intentionally not the client's parser: shared code would hide errors.
[[nodiscard]] std::optional<std::chrono::sys_seconds> parse_rfc2822(std::string_view text) noexcept;

/// Appends `Fri, 21 Sep 2018 10:00:00 +0000`. Years 0 to 9999.
void append_rfc2822(std::string& out, std::chrono::sys_seconds time);

/// Parses `2018-09-21T10:00:00Z`, the format of Twilio's clients. Rejects all other formats.
[[nodiscard]] std::optional<std::chrono::sys_seconds> parse_iso8601(std::string_view text) noexcept;

/// Returns `2018-09-21T10:00:00Z`.
[[nodiscard]] std::string iso8601_text(std::chrono::sys_seconds time);

} // namespace signalwire::sandbox::detail
