#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace signalwire::sandbox::detail
{

/// Whether `target` is an absolute path with or without a query, and holds nothing that RFC 3986
/// wants percent-encoded, nor a malformed percent sign.
[[nodiscard]] bool is_well_formed_target(std::string_view target) noexcept;

/// Undoes percent-encoding; nothing for a malformed percent sign.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text);

/// The same for names and values of a query, where a plus sign stands for a space.
[[nodiscard]] std::optional<std::string> decode_query_part(std::string_view text);

/// Appends `text` with all but unreserved characters percent-encoded.
void append_percent_encoded(std::string& out, std::string_view text);

} // namespace signalwire::sandbox::detail
