#include "paging/position.hpp"

#include <algorithm>
#include <string_view>

namespace signalwire::paging
{

namespace
{

/// Returns the index after the first item with that ID.
std::optional<std::size_t> find_after(any_page const& items, std::string_view id)
{
    std::size_t index = 0;
    for (item_ref const item : items)
    {
        ++index;
        if (item.id() == id)
            return index;
    }
    return std::nullopt;
}

/// Returns the index of the first item that was created before `time`, or at it if `or_equal`.
std::size_t find_older(any_page const& items, std::chrono::sys_seconds time, bool or_equal)
{
    std::size_t index = 0;
    for (item_ref const item : items)
    {
        std::optional<std::chrono::sys_seconds> const created = item.created();
        if (created && (*created < time || (or_equal && *created == time)))
            break;
        ++index;
    }
    return index;
}

} // namespace

std::optional<std::size_t> find_resume_index(
    any_page const& items, position const& wanted, page_context const& context)
{
    // Items may have no ID or share one, so the offset has precedence.
    if (!context.is_other_page && wanted.page_offset > 0 && wanted.page_offset <= items.size()
        && items[wanted.page_offset - 1].id() == wanted.last_id)
        return static_cast<std::size_t>(wanted.page_offset);
    if (auto const found = find_after(items, wanted.last_id); found && !wanted.last_id.empty())
        return found;
    // It may be in the missing part of an incomplete page.
    if (!context.is_complete)
        return std::nullopt;
    if (!wanted.anchor_time)
    {
        return context.is_other_page
            ? std::nullopt
            : std::optional(std::min<std::size_t>(wanted.page_offset, items.size()));
    }
    if (!context.newest_first)
        return std::nullopt;
    // The item is gone. Repeating an item of the same second is better than losing one.
    if (context.is_last || find_older(items, *wanted.anchor_time, false) != items.size())
        return find_older(items, *wanted.anchor_time, true);
    return std::nullopt;
}

} // namespace signalwire::paging
