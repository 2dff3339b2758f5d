#pragma once

#include "paging/page_traits.hpp"

#include <signalwire/timestamp.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace signalwire::compat
{

/// The larger part of `paging::page_traits<Page>`: what is the same for all resources. What is left
/// for each is
///
///     static constexpr std::string_view path = …;      // below the account: "/Calls"
///     static std::optional<std::chrono::sys_seconds> selected_time(item_type const& item);
///     static constexpr paging::time_parameters times = …;
template <class Page>
struct resource_traits
{
    using item_type = typename Page::value_type;
    using instant = std::chrono::sys_seconds;

    static auto& items(Page& page) noexcept
    {
        return page.*Page::items;
    }

    static auto const& items(Page const& page) noexcept
    {
        return page.*Page::items;
    }

    static std::string const& id(item_type const& item) noexcept
    {
        return item.sid;
    }

    static std::optional<instant> moment(item_type const& item) noexcept
    {
        return known(item.date_created);
    }

    static std::optional<instant> changed(item_type const& item) noexcept
    {
        return known(item.date_updated);
    }

    static std::string content(item_type const& item)
    {
        return to_json(item);
    }

    static std::optional<std::string>& next_uri(Page& page) noexcept
    {
        return page.next_page_uri;
    }

    static std::optional<std::string> const& next_uri(Page const& page) noexcept
    {
        return page.next_page_uri;
    }

    static std::optional<std::string>& previous_uri(Page& page) noexcept
    {
        return page.previous_page_uri;
    }

    static std::int64_t page_size(Page const& page) noexcept
    {
        return page.page_size;
    }

private:
    static std::optional<instant> known(timestamp const& time) noexcept
    {
        return time == timestamp() ? std::nullopt : std::optional(time.time());
    }
};

} // namespace signalwire::compat
