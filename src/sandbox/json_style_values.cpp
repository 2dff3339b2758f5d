#include "sandbox/json_style_values.hpp"

#include "sandbox/times.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace signalwire::sandbox::detail
{

namespace
{

constexpr std::string_view must_be_escaped = "\b\f\n\r\t\"\\";
constexpr std::string_view short_escapes = "bfnrt\"\\";

/// Returns the number of bytes of the UTF-8 character that starts with `first`.
std::size_t size_of_character(char first) noexcept
{
    auto const byte = static_cast<unsigned char>(first);
    return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

unsigned code_point(std::string_view character) noexcept
{
    constexpr std::array<unsigned, 5> first_bits = {0, 0x7f, 0x1f, 0x0f, 0x07};
    unsigned code = static_cast<unsigned char>(character.front()) & first_bits[character.size()];
    for (char const c : character.substr(1))
        code = code << 6 | (static_cast<unsigned char>(c) & 0x3fU);
    return code;
}

void append_unit(std::string& out, unsigned unit, random_sequence& random)
{
    std::string_view const digits = random.one_in(2) ? "0123456789abcdef" : "0123456789ABCDEF";
    out += "\\u";
    for (unsigned const shift : {12U, 8U, 4U, 0U})
        out += digits[unit >> shift & 15];
}

/// Appends one escape, or a surrogate pair: RFC 8259, section 7.
void append_escaped(std::string& out, unsigned code, random_sequence& random)
{
    if (code < 0x10000)
        return append_unit(out, code, random);
    append_unit(out, 0xd800 + ((code - 0x10000) >> 10), random);
    append_unit(out, 0xdc00 + ((code - 0x10000) & 0x3ff), random);
}

void append_character(
    std::string& out, std::string_view character, bool escape, random_sequence& random)
{
    char const first = character.front();
    std::size_t const special = must_be_escaped.find(first);
    bool const control = static_cast<unsigned char>(first) < 0x20;
    if (escape || (control && special == std::string_view::npos))
        append_escaped(out, code_point(character), random);
    else if (special != std::string_view::npos)
        (out += '\\') += short_escapes[special];
    else if (first == '/' && random.one_in(2))
        out += "\\/";
    else
        out += character;
}

std::string digits(std::int64_t value, int width)
{
    std::array<char, 24> text{};
    std::snprintf(text.data(), text.size(), "%0*lld", width, static_cast<long long>(value));
    return text.data();
}

/// Returns `2018-09-21T10:00:00` with `separator` in place of the `T`.
std::string iso_time(std::chrono::sys_seconds time, char separator)
{
    std::string out = iso8601_text(time);
    out.pop_back();
    out[10] = separator;
    return out;
}

std::string zone(std::chrono::minutes east, bool colon)
{
    std::int64_t const minutes = east.count() < 0 ? -east.count() : east.count();
    std::string out = east.count() < 0 ? "-" : "+";
    out += digits(minutes / 60, 2);
    return out.append(colon ? ":" : "") += digits(minutes % 60, 2);
}

} // namespace

void append_varied_string(std::string& out, std::string_view text, random_sequence& random)
{
    constexpr std::array<std::size_t, 4> rates = {0, 0, 8, 1};
    std::size_t const rate = random.any_of(rates);
    out += '"';
    while (!text.empty())
    {
        std::size_t const size = size_of_character(text.front());
        append_character(out, text.substr(0, size), random.one_in(rate), random);
        text.remove_prefix(size);
    }
    out += '"';
}

void append_white_space(std::string& out, random_sequence& random)
{
    constexpr std::array<std::string_view, 6> blanks = {"", "", " ", "\n", "\r\n\t", "    "};
    out += random.any_of(blanks);
}

std::string varied_time(std::chrono::sys_seconds time, random_sequence& random)
{
    constexpr std::array<int, 6> offsets = {0, -300, 60, 330, -210, 840};
    std::chrono::minutes const east(random.any_of(offsets));
    std::string local;
    append_rfc2822(local, time + east);
    std::string_view const date_and_time = std::string_view(local).substr(0, 26);
    std::string utc;
    append_rfc2822(utc, time);
    switch (random.below(8))
    {
    case 0: return utc.substr(0, 26) + "GMT";
    case 1: return utc.substr(0, 26) + "UTC";
    case 2: return std::string(date_and_time) + zone(east, false);
    case 3: return std::string(date_and_time.substr(5)) + zone(east, false);
    case 4: return iso_time(time, 'T') + 'Z';
    case 5: return iso_time(time, 'T') + ".000Z";
    case 6: return iso_time(time + east, random.one_in(2) ? ' ' : 'T') + zone(east, true);
    default: return utc;
    }
}

std::string varied_number(std::string_view number, random_sequence& random)
{
    if (random.one_in(2))
        return std::string(number);
    std::size_t const point = number.find('.');
    std::string out(number.substr(0, point));
    std::size_t places = 0;
    if (point != std::string_view::npos)
    {
        out += number.substr(point + 1);
        places = number.size() - point - 1;
    }
    // JSON has no leading zeros.
    std::size_t const sign = out.starts_with('-') ? 1 : 0;
    std::size_t const first = std::min(out.find_first_not_of('0', sign), out.size() - 1);
    out.erase(sign, first - sign);
    bool const zero = out.back() == '0' && out.size() == sign + 1;
    for (std::size_t zeros = zero ? 0 : random.below(4); zeros > 0; --zeros, ++places)
        out += '0';
    out += random.one_in(2) ? 'e' : 'E';
    return out.append("-").append(random.one_in(3) ? "0" : "") += std::to_string(places);
}

std::string varied_integer(std::string_view integer, random_sequence& random)
{
    constexpr std::array<std::string_view, 5> ends = {".0", ".000", "e0", "E+0", "0e-1"};
    std::string_view const end = random.any_of(ends);
    // JSON does not allow the leading zero of 00e-1.
    return std::string(integer).append(integer == "0" && end.front() == '0' ? ".0" : end);
}

} // namespace signalwire::sandbox::detail
