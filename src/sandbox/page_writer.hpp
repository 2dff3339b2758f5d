#pragma once

#include "sandbox/call_data.hpp"

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
};

/// The page as JSON.
[[nodiscard]] std::string render_page(
    call_data const& data, index_list const& selected, page_request const& request);

} // namespace signalwire::sandbox::detail
