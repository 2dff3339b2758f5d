#pragma once

#include "sandbox/listing.hpp"
#include "sandbox/mutation_spec.hpp"
#include "sandbox/page_token.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signalwire::sandbox::detail
{

/// A page of a list.
struct page_request
{
    page_request() = default;

    /// The names of the list, separated by commas.
    std::string_view list_keys = "calls";
    /// False if the links of pages are without that parameter.
    bool links_have_size = true;
    bool links_have_token = true;
    /// False for a list without pages.
    bool paged = true;

    /// The path of the request, with or without `.json`.
    std::string path;
    /// The filter, percent-encoded.
    std::string filter;
    /// Fingerprint of the listing, for its tokens.
    std::uint64_t listing = 0;
    std::uint64_t page = 0;
    std::uint64_t page_size = 50;
    /// The token of the request, if any.
    std::string token;
    /// The adjacent pages, if they exist.
    std::optional<page_position> next;
    std::optional<page_position> previous;
    /// The mutation of the page.
    mutation_spec mutation;
    /// Fingerprint of the listing with half the page size.
    std::uint64_t smaller_listing = 0;
};

/// Returns the URI of page `page`, with `token` unless it is empty.
[[nodiscard]] std::string page_uri(
    page_request const& request, std::uint64_t page, std::string_view token);

/// Returns the URI of the page at `position`.
[[nodiscard]] std::string uri_at(page_request const& request, page_position const& position);

/// Returns the page as JSON, with the objects at `positions`.
[[nodiscard]] std::string render_page(
    collection const& items, std::vector<list_position> const& positions,
    page_request const& request);

} // namespace signalwire::sandbox::detail
