#pragma once

#include "sandbox/account.hpp"
#include "sandbox/mutation_spec.hpp"
#include "sandbox/page_token.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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
    /// What is to be wrong with the page.
    page_flaw flaw;
    /// What the tokens of pages of half the size are bound to.
    std::uint64_t smaller_listing = 0;
};

/// Where the page of that number is, under `token` if there is one.
[[nodiscard]] std::string page_uri(
    page_request const& request, std::uint64_t page, std::string_view token);

/// Where the page at `position` is.
[[nodiscard]] std::string uri_at(page_request const& request, page_position const& position);

/// Appends the begin of a page: all of it but the list.
void append_links(std::string& out, page_request const& request);

/// The page as JSON, with the calls of these numbers.
[[nodiscard]] std::string render_page(
    account const& calls, std::vector<call_number> const& numbers, page_request const& request);

} // namespace signalwire::sandbox::detail
