#pragma once

#include "core/text.hpp"
#include "json/text_index.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>

/// Values in the form that servers write, read without a look at the end of the text: that is
/// `usual_margin` away at least.
namespace signalwire::json
{

/// More than a name, and than a number or a time. The text before it ends at the limit of the
/// functions here.
inline constexpr std::ptrdiff_t usual_margin = 128;

template <class Word>
[[nodiscard]] inline Word load(char const* bytes) noexcept
{
    Word out{};
    std::memcpy(&out, bytes, sizeof out);
    return out;
}

[[nodiscard]] inline bool is_null(char const* first) noexcept
{
    return load<std::uint32_t>(first) == load<std::uint32_t>("null");
}

/// Returns true at a comma that is directly followed by a name.
[[nodiscard]] inline bool is_next_member(char const* first) noexcept
{
    return load<std::uint16_t>(first) == load<std::uint16_t>(",\"");
}

/// Returns the closing quote of the text whose opening one is before `first`, or null if it has
/// escapes, is invalid or ends behind `limit`.
[[nodiscard]] inline char const* end_of_text(
    char const* first, char const* limit, text_index const& index) noexcept
{
    char const* end = index.skip_plain(first);
    if (end < limit && *end != '"')
        end = index.skip_text(end);
    return end < limit && *end == '"' ? end : nullptr;
}

/// A number without an exponent that fits into 64 bits.
struct short_number
{
    char const* end = nullptr;
    std::int64_t unscaled = 0;
    unsigned places = 0;
    /// Without a decimal point.
    bool is_integer = true;
};

/// Returns a number without an end if the text is not one of a usual form.
[[nodiscard]] inline short_number scan_number(char const* first) noexcept
{
    // They fit whatever they are.
    constexpr int max_digits = 18;
    using core::is_digit;

    short_number out;
    bool const negative = *first == '-';
    char const* const begin = first + (negative ? 1 : 0);
    char const* at = begin;
    std::int64_t value = 0;
    char const* const limit = begin + max_digits;
    for (; at != limit && is_digit(*at); ++at)
        value = value * 10 + (*at - '0');
    if (at == begin || (*begin == '0' && at - begin > 1))
        return out;
    if (*at == '.')
    {
        char const* const point = at++;
        for (; at <= limit && is_digit(*at); ++at)
            value = value * 10 + (*at - '0');
        out.places = static_cast<unsigned>(at - point - 1);
        out.is_integer = false;
        if (out.places == 0)
            return out;
    }
    // What goes on is longer or has an exponent, and the tokenizer knows about negative zeros.
    if (is_digit(*at) || *at == '.' || *at == 'e' || *at == 'E' || (negative && value == 0))
        return out;
    out.unscaled = negative ? -value : value;
    out.end = at;
    return out;
}

} // namespace signalwire::json
