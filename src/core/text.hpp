#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace signalwire::core
{

/// Returns `text` in double quotes, safe for terminals and logs: control characters, quotes,
/// backslashes and invalid UTF-8 are escaped as `\xNN`, `\"` and `\\`. Text beyond `max_bytes` is
/// replaced by an ellipsis.
[[nodiscard]] std::string quoted(std::string_view text, std::size_t max_bytes = 200);

/// Returns `text` escaped as in `quoted`, without quotes and ellipsis.
[[nodiscard]] std::string escaped(std::string_view text, std::size_t max_bytes = 200);

/// Returns a URI reference (RFC 3986) with its user information replaced by `***`.
[[nodiscard]] std::string without_credentials(std::string_view reference);

/// Returns `text` without leading and trailing blanks, line ends, no-break spaces and byte order
/// marks.
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;

/// Returns `text` with ASCII letters in lower case, as for the comparison of host names (RFC 4343).
[[nodiscard]] std::string to_lower(std::string_view text);

/// Returns true if `text` contains a control character, which could end a header line or a C
/// string.
[[nodiscard]] bool has_control(std::string_view text) noexcept;

/// Returns true if all of `text` is UTF-8 (RFC 3629).
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

/// Returns true if `text` equals one of `names`, ignoring the case of ASCII letters.
[[nodiscard]] bool is_any_of(
    std::string_view text, std::initializer_list<std::string_view> names) noexcept;

/// Throws `std::invalid_argument`: "NAME REASON".
[[noreturn]] void reject(std::string_view name, std::string_view reason);

[[nodiscard]] constexpr bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

/// Returns the value of a hexadecimal digit, or -1.
[[nodiscard]] constexpr int hex_digit(char c) noexcept
{
    return is_digit(c)         ? c - '0'
        : c >= 'a' && c <= 'f' ? c - 'a' + 10
        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                               : -1;
}

/// Parses all of `text` as a number in the format of `std::from_chars`.
template <class T>
[[nodiscard]] std::optional<T> parse_number(std::string_view text) noexcept
{
    T value{};
    auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    bool const is_whole = failure == std::errc() && end == text.data() + text.size();
    return is_whole ? std::optional(value) : std::nullopt;
}

/// Base64 (RFC 4648 section 4).
[[nodiscard]] std::string encode_base64(std::string_view bytes);

/// Base64 with the URL-safe alphabet and without padding (RFC 4648 section 5).
[[nodiscard]] std::string encode_base64url(std::string_view bytes);

/// Reverses `encode_base64url`. Returns nothing if `text` is not its result.
[[nodiscard]] std::optional<std::string> decode_base64url(std::string_view text);

/// Returns a fingerprint that is stable across processes: the first 53 bits of the SHA-256 of
/// `text`, exact in any JSON tool, and never zero.
[[nodiscard]] std::uint64_t fingerprint_of(std::string_view text);

} // namespace signalwire::core
