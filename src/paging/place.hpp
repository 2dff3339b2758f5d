#pragma once

#include "paging/page_traits.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace signalwire::paging
{

/// Behind which item one stands.
struct place
{
    place() = default;

    /// How many items of the page have been delivered.
    std::uint64_t delivered = 0;
    /// The last item delivered, on this page or before it; empty when there is none.
    std::string last_id;
    /// When that item was made, if that is known.
    std::optional<std::chrono::sys_seconds> moment;
};

/// What is known of a page on which a place is looked for.
struct page_view
{
    page_view() = default;

    /// It is another page than the one on which `place::delivered` was counted.
    bool moved = false;
    /// All its items have arrived.
    bool whole = true;
    /// No page follows.
    bool last = false;
    /// The listing runs from the newest item to the oldest, as far as one can tell.
    bool newest_first = true;
};

/// Where on a page that has been fetched anew one goes on, as an index (the size of the page:
/// behind its last item); nothing when the place is not on this page but further on.
///
/// Items may have moved meanwhile, or gone: the id tells where the place is, else the time, else
/// the count. Where listings do not run from the newest item to the oldest, only the id does.
template <class Page>
[[nodiscard]] std::optional<std::size_t> find_place(
    std::vector<typename page_traits<Page>::item_type> const& items, place const& wanted,
    page_view const& view)
{
    using traits = page_traits<Page>;
    auto const begin = items.begin();
    auto const is_last = [&](auto const& item) { return traits::id(item) == wanted.last_id; };
    // Items may lack an id, or share one: where it was counted comes first.
    if (!view.moved && wanted.delivered > 0 && wanted.delivered <= items.size()
        && is_last(items[wanted.delivered - 1]))
        return static_cast<std::size_t>(wanted.delivered);
    auto const found =
        wanted.last_id.empty() ? items.end() : std::find_if(begin, items.end(), is_last);
    if (found != items.end())
        return static_cast<std::size_t>(found - begin) + 1;
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
    auto const older = [&](bool or_equal) {
        return std::find_if(begin, items.end(), [&, or_equal](auto const& item) {
            std::optional<std::chrono::sys_seconds> const moment = traits::moment(item);
            return moment && (*moment < *wanted.moment || (or_equal && moment == wanted.moment));
        });
    };
    // The item has gone. Rather repeat one of the same second than lose one.
    if (view.last || older(false) != items.end())
        return static_cast<std::size_t>(older(true) - begin);
    return std::nullopt;
}

} // namespace signalwire::paging
