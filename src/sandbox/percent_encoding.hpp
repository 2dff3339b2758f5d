#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace signalwire::sandbox::detail
{

/// Returns true if `target` is an absolute path with an optional query in valid percent-encoding,
/// RFC 3986.
[[nodiscard]] bool is_well_formed_target(std::string_view target) noexcept;

/// Decodes percent-encoding. Returns `nullopt` for an invalid escape.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text);

/// Decodes a name or a value of a query, in which a plus sign is a space. Returns `nullopt` for an
/// invalid escape.
[[nodiscard]] std::optional<std::string> decode_query_component(std::string_view text);

/// Appends `text` with all but unreserved characters percent-encoded.
void append_percent_encoded(std::string& out, std::string_view text);

/// Returns the Base64 encoding: RFC 4648, section 4.
[[nodiscard]] std::string base64(std::string_view bytes);

} // namespace signalwire::sandbox::detail
