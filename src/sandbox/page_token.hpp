#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::sandbox::detail
{

/// Where in a listing a page is.
struct page_position
{
    page_position() = default;

    friend bool operator==(page_position const&, page_position const&) = default;

    /// The number of the call that the page begins with, or where that would be; that of the call
    /// behind its last one when `backwards`.
    std::int64_t edge = 0;
    /// How many pages have led to it.
    std::uint64_t page = 0;
    /// When it was issued, for who lets tokens expire.
    std::uint64_t stamp = 0;
    /// Whether the token points from a page to the one before it (`PB`) or after it (`PA`).
    bool backwards = false;
};

/// The token of a page: all that the server must know is in it, so that it keeps nothing about
/// listings. `listing` is a fingerprint of what is listed; a token fits no other listing.
[[nodiscard]] std::string make_page_token(std::uint64_t listing, page_position const& position);

/// Reads what `make_page_token` wrote for the same listing; nothing for any other text.
[[nodiscard]] std::optional<page_position> read_page_token(
    std::uint64_t listing, std::string_view token);

} // namespace signalwire::sandbox::detail
