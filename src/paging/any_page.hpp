#pragma once

#include "paging/list_type.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace signalwire::paging
{

/// Returns true if `uri` names a page. At the ends of a listing it may be blank.
[[nodiscard]] inline bool names_page(std::optional<std::string> const& uri) noexcept
{
    return uri && uri->find_first_not_of(" \t") != std::string::npos;
}

/// Owns a page of any list, or is empty. A range of the items of the page.
class any_page
{
public:
    class iterator
    {
    public:
        iterator() = default;

        iterator(item_type const* type, std::byte* address) noexcept
            : type_(type)
            , address_(address)
        {
        }

        [[nodiscard]] item_ref operator*() const noexcept
        {
            return item_ref(*type_, address_);
        }

        iterator& operator++() noexcept
        {
            address_ += type_->size;
            return *this;
        }

        iterator operator+(std::size_t count) const noexcept
        {
            return iterator(type_, address_ + count * type_->size);
        }

        friend bool operator==(iterator const& left, iterator const& right) noexcept
        {
            return left.address_ == right.address_;
        }

    private:
        item_type const* type_ = nullptr;
        std::byte* address_ = nullptr;
    };

    any_page() noexcept = default;

    /// Creates a page without items.
    explicit any_page(list_type const& type)
        : type_(&type)
        , page_(type.create(type))
    {
    }

    [[nodiscard]] explicit operator bool() const noexcept
    {
        return page_ != nullptr;
    }

    [[nodiscard]] void* address() const noexcept
    {
        return page_.get();
    }

    /// Releases the ownership of the page.
    [[nodiscard]] any_ptr release() noexcept
    {
        return std::exchange(page_, none());
    }

    [[nodiscard]] compat::page_head& head() const noexcept
    {
        return type_->head(page_.get());
    }

    [[nodiscard]] std::size_t size() const noexcept
    {
        return page_ ? type_->count(page_.get()) : 0;
    }

    [[nodiscard]] bool empty() const noexcept
    {
        return size() == 0;
    }

    [[nodiscard]] item_ref operator[](std::size_t index) const noexcept
    {
        return item_ref(type_->item, data() + index * type_->item.size);
    }

    [[nodiscard]] iterator begin() const noexcept
    {
        return page_ ? iterator(&type_->item, data()) : iterator();
    }

    [[nodiscard]] iterator end() const noexcept
    {
        return page_ ? begin() + size() : iterator();
    }

    /// Removes the items for whose index `is_unwanted` returns true.
    void remove_if(std::function<bool(std::size_t)> const& is_unwanted)
    {
        type_->remove_if(page_.get(), is_unwanted);
    }

    /// Replaces blank page URIs by null: at its ends, the API writes null, "" or no member.
    void normalize_links() const noexcept
    {
        for (std::optional<std::string>* const uri :
             {&head().next_page_uri, &head().previous_page_uri})
        {
            if (!names_page(*uri))
                uri->reset();
        }
    }

private:
    [[nodiscard]] static any_ptr none() noexcept
    {
        return any_ptr(nullptr, [](void*) noexcept {});
    }

    [[nodiscard]] std::byte* data() const noexcept
    {
        return static_cast<std::byte*>(type_->items(page_.get()));
    }

    list_type const* type_ = nullptr;
    any_ptr page_ = none();
};

} // namespace signalwire::paging
