#include "json/text_index.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#if defined(__SSE2__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

namespace signalwire::json
{

namespace
{

constexpr int block_size = 64;

void scan_bytes(char const* first, std::span<std::uint64_t> bits) noexcept
{
    for (std::uint64_t& word : bits)
    {
        word = 0;
        for (int i = 0; i < block_size; ++i)
            word |= std::uint64_t{is_plain(*first++) ? 0U : 1U} << i;
    }
}

/// Eight at a time, in plain C++.
void scan_words(char const* first, std::span<std::uint64_t> bits) noexcept
{
    constexpr std::uint64_t ones = 0x0101010101010101;
    constexpr std::uint64_t high = ones * 0x80;
    constexpr std::uint64_t low = ~high;
    // Sets the high bit of each byte without one that is `n` or more; no byte carries into another.
    auto const at_least = [](std::uint64_t bytes, std::uint64_t n) {
        return (bytes & low) + ones * (0x80 - n);
    };
    for (std::uint64_t& word : bits)
    {
        word = 0;
        for (int i = 0; i < block_size; i += 8, first += 8)
        {
            std::array<unsigned char, 8> text{};
            std::memcpy(text.data(), first, text.size());
            std::uint64_t bytes = 0;
            for (int k = 0; k < 8; ++k)
                bytes |= std::uint64_t{text[static_cast<std::size_t>(k)]} << 8 * k;
            std::uint64_t const plain = at_least(bytes, 0x20) & at_least(bytes ^ ones * '"', 1)
                & at_least(bytes ^ ones * '\\', 1) & ~bytes;
            // Gathers the eight high bits in the highest byte.
            word |= ((~plain & high) >> 7) * 0x0102040810204080 >> 56 << i;
        }
    }
}

#if defined(__SSE2__)
void scan_sse2(char const* first, std::span<std::uint64_t> bits) noexcept
{
    __m128i const quote = _mm_set1_epi8('"');
    __m128i const backslash = _mm_set1_epi8('\\');
    __m128i const lowest = _mm_set1_epi8(0x20);
    for (std::uint64_t& word : bits)
    {
        word = 0;
        for (int i = 0; i < block_size; i += 16, first += 16)
        {
            __m128i const bytes = _mm_loadu_si128(reinterpret_cast<__m128i const*>(first));
            // In a signed comparison, bytes beyond ASCII are below the lowest, too.
            __m128i const odd = _mm_or_si128(
                _mm_cmplt_epi8(bytes, lowest),
                _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash)));
            auto const mask = static_cast<unsigned>(_mm_movemask_epi8(odd));
            word |= std::uint64_t{mask} << i;
        }
    }
}

/// Compiled for instructions that the rest of the library does not require.
[[gnu::target("avx2")]] void scan_avx2(char const* first, std::span<std::uint64_t> bits) noexcept
{
    __m256i const quote = _mm256_set1_epi8('"');
    __m256i const backslash = _mm256_set1_epi8('\\');
    __m256i const lowest = _mm256_set1_epi8(0x20);
    for (std::uint64_t& word : bits)
    {
        word = 0;
        for (int i = 0; i < block_size; i += 32, first += 32)
        {
            __m256i const bytes = _mm256_loadu_si256(reinterpret_cast<__m256i const*>(first));
            __m256i const odd = _mm256_or_si256(
                _mm256_cmpgt_epi8(lowest, bytes),
                _mm256_or_si256(
                    _mm256_cmpeq_epi8(bytes, quote), _mm256_cmpeq_epi8(bytes, backslash)));
            auto const mask = static_cast<unsigned>(_mm256_movemask_epi8(odd));
            word |= std::uint64_t{mask} << i;
        }
    }
}
#endif

#if defined(__aarch64__)
void scan_neon(char const* first, std::span<std::uint64_t> bits) noexcept
{
    constexpr std::uint64_t weights = 0x8040201008040201;
    uint8x16_t const bit = vreinterpretq_u8_u64(vdupq_n_u64(weights));
    for (std::uint64_t& word : bits)
    {
        word = 0;
        for (int i = 0; i < block_size; i += 16, first += 16)
        {
            uint8x16_t const bytes = vld1q_u8(reinterpret_cast<std::uint8_t const*>(first));
            // In a signed comparison, bytes beyond ASCII are below the lowest, too.
            uint8x16_t const odd = vorrq_u8(
                vcltq_s8(vreinterpretq_s8_u8(bytes), vdupq_n_s8(0x20)),
                vorrq_u8(vceqq_u8(bytes, vdupq_n_u8('"')), vceqq_u8(bytes, vdupq_n_u8('\\'))));
            uint8x16_t const weighted = vandq_u8(odd, bit);
            std::uint64_t const low = vaddv_u8(vget_low_u8(weighted));
            std::uint64_t const high = vaddv_u8(vget_high_u8(weighted));
            word |= (low | high << 8) << i;
        }
    }
}
#endif

/// Those that not every machine has come last.
constexpr std::array all_scans = {
    block_scan_variant{"bytes", scan_bytes},
    block_scan_variant{"words", scan_words},
#if defined(__SSE2__)
    block_scan_variant{"sse2", scan_sse2},
    block_scan_variant{"avx2", scan_avx2},
#elif defined(__aarch64__)
    block_scan_variant{"neon", scan_neon},
#endif
};

/// Returns the size of the complete character that begins at `first`, or 0.
std::size_t character_size(char const* first, char const* last) noexcept
{
    utf8_lead const lead(static_cast<unsigned char>(*first));
    if (lead.missing == 0 || last - first <= lead.missing)
        return 0;
    auto const second = static_cast<unsigned char>(first[1]);
    bool valid = second >= lead.min_byte && second <= lead.max_byte;
    for (int i = 2; i <= lead.missing; ++i)
        valid = valid && (static_cast<unsigned char>(first[i]) & 0xc0) == 0x80;
    return valid ? static_cast<std::size_t>(lead.missing) + 1 : 0;
}

} // namespace

std::span<block_scan_variant const> block_scans() noexcept
{
    std::span<block_scan_variant const> const all = all_scans;
#if defined(__SSE2__)
    if (!__builtin_cpu_supports("avx2"))
        return all.first(all.size() - 1);
#endif
    return all;
}

void text_index::assign(std::string_view text) noexcept
{
    first_ = text.data();
    last_ = first_ + text.size();
    std::size_t const blocks = text.size() / block_size;
    std::size_t const rest = text.size() % block_size;
    scan_(first_, std::span(bits_).first(blocks));
    // What follows the text is not plain.
    std::array<char, block_size> end{};
    std::copy_n(first_ + blocks * block_size, rest, end.begin());
    scan_(end.data(), std::span(bits_).subspan(blocks, 1));
}

char const* text_index::skip_utf8(char const* at) const noexcept
{
    while (at != last_ && static_cast<unsigned char>(*at) >= 0x80)
    {
        std::size_t const size = character_size(at, last_);
        if (size == 0)
            break;
        at = skip_plain(at + size);
    }
    return at;
}

} // namespace signalwire::json
