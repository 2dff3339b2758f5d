#pragma once

#include "client/response_model.hpp"
#include "paging/any_page.hpp"

#include <cstddef>
#include <functional>
#include <utility>

namespace signalwire::paging
{

/// Keeps the longest of several broken responses until a whole page is received, and reports the
/// head of a page as soon as it names the next page.
class page_document final : public client::response_model
{
public:
    using listener = std::function<void(compat::page_head const& head)>;

    /// `size` is the expected number of items; `on_next_known` may be empty.
    page_document(list_type const& type, std::size_t size, listener on_next_known = nullptr)
        : type_(type)
        , size_(size)
        , on_next_known_(std::move(on_next_known))
    {
    }

    json::object_schema const& type() const noexcept override
    {
        return *type_.page;
    }

    void* start() override
    {
        keep_longer();
        page_ = any_page(type_);
        type_.reserve(page_.address(), size_);
        reported_ = false;
        return page_.address();
    }

    void on_input_drained() override
    {
        if (reported_ || !on_next_known_ || !page_ || !names_page(page_.head().next_page_uri))
            return;
        reported_ = true;
        on_next_known_(page_.head());
    }

    /// The page that was received last: the whole one.
    [[nodiscard]] any_page take() noexcept
    {
        return std::move(page_);
    }

    /// The broken page with the most items.
    [[nodiscard]] any_page take_longest() noexcept
    {
        keep_longer();
        return std::move(longest_);
    }

private:
    void keep_longer() noexcept
    {
        if (page_.size() > longest_.size())
            std::swap(longest_, page_);
    }

    list_type const& type_;
    std::size_t size_;
    listener on_next_known_;
    bool reported_ = false;
    any_page page_;
    any_page longest_;
};

} // namespace signalwire::paging
