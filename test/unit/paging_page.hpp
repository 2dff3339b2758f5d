#pragma once

#include "paging/any_page.hpp"

#include <signalwire/compat/listing_page.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace unit
{

using signalwire::paging::instant;

/// As little of a listing as its machinery needs.
struct item
{
    explicit item(std::string name, std::optional<int> second = std::nullopt)
        : id(std::move(name))
    {
        if (second)
            made.emplace(std::chrono::seconds(*second));
    }

    std::string id;
    std::optional<instant> made;
    /// What else there is to it.
    std::string text;
};

struct page : signalwire::compat::page_head
{
    page() = default;

    std::vector<item> items;
};

template <class T>
signalwire::paging::any_ptr own(T value)
{
    return signalwire::paging::any_ptr(
        std::make_unique<T>(std::move(value)).release(),
        [](void* owned) noexcept { std::default_delete<T>()(static_cast<T*>(owned)); });
}

inline signalwire::paging::list_type make_list()
{
    signalwire::paging::list_type type{};
    type.get_page.path = "/Things";
    auto const created = [](signalwire::paging::item_type const&, void const* each) noexcept {
        return static_cast<item const*>(each)->made;
    };
    type.item.size = sizeof(item);
    type.item.id = [](signalwire::paging::item_type const&,
                      void const* each) noexcept -> std::string_view {
        return static_cast<item const*>(each)->id;
    };
    type.item.content = [](signalwire::paging::item_type const&, void const* each) {
        auto const& value = *static_cast<item const*>(each);
        return value.id + value.text;
    };
    type.item.created = type.item.updated = type.item.selected = created;
    type.item.extract = [](void* each) { return own(std::move(*static_cast<item*>(each))); };
    type.create = [](signalwire::paging::list_type const&) { return own(page()); };
    type.head = [](void* each) noexcept -> signalwire::compat::page_head& {
        return *static_cast<page*>(each);
    };
    type.count = [](void const* each) noexcept {
        return static_cast<page const*>(each)->items.size();
    };
    type.items = [](void* each) noexcept -> void* {
        return static_cast<page*>(each)->items.data();
    };
    type.reserve = [](void* each, std::size_t count) {
        static_cast<page*>(each)->items.reserve(count);
    };
    type.remove_if = [](void* each, std::function<bool(std::size_t)> const& is_unwanted) {
        std::size_t index = 0;
        std::erase_if(
            static_cast<page*>(each)->items, [&](item const&) { return is_unwanted(index++); });
    };
    return type;
}

inline signalwire::paging::list_type const list = make_list();

/// A page with these items, as paging holds it.
inline signalwire::paging::any_page make_page(std::vector<item> items)
{
    signalwire::paging::any_page out(list);
    static_cast<page*>(out.address())->items = std::move(items);
    return out;
}

inline std::vector<item> const& items_of(signalwire::paging::any_page const& from)
{
    return static_cast<page const*>(from.address())->items;
}

} // namespace unit
