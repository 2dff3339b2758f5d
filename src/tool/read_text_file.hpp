#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::tool
{

/// The text of a file that holds a line or two: a token, a cursor. Nothing when there is no such
/// file; throws `usage_error`, which names `option`, when it cannot be read or is larger than
/// `largest` bytes. The message never quotes the text.
[[nodiscard]] std::optional<std::string> read_small_file(
    std::string_view option, std::string const& path, std::size_t largest);

/// The first line of the standard input; what follows is not waited for. Throws as
/// `read_small_file`.
[[nodiscard]] std::string read_standard_input_line(std::string_view option, std::size_t largest);

/// The first line without the white space around it.
[[nodiscard]] std::string_view first_line(std::string_view text);

} // namespace signalwire::tool
