#pragma once

#include "sandbox/call_data.hpp"
#include "sandbox/page_flaw.hpp"
#include "sandbox/page_token.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::sandbox::detail
{

/// The selected calls of an account, or all of them without a list.
class index_list
{
public:
    explicit index_list(std::size_t all) noexcept
        : size_(all)
    {
    }

    explicit index_list(std::shared_ptr<std::vector<std::uint32_t> const> some) noexcept
        : some_(std::move(some))
        , size_(some_->size())
    {
    }

    [[nodiscard]] std::size_t size() const noexcept
    {
        return size_;
    }

    [[nodiscard]] std::size_t operator[](std::size_t position) const noexcept
    {
        return some_ ? (*some_)[position] : position;
    }

private:
    std::shared_ptr<std::vector<std::uint32_t> const> some_;
    std::size_t size_;
};

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
    /// How many selected calls stand before the page.
    std::uint64_t offset = 0;
    std::uint64_t page_size = 50;
    /// The token that asked for it, if any.
    std::string token;
    /// Which of the tokens of that page it was.
    std::uint32_t spelling = 0;
    /// What is to be wrong with the page.
    page_flaw flaw;
    /// What the tokens of pages of half the size are bound to.
    std::uint64_t smaller_listing = 0;
};

/// Where the page that is asked for is, under `token` if there is one.
[[nodiscard]] std::string page_uri(
    page_request const& request, std::uint64_t page, std::string_view token);

/// Where another page of the listing is.
[[nodiscard]] std::string uri_at(page_request const& request, page_position const& position);

/// The page as JSON.
[[nodiscard]] std::string render_page(
    call_data const& data, index_list const& selected, page_request const& request);

} // namespace signalwire::sandbox::detail
