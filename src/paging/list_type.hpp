#pragma once

#include "paging/time_window.hpp"

#include <signalwire/compat/listing_page.hpp>
#include <signalwire/detail/list_source.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::client
{
class engine;
}
namespace signalwire::json
{
struct object_schema;
}

namespace signalwire::paging
{

/// Owns an object of any type.
using any_ptr = detail::any_ptr;

/// The items of a list: functions on the address of one.
struct item_type
{
    /// Distance between two items of a page, in bytes.
    std::size_t size;
    /// Returns the empty string if the item has no ID.
    std::string_view (*id)(void const* item) noexcept;
    /// Returns the whole item as text. Two items are equal if their texts are.
    std::string (*content)(void const* item);
    /// Returns the creation time, if the response contains it.
    std::optional<instant> (*created)(void const* item) noexcept;
    /// Returns the time of the last update, if the response contains it.
    std::optional<instant> (*updated)(void const* item) noexcept;
    /// Returns the time that the parameters `list_type::times` compare.
    std::optional<instant> (*selected)(void const* item) noexcept;
    /// Moves the item into a separate object.
    any_ptr (*extract)(void* item);
};

/// The order of the items of a list, as far as it is known.
enum class list_order
{
    newest_first,
    unknown
};

/// A list of the API as data: all that paging requires. Made by `compat::make_list_type`, one
/// constant per resource.
struct list_type
{
    /// Its path is such as `/Calls` or `/Messages/{}/Media`.
    detail::operation_type get_page;
    list_order order;
    /// Without names if the parameters are unreliable.
    time_parameters times;
    item_type item;
    /// The schema of a page.
    json::object_schema const* page;
    any_ptr (*create)();
    compat::page_head& (*head)(void* page) noexcept;
    std::size_t (*count)(void const* page) noexcept;
    /// Returns the address of the first item.
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

    [[nodiscard]] std::optional<instant> updated() const noexcept
    {
        return type_->updated(address_);
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

/// Returns the implementation of the resource that `type` describes. Lifetime: `type` is a
/// constant.
[[nodiscard]] std::shared_ptr<detail::list_source> make_list_source(
    std::shared_ptr<client::engine> engine, list_type const& type);

} // namespace signalwire::paging
