#pragma once

#include "paging/any_page.hpp"

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

/// The position on a page that was fetched again, as an index (the size of the page:
/// behind its last item); nothing when the place is not on this page but further on.
///
/// Items may have moved meanwhile, or gone: the id tells where the place is, else the time, else
/// the count. Where listings do not run from the newest item to the oldest, only the id does.
[[nodiscard]] std::optional<std::size_t> find_place(
    any_page const& items, place const& wanted, page_view const& view);

} // namespace signalwire::paging
