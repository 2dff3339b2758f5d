#pragma once

#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// Scans the plain part of a JSON string: printable ASCII without quotes and backslashes, nearly
/// everything that an API sends.
namespace signalwire::json
{

[[nodiscard]] constexpr bool is_plain(char c) noexcept
{
    auto const byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

/// Returns the first character in [`first`, `last`) that is not plain. Scans eight at a time.
[[nodiscard]] inline char const* skip_plain_words(char const* first, char const* last) noexcept
{
    constexpr std::uint64_t ones = 0x0101010101010101;
    constexpr std::uint64_t high = 0x8080808080808080;
    // A byte below `n` borrows into its high bit, for n up to 0x80.
    auto const below = [](std::uint64_t bytes, std::uint64_t n) { return bytes - ones * n; };
    for (; last - first >= 8; first += 8)
    {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, first, sizeof bytes);
        std::uint64_t const quotes = bytes ^ ones * '"';
        std::uint64_t const backslashes = bytes ^ ones * '\\';
        if (((below(bytes, 0x20) | below(quotes, 1) | below(backslashes, 1) | bytes) & high) != 0)
            break;
    }
    while (first != last && is_plain(*first))
        ++first;
    return first;
}

/// Returns the first character that is not plain, with vector instructions if available.
[[nodiscard]] inline char const* skip_plain(char const* first, char const* last) noexcept
{
#if defined(__SSE2__)
    __m128i const quote = _mm_set1_epi8('"');
    __m128i const backslash = _mm_set1_epi8('\\');
    __m128i const lowest = _mm_set1_epi8(0x20);
    for (; last - first >= 16; first += 16)
    {
        __m128i const bytes = _mm_loadu_si128(reinterpret_cast<__m128i const*>(first));
        // In a signed comparison, bytes beyond ASCII are below the lowest, too.
        __m128i const odd = _mm_or_si128(
            _mm_cmplt_epi8(bytes, lowest),
            _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash)));
        if (int const mask = _mm_movemask_epi8(odd))
            return first + __builtin_ctz(static_cast<unsigned>(mask));
    }
    while (first != last && is_plain(*first))
        ++first;
    return first;
#else
    return skip_plain_words(first, last);
#endif
}

} // namespace signalwire::json
