#pragma once

#include "paging/page_traits.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace unit
{

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
    std::optional<std::chrono::sys_seconds> made;
    /// What else there is to it.
    std::string text;
};

struct page
{
    page() = default;

    std::vector<item> items;
    std::optional<std::string> next;
    std::optional<std::string> previous;
    std::int64_t size = 0;
};

} // namespace unit

template <>
struct signalwire::paging::page_traits<unit::page>
{
    using item_type = unit::item;

    static std::vector<unit::item>& items(unit::page& page) noexcept
    {
        return page.items;
    }

    static std::vector<unit::item> const& items(unit::page const& page) noexcept
    {
        return page.items;
    }

    static std::string const& id(unit::item const& item) noexcept
    {
        return item.id;
    }

    static std::optional<std::chrono::sys_seconds> moment(unit::item const& item) noexcept
    {
        return item.made;
    }

    static std::string content(unit::item const& item)
    {
        return item.id + item.text;
    }

    static std::optional<std::string>& next_uri(unit::page& page) noexcept
    {
        return page.next;
    }

    static std::optional<std::string>& previous_uri(unit::page& page) noexcept
    {
        return page.previous;
    }

    static std::int64_t page_size(unit::page const& page) noexcept
    {
        return page.size;
    }
};
