#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::sandbox::detail
{

/// Where in a listing a page begins.
struct page_position
{
    page_position(
        std::uint64_t first_call, bool from_behind, std::uint32_t spelling_number = 0) noexcept
        : offset(first_call)
        , backwards(from_behind)
        , spelling(spelling_number)
    {
    }

    friend bool operator==(page_position const&, page_position const&) = default;

    /// How many selected calls stand before the page: less than 2^32.
    std::uint64_t offset;
    /// Whether the token points from a page to the one before it (`PB`) or after it (`PA`).
    bool backwards;
    /// Which of the many tokens of that page it is.
    std::uint32_t spelling;
};

/// The token of a page: all that the server must know is in it, so that it keeps nothing about
/// listings. `listing` is a fingerprint of what is listed; a token fits no other listing.
[[nodiscard]] std::string make_page_token(std::uint64_t listing, page_position const& position);

/// Reads what `make_page_token` wrote for the same listing; nothing for any other text.
[[nodiscard]] std::optional<page_position> read_page_token(
    std::uint64_t listing, std::string_view token);

} // namespace signalwire::sandbox::detail
