#pragma once

#include "paging/list_type.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace signalwire::paging
{

/// Owns a page of any list, or none. A range of its items; without a page it has no items.
class any_page
{
public:
    class iterator
    {
    public:
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

        friend bool operator==(iterator const&, iterator const&) = default;

    private:
        item_type const* type_;
        std::byte* address_;
    };

    any_page() noexcept = default;

    /// A new page without items.
    explicit any_page(list_type const& type)
        : type_(&type)
        , page_(type.create())
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

    /// Gives the page away.
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
        return page_ ? iterator(&type_->item, data()) : iterator(nullptr, nullptr);
    }

    [[nodiscard]] iterator end() const noexcept
    {
        return page_ ? iterator(&type_->item, data() + size() * type_->item.size) : begin();
    }

    /// Removes the items for whose index `is_unwanted` returns true.
    void remove_if(std::function<bool(std::size_t)> const& is_unwanted)
    {
        type_->remove_if(page_.get(), is_unwanted);
    }

    /// The API writes the ends of a listing as null, as "" or not at all; users get null.
    void unify_ends() const noexcept;

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

/// Whether there is a page URI: the ends of a listing may be blank.
[[nodiscard]] inline bool names_page(std::optional<std::string> const& uri) noexcept
{
    return uri && uri->find_first_not_of(" \t") != std::string::npos;
}

/// Identifies each item of a page within a walk: by its id, whatever else has changed in it; an
/// item without an id by its content.
[[nodiscard]] std::vector<std::size_t> hashes_of_items(any_page const& page);

} // namespace signalwire::paging
