#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace signalwire::tool
{

/// Appends `text` in a form that is safe on a terminal. Control characters (bidirectional ones
/// included) and invalid UTF-8 are escaped as `\n`, `\u001b` or `\xff`, so that a server cannot
/// control the terminal.
void append_terminal_text(std::string& out, std::string_view text);

/// Returns `text` in a form that is safe on a terminal, see `append_terminal_text`.
[[nodiscard]] std::string terminal_text(std::string_view text);

/// Returns the number of terminal columns of a `terminal_text`: two for ideographs and emoji, none
/// for combining marks.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// Returns the longest prefix of a `terminal_text` of at most `columns` columns.
[[nodiscard]] std::string_view clip(std::string_view text, std::size_t columns);

} // namespace signalwire::tool
