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
namespace signalwire::detail
{
struct projection;
}
namespace signalwire::json
{
struct object_schema;
}

namespace signalwire::paging
{

/// Owns an object of any type.
using any_ptr = detail::any_ptr;

struct projected_members;

/// The items of a list: functions on the address of one.
struct item_type
{
    /// Distance between two items of a page, in bytes.
    std::size_t size = 0;
    /// Returns the empty string if the item has no ID.
    std::string_view (*id)(item_type const& type, void const* item) noexcept = nullptr;
    /// Returns the whole item as text. Two items are equal if their texts are.
    std::string (*content)(item_type const& type, void const* item) = nullptr;
    /// Returns the creation time, if the response contains it.
    std::optional<instant> (*created)(item_type const& type, void const* item) noexcept = nullptr;
    /// Returns the time of the last update, if the response contains it.
    std::optional<instant> (*updated)(item_type const& type, void const* item) noexcept = nullptr;
    /// Returns the time that the parameters `list_type::times` compare.
    std::optional<instant> (*selected)(item_type const& type, void const* item) noexcept = nullptr;
    /// Moves the item into a separate object.
    any_ptr (*extract)(void* item) = nullptr;
    /// Returns the address of what the consumer gets; null if that is the item.
    void* (*value)(void* item) = nullptr;
    /// The members that the functions above read.
    struct
    {
        std::string_view id;
        std::string_view created;
        std::string_view selected;
    } names;
    /// Null unless only some members are decoded.
    projected_members const* projected = nullptr;
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
    list_order order{};
    /// Without names if the parameters are unreliable.
    time_parameters times;
    item_type item;
    /// The schema of a page.
    json::object_schema const* page = nullptr;
    any_ptr (*create)(list_type const& type) = nullptr;
    compat::page_head& (*head)(void* page) noexcept = nullptr;
    std::size_t (*count)(void const* page) noexcept = nullptr;
    /// Returns the address of the first item.
    void* (*items)(void* page) noexcept = nullptr;
    void (*reserve)(void* page, std::size_t count) = nullptr;
    /// Removes the items for whose index the function returns true.
    void (*remove_if)(void* page, std::function<bool(std::size_t)> const& is_unwanted) = nullptr;
    /// Null unless only some members of the items are decoded.
    detail::projection const* projection = nullptr;
};

/// A list of the API as it is, or one of which only some members are decoded.
using list_type_ptr = std::shared_ptr<list_type const>;

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

    /// Returns the address of what the consumer gets.
    [[nodiscard]] void* value() const
    {
        return type_->value ? type_->value(address_) : address_;
    }

    [[nodiscard]] std::string_view id() const noexcept
    {
        return type_->id(*type_, address_);
    }

    [[nodiscard]] std::string content() const
    {
        return type_->content(*type_, address_);
    }

    [[nodiscard]] std::optional<instant> created() const noexcept
    {
        return type_->created(*type_, address_);
    }

    [[nodiscard]] std::optional<instant> updated() const noexcept
    {
        return type_->updated(*type_, address_);
    }

    [[nodiscard]] std::optional<instant> selected() const noexcept
    {
        return type_->selected(*type_, address_);
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
