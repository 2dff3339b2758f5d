#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::sandbox::detail
{

/// The position of a page in a listing.
struct page_position
{
    page_position() = default;

    friend bool operator==(page_position const&, page_position const&) = default;

    /// Position of the first call of the page; if `backwards`, that after its last call.
    std::int64_t edge = 0;
    /// Number of pages before it.
    std::uint64_t page = 0;
    /// Time of issue, see `page_token_expiry`.
    std::uint64_t stamp = 0;
    /// Distinguishes several tokens of one page.
    std::uint64_t variant = 0;
    /// True for a link to the previous page (`PB`), false for the next page (`PA`).
    bool backwards = false;
};

/// Returns the token of a page. It contains the whole position, so the server has no state per
/// listing. `listing` is a fingerprint of the listing; the token is invalid for all others.
[[nodiscard]] std::string make_page_token(std::uint64_t listing, page_position const& position);

/// Parses a token of `make_page_token` for the same listing. Returns `nullopt` for all other text.
[[nodiscard]] std::optional<page_position> read_page_token(
    std::uint64_t listing, std::string_view token);

} // namespace signalwire::sandbox::detail
