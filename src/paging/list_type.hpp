#pragma once

#include "paging/time_window.hpp"

#include <signalwire/compat/listing_page.hpp>
#include <signalwire/detail/list_source.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::json
{
struct object_schema;
}

namespace signalwire::paging
{

/// Owns an object of a type that paging does not know.
using any_ptr = detail::any_ptr;

/// The items of a list: functions on the address of one.
struct item_type
{
    /// From one item of a page to the next, in bytes.
    std::size_t size;
    /// Empty when the item has none.
    std::string_view (*id)(void const* item) noexcept;
    /// The whole item as text: another text when anything is different.
    std::string (*content)(void const* item);
    /// When the item was created, if the response tells.
    std::optional<instant> (*created)(void const* item) noexcept;
    /// When the item was last changed, if the response tells.
    std::optional<instant> (*changed)(void const* item) noexcept;
    /// The time that the parameters `list_type::times` compare.
    std::optional<instant> (*selected)(void const* item) noexcept;
    /// Moves the item into an object of its own.
    any_ptr (*extract)(void* item);
};

/// The order of the items of a list, as far as it is known.
enum class list_order
{
    newest_first,
    unknown
};

/// A list of the API as data: everything that paging needs to know of it. Made by
/// `compat::make_list_type`, one constant per resource.
struct list_type
{
    /// Below the account: `/Calls`, or `/Messages/{}/Media`.
    std::string_view path;
    list_order order;
    /// Without names if the parameters cannot be relied on.
    time_parameters times;
    item_type item;
    /// The decoder's table for a page.
    json::object_schema const* page;
    any_ptr (*create)();
    compat::page_head& (*head)(void* page) noexcept;
    std::size_t (*count)(void const* page) noexcept;
    /// The address of the first item.
    void* (*items)(void* page) noexcept;
    void (*reserve)(void* page, std::size_t count);
    /// Removes the items for whose index the function returns true.
    void (*remove_if)(void* page, std::function<bool(std::size_t)> const& is_unwanted);
};

/// An item on a page.
class item_ref
{
public:
    item_ref(item_type const& type, void* address) noexcept
        : type_(&type)
        , address_(address)
    {
    }

    [[nodiscard]] void* address() const noexcept
    {
        return address_;
    }

    [[nodiscard]] std::string_view id() const noexcept
    {
        return type_->id(address_);
    }

    [[nodiscard]] std::string content() const
    {
        return type_->content(address_);
    }

    [[nodiscard]] std::optional<instant> created() const noexcept
    {
        return type_->created(address_);
    }

    [[nodiscard]] std::optional<instant> changed() const noexcept
    {
        return type_->changed(address_);
    }

    [[nodiscard]] std::optional<instant> selected() const noexcept
    {
        return type_->selected(address_);
    }

    [[nodiscard]] any_ptr extract() const
    {
        return type_->extract(address_);
    }

private:
    item_type const* type_;
    void* address_;
};

} // namespace signalwire::paging
