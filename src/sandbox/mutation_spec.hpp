#pragma once

#include <signalwire/sandbox/mock_response.hpp>
#include <signalwire/sandbox/page_mutation.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

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

} // namespace signalwire::sandbox::detail
