#pragma once

#include "paging/any_page.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace signalwire::paging
{

/// A position between two items of a listing.
struct position
{
    position() = default;

    position(
        std::uint64_t offset, std::string id,
        std::optional<std::chrono::sys_seconds> created) noexcept
        : page_offset(offset)
        , last_id(std::move(id))
        , anchor_time(created)
    {
    }

    /// Number of delivered items of the page.
    std::uint64_t page_offset = 0;
    /// The last delivered item, on this page or an earlier one; empty if there is none.
    std::string last_id;
    /// The creation time of that item, if known.
    std::optional<std::chrono::sys_seconds> anchor_time;
};

/// Properties of a page on which a position is searched.
struct page_context
{
    page_context() = default;

    /// It is another page than the one on which `position::page_offset` was counted.
    bool is_other_page = false;
    /// All of its items were received.
    bool is_complete = true;
    /// It is the last page.
    bool is_last = false;
    /// Nothing contradicts that the listing runs from the newest item to the oldest.
    bool newest_first = true;
};

/// Finds a position on a page that was fetched again. Returns the index of the next item (the size
/// of the page if that is on the next page), or `nullopt` if the position is on a later page.
///
/// Items may have moved or disappeared in the meantime. The position is found by the ID, else by
/// the time, else by the offset. In listings that do not run from the newest item to the oldest, by
/// the ID only.
[[nodiscard]] std::optional<std::size_t> find_resume_index(
    any_page const& items, position const& wanted, page_context const& context);

} // namespace signalwire::paging
