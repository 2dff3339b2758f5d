#include "paging/position.hpp"

#include <algorithm>
#include <string_view>

namespace signalwire::paging
{

namespace
{

/// The index of the item after the first one with that id.
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

/// The index of the first item that was created before `moment`, or then.
std::size_t find_older(any_page const& items, std::chrono::sys_seconds moment, bool or_equal)
{
    std::size_t index = 0;
    for (item_ref const item : items)
    {
        std::optional<std::chrono::sys_seconds> const created = item.created();
        if (created && (*created < moment || (or_equal && *created == moment)))
            break;
        ++index;
    }
    return index;
}

} // namespace

std::optional<std::size_t> find_place(
    any_page const& items, place const& wanted, page_view const& view)
{
    // Items may lack an id, or share one: where it was counted comes first.
    if (!view.moved && wanted.delivered > 0 && wanted.delivered <= items.size()
        && items[wanted.delivered - 1].id() == wanted.last_id)
        return static_cast<std::size_t>(wanted.delivered);
    if (auto const found = find_after(items, wanted.last_id); found && !wanted.last_id.empty())
        return found;
    // The rest of a broken page may hold it.
    if (!view.whole)
        return std::nullopt;
    if (!wanted.moment)
    {
        return view.moved ? std::nullopt
                          : std::optional(std::min<std::size_t>(wanted.delivered, items.size()));
    }
    if (!view.newest_first)
        return std::nullopt;
    // The item has gone. Rather repeat one of the same second than lose one.
    if (view.last || find_older(items, *wanted.moment, false) != items.size())
        return find_older(items, *wanted.moment, true);
    return std::nullopt;
}

} // namespace signalwire::paging
