#pragma once

#include "client/document.hpp"
#include "paging/page_traits.hpp"

#include <cstddef>
#include <functional>
#include <utility>

namespace signalwire::paging
{

/// Keeps the longest of several broken arrivals of a page, until a whole one comes, and tells as
/// soon as a page that is still arriving has named the next one.
template <class Page>
class page_document final : public client::document
{
public:
    using listener = std::function<void(Page const& head)>;

    /// `size` is how many items the page probably has.
    page_document(std::size_t size, listener on_next_known)
        : size_(size)
        , on_next_known_(std::move(on_next_known))
    {
    }

    json::object_type const& type() const noexcept override
    {
        return json::description<Page>::type;
    }

    void* start() override
    {
        keep_longer();
        page_ = Page();
        page_traits<Page>::items(page_).reserve(size_);
        told_ = false;
        return &page_;
    }

    void on_pause() override
    {
        std::optional<std::string> const& next = page_traits<Page>::next_uri(page_);
        if (told_ || !names_page(next))
            return;
        told_ = true;
        on_next_known_(page_);
    }

    /// The page that came last: the whole one.
    [[nodiscard]] Page take() noexcept
    {
        return std::move(page_);
    }

    /// The broken page with the most items.
    [[nodiscard]] Page take_longest() noexcept
    {
        keep_longer();
        return std::move(longest_);
    }

private:
    void keep_longer() noexcept
    {
        using traits = page_traits<Page>;
        if (traits::items(page_).size() > traits::items(longest_).size())
            longest_ = std::move(page_);
    }

    std::size_t size_;
    listener on_next_known_;
    bool told_ = false;
    Page page_;
    Page longest_;
};

} // namespace signalwire::paging
