#pragma once

#include "sandbox/account.hpp"
#include "sandbox/page_token.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace signalwire::sandbox::detail
{

/// Which page of which listing.
struct page_request
{
    page_request() = default;

    /// The path as requested, with or without `.json`.
    std::string path;
    /// The filter, percent-encoded.
    std::string filter;
    /// What its tokens are bound to.
    std::uint64_t listing = 0;
    std::uint64_t page = 0;
    std::uint64_t page_size = 50;
    /// The token that asked for it, if any.
    std::string token;
    /// The pages behind it and before it, where there are any.
    std::optional<page_position> next;
    std::optional<page_position> previous;
};

/// The page as JSON, with the calls of these numbers.
[[nodiscard]] std::string render_page(
    account const& calls, std::vector<call_number> const& numbers, page_request const& request);

} // namespace signalwire::sandbox::detail
