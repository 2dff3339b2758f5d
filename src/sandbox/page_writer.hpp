#pragma once

#include "sandbox/listing.hpp"
#include "sandbox/page_token.hpp"

#include <signalwire/sandbox/mock_response.hpp>
#include <signalwire/sandbox/page_mutation.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signalwire::sandbox::detail
{

struct page_request;

/// A mutation of a page with its parameter.
struct mutation_spec
{
    mutation_spec() = default;

    explicit mutation_spec(page_mutation mutation, std::size_t mutation_amount = 0) noexcept
        : kind(mutation)
        , amount(mutation_amount)
    {
    }

    /// The mutation of a mock response.
    explicit mutation_spec(mock_response const& mock) noexcept;

    [[nodiscard]] bool is_none() const noexcept
    {
        return kind == page_mutation::none;
    }

    /// Returns the number of pages from the first to the last page of a loop.
    [[nodiscard]] std::uint64_t pages_back() const noexcept;

    page_mutation kind = page_mutation::none;
    /// 0 for the default.
    std::size_t amount = 0;
};

/// Returns the next page size of `page_mutation::smaller_page_size`.
[[nodiscard]] std::uint64_t smaller_page_size(std::uint64_t page_size) noexcept;

/// Returns the URI of the next page in the mutated page. `original` is that of `request.next`.
[[nodiscard]] std::optional<std::string> mutated_next_uri(
    page_request const& request, std::optional<std::string> original);

/// Applies `mutation` to the text of a page, if it mutates text.
void mutate_text(std::string& page, mutation_spec const& mutation);

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

/// Returns the page as JSON, with `items`, which are JSON.
[[nodiscard]] std::string render_page(
    std::vector<std::string> const& items, page_request const& request);

} // namespace signalwire::sandbox::detail
