#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace signalwire::client
{

/// `text` between double quotes, fit for a terminal and a log: control characters, quotes and
/// backslashes escaped as `\xNN`, `\"`, `\\`, bytes that are not UTF-8 left out of harm's way the
/// same way, cut after `most` bytes with an ellipsis.
[[nodiscard]] std::string quoted(std::string_view text, std::size_t most = 200);

/// `text` with its ASCII letters in lower case: how names of hosts are compared (RFC 4343).
[[nodiscard]] std::string to_lower(std::string_view text);

/// Whether `text` holds a character that could end a header line or a C string.
[[nodiscard]] bool has_control(std::string_view text) noexcept;

} // namespace signalwire::client
