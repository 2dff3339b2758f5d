#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace signalwire::core
{

/// Base 64 (RFC 4648 section 4).
[[nodiscard]] std::string encode_base64(std::string_view bytes);

/// Base 64 with the alphabet for URLs and file names and without padding (RFC 4648 section 5).
[[nodiscard]] std::string encode_base64url(std::string_view bytes);

/// Undoes `encode_base64url`; nothing when `text` is not the result of it.
[[nodiscard]] std::optional<std::string> decode_base64url(std::string_view text);

} // namespace signalwire::core
