#include "core/text.hpp"

#include <algorithm>
#include <iterator>

namespace signalwire::core
{

namespace
{

bool is_control(char c) noexcept
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

/// The length of the well-formed UTF-8 sequence (RFC 3629) at the front of `text`; 0 if there is
/// none. C1 control characters, which terminals obey, do not count as well-formed.
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
    bool const c1_control = lead == 0xc2 && byte(1) < 0xa0;
    return overlong || surrogate || too_large || c1_control ? 0 : length;
}

void append_escaped(std::string& out, char c)
{
    constexpr std::string_view digits = "0123456789abcdef";
    auto const value = static_cast<unsigned char>(c);
    out += "\\x";
    out += digits[value >> 4];
    out += digits[value & 15];
}

/// Gives whether that was all of the text.
bool append_escaped(std::string& out, std::string_view text, std::size_t most)
{
    std::size_t position = 0;
    while (position < text.size() && position < most)
    {
        char const c = text[position];
        std::size_t const length = is_control(c) ? 0 : sequence_length(text.substr(position));
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

std::string escaped(std::string_view text, std::size_t most)
{
    std::string out;
    append_escaped(out, text, most);
    return out;
}

std::string quoted(std::string_view text, std::size_t most)
{
    std::string out = "\"";
    bool const is_whole = append_escaped(out, text, most);
    return out.append(is_whole ? "\"" : "\"...");
}

std::string without_credentials(std::string_view reference)
{
    // Whatever a reader could take for an authority counts as one, with slashes or without.
    std::size_t const scheme = reference.find_first_of(":/?#@\\");
    bool const has_scheme = scheme != std::string_view::npos && reference[scheme] == ':';
    std::size_t const begin =
        std::min(reference.find_first_not_of("/\\", has_scheme ? scheme + 1 : 0), reference.size());
    std::string_view const authority =
        reference.substr(begin, reference.find_first_of("/?#\\", begin) - begin);
    std::size_t at = authority.rfind('@');
    // A password may hold what ends an authority. With a colon in front of that, or with a scheme
    // that may be a user name, everything up to the last @ counts as one.
    bool const has_password = has_scheme && begin == scheme + 1;
    bool const has_colon = !authority.starts_with('[') && authority.find(':') != authority.npos;
    std::string_view const rest = reference.substr(begin);
    if (at == std::string_view::npos && (has_password || has_colon))
        at = rest.rfind('@');
    // A user name may hold a slash.
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
    for (char& c : out)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

bool has_control(std::string_view text) noexcept
{
    return std::any_of(text.begin(), text.end(), is_control);
}

} // namespace signalwire::core
