#include "core/text.hpp"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <stdexcept>

namespace signalwire::core
{

namespace
{

constexpr char lower(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_control(char c) noexcept
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

/// Returns the length of the well-formed UTF-8 sequence (RFC 3629) at the front of `text`, or 0.
std::size_t sequence_length(std::string_view text) noexcept
{
    auto const byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    unsigned char const lead = byte(0);
    std::size_t const length = lead < 0x80 ? 1
        : lead >= 0xc2 && lead < 0xe0      ? 2
        : lead >= 0xe0 && lead < 0xf0      ? 3
        : lead >= 0xf0 && lead < 0xf5      ? 4
                                           : 0;
    if (length == 0 || length > text.size())
        return 0;
    for (std::size_t i = 1; i < length; ++i)
    {
        if ((byte(i) & 0xc0) != 0x80)
            return 0;
    }
    bool const overlong = (lead == 0xe0 && byte(1) < 0xa0) || (lead == 0xf0 && byte(1) < 0x90);
    bool const surrogate = lead == 0xed && byte(1) >= 0xa0;
    bool const too_large = lead == 0xf4 && byte(1) >= 0x90;
    return overlong || surrogate || too_large ? 0 : length;
}

/// Returns true if `text` begins with a C1 control character, which terminals interpret.
bool begins_with_c1_control(std::string_view text) noexcept
{
    return text.size() > 1 && text[0] == '\xc2' && static_cast<unsigned char>(text[1]) < 0xa0;
}

void append_escaped(std::string& out, char c)
{
    constexpr std::string_view digits = "0123456789abcdef";
    auto const value = static_cast<unsigned char>(c);
    out += "\\x";
    out += digits[value >> 4];
    out += digits[value & 15];
}

/// Returns true if the whole text was appended.
bool append_escaped(std::string& out, std::string_view text, std::size_t max_bytes)
{
    std::size_t position = 0;
    while (position < text.size() && position < max_bytes)
    {
        char const c = text[position];
        std::string_view const rest = text.substr(position);
        bool const is_unsafe = is_control(c) || begins_with_c1_control(rest);
        std::size_t const length = is_unsafe ? 0 : sequence_length(rest);
        if (length == 0)
            append_escaped(out, c);
        else if (c == '"' || c == '\\')
            out.append("\\").append(1, c);
        else
            out.append(text.substr(position, length));
        position += std::max<std::size_t>(length, 1);
    }
    return position >= text.size();
}

} // namespace

std::string escaped(std::string_view text, std::size_t max_bytes)
{
    std::string out;
    append_escaped(out, text, max_bytes);
    return out;
}

std::string quoted(std::string_view text, std::size_t max_bytes)
{
    std::string out = "\"";
    bool const is_whole = append_escaped(out, text, max_bytes);
    return out.append(is_whole ? "\"" : "\"...");
}

std::string without_credentials(std::string_view reference)
{
    // Any part that a parser may read as an authority is one, with or without slashes.
    std::size_t const scheme = reference.find_first_of(":/?#@\\");
    bool const has_scheme = scheme != std::string_view::npos && reference[scheme] == ':';
    std::size_t const begin =
        std::min(reference.find_first_not_of("/\\", has_scheme ? scheme + 1 : 0), reference.size());
    std::string_view const authority =
        reference.substr(begin, reference.find_first_of("/?#\\", begin) - begin);
    std::size_t at = authority.rfind('@');
    // A password may contain a delimiter of the authority. After a colon, or after a scheme that
    // may be a user name, everything up to the last @ is treated as user information.
    bool const has_password = has_scheme && begin == scheme + 1;
    bool const has_colon = !authority.starts_with('[') && authority.find(':') != authority.npos;
    std::string_view const rest = reference.substr(begin);
    if (at == std::string_view::npos && (has_password || has_colon))
        at = rest.rfind('@');
    // A user name may contain a slash.
    else if (at == std::string_view::npos && begin > 0)
        at = rest.substr(0, rest.find_first_of("?#")).rfind('@');
    std::string out(reference);
    if (at != std::string_view::npos)
        out.replace(begin, at, "***");
    return out;
}

std::string_view trimmed(std::string_view text) noexcept
{
    // The last two are a no-break space and a byte order mark.
    constexpr std::string_view blanks[] = {" ",  "\t", "\r",       "\n",
                                           "\v", "\f", "\xc2\xa0", "\xef\xbb\xbf"};
    auto const size_at = [&](auto is_there) {
        auto const* const found = std::find_if(std::begin(blanks), std::end(blanks), is_there);
        return found == std::end(blanks) ? std::size_t{0} : found->size();
    };
    auto const begins = [&text](std::string_view blank) { return text.starts_with(blank); };
    auto const ends = [&text](std::string_view blank) { return text.ends_with(blank); };
    while (std::size_t const size = size_at(begins))
        text.remove_prefix(size);
    while (std::size_t const size = size_at(ends))
        text.remove_suffix(size);
    return text;
}

std::string to_lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), lower);
    return out;
}

bool is_any_of(std::string_view text, std::initializer_list<std::string_view> names) noexcept
{
    return std::any_of(names.begin(), names.end(), [text](std::string_view name) {
        return std::equal(
            text.begin(), text.end(), name.begin(), name.end(),
            [](char left, char right) { return lower(left) == lower(right); });
    });
}

void reject(std::string_view name, std::string_view reason)
{
    throw std::invalid_argument(std::string(name).append(" ").append(reason));
}

bool has_control(std::string_view text) noexcept
{
    return std::any_of(text.begin(), text.end(), is_control);
}

bool is_utf8(std::string_view text) noexcept
{
    while (!text.empty())
    {
        std::size_t const length = sequence_length(text);
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

namespace
{

unsigned char* bytes_of(std::string& text) noexcept
{
    return reinterpret_cast<unsigned char*>(text.data());
}

unsigned char const* bytes_of(std::string_view text) noexcept
{
    return reinterpret_cast<unsigned char const*>(text.data());
}

} // namespace

std::string encode_base64(std::string_view bytes)
{
    // EVP_EncodeBlock writes a terminating zero, where std::string has its own.
    std::string out((bytes.size() + 2) / 3 * 4, '\0');
    EVP_EncodeBlock(bytes_of(out), bytes_of(bytes), static_cast<int>(bytes.size()));
    return out;
}

std::string encode_base64url(std::string_view bytes)
{
    std::string out = encode_base64(bytes);
    out.erase(out.find_last_not_of('=') + 1);
    std::replace(out.begin(), out.end(), '+', '-');
    std::replace(out.begin(), out.end(), '/', '_');
    return out;
}

std::optional<std::string> decode_base64url(std::string_view text)
{
    std::string padded(text);
    std::replace(padded.begin(), padded.end(), '-', '+');
    std::replace(padded.begin(), padded.end(), '_', '/');
    padded.append((4 - padded.size() % 4) % 4, '=');
    std::string out(padded.size() / 4 * 3, '\0');
    int const length =
        EVP_DecodeBlock(bytes_of(out), bytes_of(padded), static_cast<int>(padded.size()));
    if (length < 0)
        return std::nullopt;
    // EVP_DecodeBlock counts padding as zero bytes.
    out.resize(text.size() * 3 / 4);
    return encode_base64url(out) == text ? std::optional(out) : std::nullopt;
}

std::uint64_t fingerprint_of(std::string_view text)
{
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<unsigned char const*>(text.data()), text.size(), digest.data());
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 7; ++i)
        value = value << 8 | digest[i];
    return value >> 3 | 1;
}

} // namespace signalwire::core
