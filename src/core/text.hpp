#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace signalwire::core
{

/// `text` between double quotes, fit for a terminal and a log: control characters, quotes and
/// backslashes escaped as `\xNN`, `\"`, `\\`, bytes that are not UTF-8 left out of harm's way the
/// same way, cut after `most` bytes with an ellipsis.
[[nodiscard]] std::string quoted(std::string_view text, std::size_t most = 200);

/// `text` as it stands between those quotes.
[[nodiscard]] std::string escaped(std::string_view text, std::size_t most = 200);

/// A reference (RFC 3986) with `***` for the user information in it.
[[nodiscard]] std::string without_credentials(std::string_view reference);

/// `text` without the blanks, line ends, no-break spaces and byte order marks around it.
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;

/// `text` with its ASCII letters in lower case: how names of hosts are compared (RFC 4343).
[[nodiscard]] std::string to_lower(std::string_view text);

/// Whether `text` holds a character that could end a header line or a C string.
[[nodiscard]] bool has_control(std::string_view text) noexcept;

} // namespace signalwire::core
