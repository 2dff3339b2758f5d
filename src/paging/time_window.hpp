#pragma once

#include "client/bounds_cache.hpp"

#include <signalwire/detail/query.hpp>

#include <chrono>
#include <optional>
#include <string_view>

namespace signalwire::paging
{

using instant = std::chrono::sys_seconds;

/// The query parameters that bound a listing in time, and what is known of the time they compare.
struct time_parameters
{
    std::string_view after;
    std::string_view before;
    /// That time is no earlier than the item was made, and later by this much at the most.
    std::chrono::seconds most_delay;
    /// Nearly always by no more than this.
    std::chrono::seconds usual_delay;
};

/// A part of a listing, by the time of its items: from `from` on and before `to`. Where an end is
/// missing, the window reaches as far as the listing.
struct time_window
{
    time_window() = default;

    time_window(std::optional<instant> begin, std::optional<instant> end) noexcept
        : from(begin)
        , to(end)
    {
    }

    friend bool operator==(time_window const&, time_window const&) = default;

    std::optional<instant> from;
    std::optional<instant> to;
};

/// The range of a listing whose filter bounds it on both sides.
struct time_range
{
    time_range(instant begin, instant end) noexcept
        : from(begin)
        , to(end)
    {
    }

    instant from;
    instant to;
};

/// The range that `query` bounds. Throws `std::invalid_argument`, which names the parameters, when
/// it does not bound one on both sides.
[[nodiscard]] time_range range_of(detail::query const& query, time_parameters const& times);

/// Narrows `query`, which bounds `range`, so that it selects whatever `is_in(window, …)` accepts
/// when bounds count so exactly (`unknown`: as if they counted to the second). Whether the API
/// counts bounds in is not documented; an overlap makes it irrelevant. The ends of the range stay
/// as they are: they select what a listing that is not cut into windows selects.
void select_window(
    detail::query& query, time_parameters const& times, time_range const& range,
    time_window const& window,
    client::bounds_precision precision = client::bounds_precision::second);

/// Whether an item belongs to `window`: to exactly one of several that follow each other, whatever
/// else their listings hold. It is placed where it was made, because that is the order of listings,
/// unless it waited so long that a window there would not list it.
[[nodiscard]] bool is_in(
    time_window const& window, time_parameters const& times, std::optional<instant> made,
    std::optional<instant> selected) noexcept;

/// The `index`-th (from 1) of `count` equal windows of `range`.
[[nodiscard]] time_window part_of(
    time_range const& range, std::size_t index, std::size_t count) noexcept;

/// Narrows `query`, if it is bounded in time, so that its listing begins not long before items made
/// at `made`, if it runs from the newest to the oldest, however exactly bounds count. Without
/// bounds it is left alone, and false given: it may list items that no bounds select.
bool begin_before(detail::query& query, time_parameters const& times, instant made);

} // namespace signalwire::paging
