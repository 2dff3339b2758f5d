#pragma once

#include "client/bounds_cache.hpp"

#include <signalwire/detail/query.hpp>

#include <chrono>
#include <optional>
#include <string_view>

namespace signalwire::paging
{

using instant = std::chrono::sys_seconds;

/// The query parameters that bound a listing in time, and the properties of the time they compare.
struct time_parameters
{
    std::string_view after;
    std::string_view before;
    /// Maximum delay of that time after the creation of the item. It is never earlier.
    std::chrono::seconds max_delay;
    /// Delay that is rarely exceeded.
    std::chrono::seconds typical_delay;
};

/// The part of a listing whose items are in the time range [`from`, `to`). Without a bound, it
/// extends to the end of the listing.
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

/// The time range of a listing whose filter sets both bounds.
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

/// Returns the time range of `query`.
///
/// Throws: `std::invalid_argument` if it does not set both bounds; the message names the
/// parameters.
[[nodiscard]] time_range range_of(detail::query const& query, time_parameters const& times);

/// Narrows `query`, whose time range is `range`, so that it selects all items that
/// `contains(window, …)` accepts if the API compares bounds with `precision` (`unknown`: to the
/// second). It is not documented whether bounds are inclusive; an overlap makes that irrelevant.
/// The bounds of the range do not change: they select what a listing without windows selects.
void select_window(
    detail::query& query, time_parameters const& times, time_range const& range,
    time_window const& window,
    client::bounds_precision precision = client::bounds_precision::second);

/// Returns true if an item belongs to `window`. Of consecutive windows, it belongs to exactly one,
/// whatever their listings contain. That is the window of its creation time, because listings have
/// that order, unless its delay is so long that this window would not list it.
[[nodiscard]] bool contains(
    time_window const& window, time_parameters const& times, std::optional<instant> created,
    std::optional<instant> selected) noexcept;

/// Returns the `index`-th (from 1) of `count` equal windows of `range`.
[[nodiscard]] time_window partition_window(
    time_range const& range, std::size_t index, std::size_t count) noexcept;

/// Narrows `query` so that a listing from the newest item to the oldest begins shortly before items
/// created at `created`, whatever the precision of the bounds. Returns false and changes nothing if
/// `query` has no time bounds: it may list items that no bounds select.
bool skip_newer_than(detail::query& query, time_parameters const& times, instant created);

/// Finds out how precisely the API compares time bounds, which the API reference does not say. One
/// listing is requested that is bounded to a second on either side of an item. Its items show:
///
/// - only items between the bounds: bounds are compared to the second. If they were truncated to
///   the minute or to midnight (of any time zone: those are whole quarters of an hour), both would
///   be equal and select nothing. If the times of items are truncated too, they would select that
///   minute, which is harmless, because a window then lists all of its minutes whole;
/// - nothing, or items of the same two days: bounds are truncated to the day or to something finer;
/// - other items: bounds are ignored.
class bounds_check
{
public:
    /// Returns true if an item of that time is suitable: both bounds must be in one minute.
    [[nodiscard]] static bool is_suitable(instant selected) noexcept
    {
        auto const second = (selected.time_since_epoch() % 60 + std::chrono::seconds(60)) % 60;
        return second >= std::chrono::seconds(2) && second <= std::chrono::seconds(57);
    }

    explicit bounds_check(instant selected) noexcept
        : selected_(selected)
    {
    }

    /// Sets the bounds of the listing to request.
    void apply_to(detail::query& query, time_parameters const& times) const
    {
        query.set_time(times.after, selected_ - distance);
        query.set_time(times.before, selected_ + distance);
    }

    /// Call for each item of the first page of that listing.
    void observe(std::optional<instant> selected) noexcept
    {
        // Without a time it may be listed whatever the bounds are.
        if (!selected)
            return;
        any_ = true;
        auto const away = *selected < selected_ ? selected_ - *selected : *selected - selected_;
        outside_ = outside_ || away > distance;
        far_outside_ = far_outside_ || away > std::chrono::days(2);
    }

    [[nodiscard]] client::bounds_precision result() const noexcept
    {
        using client::bounds_precision;
        if (far_outside_)
            return bounds_precision::ignored;
        return any_ && !outside_ ? bounds_precision::second : bounds_precision::day;
    }

private:
    static constexpr std::chrono::seconds distance{1};

    instant selected_;
    bool any_ = false;
    bool outside_ = false;
    bool far_outside_ = false;
};

} // namespace signalwire::paging
