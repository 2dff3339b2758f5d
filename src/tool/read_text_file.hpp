#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::tool
{

/// Returns the text of a small file, such as a token or a cursor, or `nullopt` if it does not
/// exist.
///
/// Throws: `usage_error` if it cannot be read or is larger than `max_bytes`. The message names
/// `option` and never quotes the text.
[[nodiscard]] std::optional<std::string> read_text_file(
    std::string_view option, std::string const& path, std::size_t max_bytes);

/// Reads the first line of the standard input, without waiting for the rest.
///
/// Throws: as `read_text_file`.
[[nodiscard]] std::string read_standard_input_line(std::string_view option, std::size_t max_bytes);

/// Returns the first line without surrounding white space.
[[nodiscard]] std::string_view first_line(std::string_view text);

} // namespace signalwire::tool
