#pragma once

#include "client/model_type.hpp"
#include "paging/list_type.hpp"

#include <signalwire/timestamp.hpp>

#include <boost/mp11/algorithm.hpp>

#include <initializer_list>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace signalwire::compat
{

/// The time that a member holds, if it is known.
[[nodiscard]] inline std::optional<paging::instant> known_time(timestamp const& time) noexcept
{
    return time == timestamp() ? std::nullopt : std::optional(time.time());
}

[[nodiscard]] inline std::optional<paging::instant> known_time(
    std::optional<timestamp> const& time) noexcept
{
    return time ? known_time(*time) : std::nullopt;
}

/// The members that identify an item, and tell when it was created and last changed. Some models
/// have others, or none.
template <class Item>
[[nodiscard]] std::string_view id_of(Item const& item) noexcept
{
    if constexpr (requires { item.sid; })
        return item.sid;
    else
        return item.call_sid;
}

template <class Item>
[[nodiscard]] std::optional<paging::instant> creation_of(Item const& item) noexcept
{
    if constexpr (requires { item.date_created; })
        return known_time(item.date_created);
    else
        return known_time(item.date_enqueued);
}

template <class Item>
[[nodiscard]] std::optional<paging::instant> change_of(Item const& item) noexcept
{
    if constexpr (requires { item.date_updated; })
        return known_time(item.date_updated);
    else
        return std::nullopt;
}

/// The first of the names that a member of `Item` has; empty if there is none.
template <class Item>
[[nodiscard]] constexpr std::string_view name_among(
    std::initializer_list<std::string_view> names) noexcept
{
    for (std::string_view const name : names)
    {
        if (json::find_member(json::schema<Item>::value, name))
            return name;
    }
    return {};
}

/// The name of the member that `Pointer` points to.
template <class Item, auto Pointer>
[[nodiscard]] constexpr std::string_view name_of() noexcept
{
    std::string_view name;
    boost::mp11::mp_for_each<json::detail::members_of<Item>>([&](auto member) {
        if constexpr (std::is_same_v<std::remove_cv_t<decltype(member.pointer)>, decltype(Pointer)>)
            name = member.pointer == Pointer ? member.name : name;
    });
    return name;
}

/// The items of `Page` as data. `Selected` is the member that the filter's time range compares.
template <class Item, auto Selected>
[[nodiscard]] constexpr paging::item_type make_item_type() noexcept
{
    paging::item_type type{};
    type.size = sizeof(Item);
    type.id = [](paging::item_type const&, void const* item) noexcept -> std::string_view {
        return id_of(*static_cast<Item const*>(item));
    };
    type.content = [](paging::item_type const&, void const* item) {
        return to_json(*static_cast<Item const*>(item));
    };
    type.created = [](paging::item_type const&, void const* item) noexcept {
        return creation_of(*static_cast<Item const*>(item));
    };
    type.updated = [](paging::item_type const&, void const* item) noexcept {
        return change_of(*static_cast<Item const*>(item));
    };
    type.selected = [](paging::item_type const&, void const* item) noexcept {
        return known_time(static_cast<Item const*>(item)->*Selected);
    };
    type.extract = [](void* item) {
        return client::make_any(std::move(*static_cast<Item*>(item)));
    };
    type.names = {
        name_among<Item>({"sid", "call_sid"}),
        name_among<Item>({"date_created", "date_enqueued"}),
        name_of<Item, Selected>(),
    };
    return type;
}

/// A list as data: `Page` is described with Boost.Describe, `path` is below the account.
template <class Page, auto Selected>
[[nodiscard]] constexpr paging::list_type make_list_type(
    std::string_view name, std::string_view path, paging::list_order order,
    paging::time_parameters const& times = {}) noexcept
{
    using item = typename Page::value_type;
    paging::list_type type{};
    type.get_page.name = name;
    type.get_page.path = path;
    type.order = order;
    type.times = times;
    type.item = make_item_type<item, Selected>();
    type.page = &json::schema<Page>::value;
    type.create = [](paging::list_type const&) { return client::make_any(Page()); };
    type.head = [](void* page) noexcept -> page_head& { return *static_cast<Page*>(page); };
    type.count = [](void const* page) noexcept { return static_cast<Page const*>(page)->size(); };
    type.items = [](void* page) noexcept -> void* {
        return (static_cast<Page*>(page)->*Page::items).data();
    };
    type.reserve = [](void* page, std::size_t count) {
        (static_cast<Page*>(page)->*Page::items).reserve(count);
    };
    type.remove_if = [](void* page, std::function<bool(std::size_t)> const& is_unwanted) {
        std::size_t index = 0;
        std::erase_if(static_cast<Page*>(page)->*Page::items, [&](item const&) {
            return is_unwanted(index++);
        });
    };
    return type;
}

} // namespace signalwire::compat
