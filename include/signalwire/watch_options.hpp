#pragma once

#include <signalwire/cursor.hpp>
#include <signalwire/request_options.hpp>

#include <chrono>
#include <cstddef>
#include <optional>

namespace signalwire
{

/// How a listing is watched. Setters chain.
///
/// Thread safety: a value type; distinct objects are independent.
class watch_options
{
public:
    watch_options() = default;

    /// For how long after it was made an item is watched for changes, counted back from the newest
    /// item. Every poll lists all items made since then: a longer window sees later changes and
    /// costs more requests. Positive and at most 100 years, or `std::invalid_argument`. Default 24
    /// hours.
    watch_options& lookback(std::chrono::seconds value);
    /// How long the pause between two polls may become while nothing happens or nothing answers.
    /// Positive and at most a year, or `std::invalid_argument`; not shorter than the watch's
    /// interval, or the watch throws it. Default 8 times the interval.
    watch_options& max_interval(std::chrono::milliseconds value);
    /// How many items are watched at most: where the window holds more, the newest. Each takes
    /// about 100 bytes of memory; those that have changed are held, whole, until they are
    /// delivered. When more items than this are new at once, the watch throws a `pagination_error`
    /// with `errc::too_many_changes` rather than leave some out. Positive, or
    /// `std::invalid_argument`. Default 100,000.
    watch_options& max_tracked_items(std::size_t value);
    /// Goes on after the last item that the watch which gave `value` has delivered: what has
    /// changed meanwhile is delivered first. The watch throws `std::invalid_argument` when its
    /// filter or account is another.
    watch_options& resume_from(cursor value);
    /// For every request of the watch; timeouts count per page.
    watch_options& request(request_options value);

    /// What was set, or the default.
    [[nodiscard]] std::chrono::seconds lookback() const noexcept
    {
        return lookback_;
    }

    /// What was set, or nothing for the default.
    [[nodiscard]] std::optional<std::chrono::milliseconds> max_interval() const noexcept
    {
        return max_interval_;
    }

    /// What was set, or the default.
    [[nodiscard]] std::size_t max_tracked_items() const noexcept
    {
        return max_tracked_items_;
    }

    /// What was set, or nothing for a watch that begins.
    [[nodiscard]] std::optional<cursor> const& resume_from() const noexcept
    {
        return resume_from_;
    }

    /// What was set, or nothing special.
    [[nodiscard]] request_options const& request() const noexcept
    {
        return request_;
    }

private:
    std::chrono::seconds lookback_ = std::chrono::hours(24);
    std::optional<std::chrono::milliseconds> max_interval_;
    std::size_t max_tracked_items_ = 100'000;
    std::optional<cursor> resume_from_;
    request_options request_;
};

} // namespace signalwire
