#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::sandbox::detail
{

/// Reads `Fri, 21 Sep 2018 10:00:00 +0000` (or `GMT` for the zone) and nothing else: the day name
/// must be there and right. Not the client's reader on purpose, whose mistakes shall show.
[[nodiscard]] std::optional<std::chrono::sys_seconds> parse_rfc2822(std::string_view text) noexcept;

/// Appends `Fri, 21 Sep 2018 10:00:00 +0000`. For the years 0 to 9999.
void append_rfc2822(std::string& out, std::chrono::sys_seconds time);

} // namespace signalwire::sandbox::detail
