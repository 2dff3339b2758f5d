#pragma once

#include "json/utf8.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace signalwire::json
{

/// Printable ASCII without quotes and backslashes: nearly everything in the strings of an API.
[[nodiscard]] constexpr bool is_plain(char c) noexcept
{
    auto const byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

/// Sets one bit for each character that is not plain. A word of `bits` is a block of 64 characters,
/// the first one in the lowest bit.
using block_scan = void (*)(char const* first, std::span<std::uint64_t> bits) noexcept;

/// One of the implementations of `block_scan`, which all give the same.
struct block_scan_variant
{
    /// The instructions that it uses, such as `avx2`.
    std::string_view name;
    block_scan scan;
};

/// The implementations that this machine can run, the fastest last.
[[nodiscard]] std::span<block_scan_variant const> block_scans() noexcept;

/// Where in a piece of text the characters are that are not plain. They are found for all strings
/// at once, with vector instructions, because most strings are shorter than a vector.
class text_index
{
public:
    /// Longer texts are indexed piece by piece.
    static constexpr std::size_t max_size = std::size_t{16} * 1024;

    explicit text_index(block_scan scan = block_scans().back().scan) noexcept
        : scan_(scan)
    {
    }

    /// Requires at most `max_size` characters. Lifetime: `text` must outlive its use here.
    void assign(std::string_view text) noexcept;

    /// Returns the first character from `at` on that is not plain, or the end. Requires that `at`
    /// is in the text or its end.
    [[nodiscard]] char const* skip_plain(char const* at) const noexcept
    {
        auto const position = static_cast<std::size_t>(at - first_);
        std::size_t block = position / block_size;
        if (std::uint64_t const bits = bits_[block] >> position % block_size)
            return at + __builtin_ctzll(bits);
        // The end has a bit, too.
        while (bits_[++block] == 0)
        {
        }
        return first_ + block * block_size + __builtin_ctzll(bits_[block]);
    }

    /// Returns the first character from `at` on that cannot be copied as it is: a quote, a
    /// backslash, a control character, or invalid or incomplete UTF-8.
    [[nodiscard]] char const* skip_text(char const* at) const noexcept
    {
        char const* const end = skip_plain(at);
        return end == last_ || static_cast<unsigned char>(*end) < 0x80 ? end : skip_utf8(end);
    }

private:
    static constexpr std::size_t block_size = 64;

    [[nodiscard]] char const* skip_utf8(char const* at) const noexcept;

    block_scan scan_;
    char const* first_ = nullptr;
    char const* last_ = nullptr;
    std::array<std::uint64_t, max_size / block_size + 1> bits_{1};
};

} // namespace signalwire::json
