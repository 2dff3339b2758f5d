#pragma once

#include "client/bounds_cache.hpp"
#include "paging/time_window.hpp"

#include <optional>

namespace signalwire::paging
{

/// How a client finds out how exactly the API compares the bounds of a time, which the reference
/// page does not say. One listing is asked for that is bounded to a second on either side of an
/// item, and judged by what is in it:
///
/// - only items between the bounds: they count to the second. Cut to the minute or to midnight (of
///   any time zone: those are whole quarters of an hour), both would have become one moment, and
///   have selected nothing, or, where the times of items are cut too, what lies in that minute:
///   that is harmless, because a window then lists all of its minutes whole;
/// - nothing, or items of the same two days: they are cut to the day, or to something finer;
/// - items beyond: they are ignored.
class bounds_check
{
public:
    /// Whether an item of that time tells: both bounds must lie in one minute.
    [[nodiscard]] static bool tells(instant selected) noexcept
    {
        auto const second = (selected.time_since_epoch() % 60 + std::chrono::seconds(60)) % 60;
        return second >= std::chrono::seconds(2) && second <= std::chrono::seconds(57);
    }

    explicit bounds_check(instant selected) noexcept
        : selected_(selected)
    {
    }

    /// Bounds `query` for the listing to ask for.
    void select(detail::query& query, time_parameters const& times) const
    {
        query.set_time(times.after, selected_ - reach);
        query.set_time(times.before, selected_ + reach);
    }

    /// The next item of that listing.
    void meet(std::optional<instant> selected) noexcept
    {
        // Without a time it may be listed whatever the bounds are.
        if (!selected)
            return;
        any_ = true;
        auto const distance = *selected < selected_ ? selected_ - *selected : *selected - selected_;
        outside_ = outside_ || distance > reach;
        beyond_ = beyond_ || distance > std::chrono::days(2);
    }

    /// When all items of its first page have been met.
    [[nodiscard]] client::bounds_precision verdict() const noexcept
    {
        using client::bounds_precision;
        if (beyond_)
            return bounds_precision::ignored;
        return any_ && !outside_ ? bounds_precision::second : bounds_precision::day;
    }

private:
    static constexpr std::chrono::seconds reach{1};

    instant selected_;
    bool any_ = false;
    bool outside_ = false;
    bool beyond_ = false;
};

} // namespace signalwire::paging
