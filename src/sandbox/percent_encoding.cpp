#include "sandbox/percent_encoding.hpp"

#include <algorithm>
#include <cstddef>

namespace signalwire::sandbox::detail
{

namespace
{

int hex_value(char c) noexcept
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool is_unreserved(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || std::string_view("-._~").find(c) != std::string_view::npos;
}

// pchar, slash and question mark: RFC 3986, sections 3.3 and 3.4.
bool is_allowed_raw(char c) noexcept
{
    return is_unreserved(c)
        || std::string_view("!$&'()*+,;=:@/?").find(c) != std::string_view::npos;
}

bool is_escape(std::string_view text, std::size_t at) noexcept
{
    return text.size() - at > 2 && hex_value(text[at + 1]) >= 0 && hex_value(text[at + 2]) >= 0;
}

} // namespace

bool is_well_formed_target(std::string_view target) noexcept
{
    if (!target.starts_with('/'))
        return false;
    for (std::size_t i = 0; i != target.size(); ++i)
    {
        bool const fits = target[i] == '%' ? is_escape(target, i) : is_allowed_raw(target[i]);
        if (!fits)
            return false;
    }
    return true;
}

std::optional<std::string> percent_decode(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i != text.size(); ++i)
    {
        if (text[i] != '%')
        {
            out += text[i];
            continue;
        }
        if (!is_escape(text, i))
            return std::nullopt;
        out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
        i += 2;
    }
    return out;
}

std::optional<std::string> decode_query_component(std::string_view text)
{
    std::string spaced(text);
    std::replace(spaced.begin(), spaced.end(), '+', ' ');
    return percent_decode(spaced);
}

void append_percent_encoded(std::string& out, std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (char const c : text)
    {
        if (is_unreserved(c))
        {
            out += c;
            continue;
        }
        auto const byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
}

std::string base64(std::string_view bytes)
{
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (; !bytes.empty(); bytes.remove_prefix(std::min<std::size_t>(3, bytes.size())))
    {
        unsigned group = 0;
        for (std::size_t i = 0; i != 3; ++i)
            group = group << 8 | (i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U);
        for (std::size_t i = 0; i != 4; ++i)
            out += i <= bytes.size() ? digits[group >> (18 - 6 * i) & 63] : '=';
    }
    return out;
}

} // namespace signalwire::sandbox::detail
