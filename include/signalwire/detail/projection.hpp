#pragma once

#include <signalwire/compat/listing_page.hpp>
#include <signalwire/detail/operation_source.hpp>
#include <signalwire/member_presence.hpp>
#include <signalwire/timestamp.hpp>

#include <boost/describe/members.hpp>
#include <boost/describe/modifiers.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeinfo>
#include <utility>
#include <vector>

/// Structs of users with a few of the members of a model.
namespace signalwire::detail
{

/// A struct of a user that is described with BOOST_DESCRIBE_STRUCT.
template <class Item>
concept projectable = boost::describe::has_describe_members<Item>::value
    && std::default_initializable<Item> && std::movable<Item>;

/// What paging reads of an item although the user's struct does not have it.
struct item_identity
{
    item_identity() = default;

    std::string id;
    /// When it was created, and the time that filters compare.
    std::array<std::optional<timestamp>, 2> times;
    /// Which members the response lacked.
    member_presence presence;
};

/// An item as it is decoded. Functions that do not know its type refer to it by the address of its
/// identity.
template <class Item>
struct projected_row : item_identity
{
    projected_row() = default;

    Item value{};

    [[nodiscard]] static projected_row& at(void* identity) noexcept
    {
        return *static_cast<projected_row*>(static_cast<item_identity*>(identity));
    }
};

struct projected_member
{
    std::string_view name;
    std::type_info const* type;
    void* (*address)(void* row);
};

/// The struct of a user as data, and functions on a vector of its rows.
struct projection
{
    std::type_info const* type;
    std::span<projected_member const> members;
    std::size_t row_size;
    void* (*value)(void* row);
    any_ptr (*create)();
    void* (*append)(void* rows);
    void (*reserve)(void* rows, std::size_t count);
    void (*remove_last)(void* rows);
    void (*clear)(void* rows);
    std::size_t (*size)(void const* rows);
    /// Returns the address of the first row.
    void* (*data)(void* rows) noexcept;
    /// Removes the rows for whose index the function returns true.
    void (*remove_if)(void* rows, std::function<bool(std::size_t)> const& is_unwanted);
};

template <class Item>
using members_of_item = boost::describe::describe_members<
    Item, boost::describe::mod_public | boost::describe::mod_inherited>;

template <class Item, class Descriptor>
constexpr projected_member describe_projected_member() noexcept
{
    using type = std::remove_cvref_t<decltype(std::declval<Item&>().*Descriptor::pointer)>;
    return {
        Descriptor::name,
        &typeid(type),
        [](void* row) -> void* {
            return &(projected_row<Item>::at(row).value.*Descriptor::pointer);
        },
    };
}

template <class Item, template <class...> class List, class... Descriptors>
constexpr auto describe_projected_members(List<Descriptors...>) noexcept
{
    return std::array<projected_member, sizeof...(Descriptors)>{
        describe_projected_member<Item, Descriptors>()...};
}

template <class Item>
inline constexpr auto projected_members = describe_projected_members<Item>(members_of_item<Item>());

template <class Item>
constexpr projection make_projection() noexcept
{
    using row = projected_row<Item>;
    using rows = std::vector<row>;
    projection out{};
    out.type = &typeid(Item);
    out.members = projected_members<Item>;
    out.row_size = sizeof(row);
    out.value = [](void* which) -> void* { return &row::at(which).value; };
    out.create = [] {
        return any_ptr(new rows, [](void* owned) noexcept {
            std::default_delete<rows>()(static_cast<rows*>(owned));
        });
    };
    out.append = [](void* all) -> void* {
        return static_cast<item_identity*>(&static_cast<rows*>(all)->emplace_back());
    };
    out.reserve = [](void* all, std::size_t count) { static_cast<rows*>(all)->reserve(count); };
    out.remove_last = [](void* all) { static_cast<rows*>(all)->pop_back(); };
    out.clear = [](void* all) { static_cast<rows*>(all)->clear(); };
    out.size = [](void const* all) { return static_cast<rows const*>(all)->size(); };
    out.data = [](void* all) noexcept -> void* {
        return static_cast<item_identity*>(static_cast<rows*>(all)->data());
    };
    out.remove_if = [](void* all, std::function<bool(std::size_t)> const& is_unwanted) {
        std::size_t index = 0;
        std::erase_if(*static_cast<rows*>(all), [&](row const&) { return is_unwanted(index++); });
    };
    return out;
}

/// The projection to `Item`.
template <class Item>
inline constexpr projection projection_of = make_projection<Item>();

/// A page of rows of any type.
struct projected_rows : compat::page_head
{
    explicit projected_rows(projection const& what)
        : type(&what)
        , rows(what.create())
    {
    }

    projection const* type;
    any_ptr rows;
};

} // namespace signalwire::detail
