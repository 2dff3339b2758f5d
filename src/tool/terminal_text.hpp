#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace signalwire::tool
{

/// Appends `text` as it may be shown on a terminal: control characters (those that turn the
/// direction of writing included) and bytes that are not UTF-8 are spelled out, as `\n`, `\u001b`
/// or `\xff`. A server must not be able to move the user's cursor or retitle the window.
void append_printable(std::string& out, std::string_view text);

[[nodiscard]] std::string printable(std::string_view text);

/// How many columns printable text takes on a terminal: ideographs and emoji take two, combining
/// marks none.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// The longest beginning of printable text that takes at most `columns` columns.
[[nodiscard]] std::string_view clip(std::string_view text, std::size_t columns);

} // namespace signalwire::tool
