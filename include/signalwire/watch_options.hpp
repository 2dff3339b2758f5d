#pragma once

#include <signalwire/cursor.hpp>
#include <signalwire/request_options.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace signalwire
{

/// Options of a watch. Setters chain.
///
/// Thread safety: a value type; distinct objects are independent.
class watch_options
{
public:
    watch_options() = default;

    /// Age up to which items are watched for changes, counted back from the newest item; positive,
    /// at most 100 years, default 24 hours.
    ///
    /// Every poll lists all items of this period. A longer period detects later changes and costs
    /// more requests.
    ///
    /// Throws: `std::invalid_argument`.
    watch_options& lookback(std::chrono::seconds value);
    /// Maximum delay between two polls while there are no changes or polls fail; positive, at most
    /// a year, default 8 times the interval. `watch` rejects a value below the interval.
    ///
    /// Throws: `std::invalid_argument`.
    watch_options& max_interval(std::chrono::milliseconds value);
    /// Maximum number of items watched, positive, default 100,000. If the lookback contains more,
    /// the newest are watched.
    ///
    /// Each item takes about 100 bytes of memory; a changed item is held until it is delivered. If
    /// more items are new at once, `next` fails with `errc::too_many_changes`.
    ///
    /// Throws: `std::invalid_argument`.
    watch_options& max_tracked_items(std::size_t value);
    /// Ends the watch, as a stream ends, after `value` successful polls, when their changes are
    /// delivered; positive, default unlimited. With a cursor to resume from, one poll delivers what
    /// has changed since then; without one it delivers nothing, but `cursor` has a position.
    ///
    /// Throws: `std::invalid_argument`.
    watch_options& max_polls(std::uint64_t value);
    /// Resumes after the last item that the watch of the cursor `value` delivered. Changes since
    /// then are delivered first. `watch` throws `std::invalid_argument` if its filter or account
    /// differs.
    watch_options& resume_from(cursor value);
    /// Options of every request of the watch; timeouts apply per page.
    watch_options& request(request_options value);

    /// Returns the age up to which items are watched.
    [[nodiscard]] std::chrono::seconds lookback() const noexcept
    {
        return lookback_;
    }

    /// Returns the maximum delay between two polls, if set.
    [[nodiscard]] std::optional<std::chrono::milliseconds> max_interval() const noexcept
    {
        return max_interval_;
    }

    /// Returns the maximum number of items watched.
    [[nodiscard]] std::size_t max_tracked_items() const noexcept
    {
        return max_tracked_items_;
    }

    /// Returns the maximum number of successful polls, if set.
    [[nodiscard]] std::optional<std::uint64_t> max_polls() const noexcept
    {
        return max_polls_;
    }

    /// Returns the cursor to resume from, if set.
    [[nodiscard]] std::optional<cursor> const& resume_from() const noexcept
    {
        return resume_from_;
    }

    /// Returns the options of every request.
    [[nodiscard]] request_options const& request() const noexcept
    {
        return request_;
    }

private:
    std::chrono::seconds lookback_ = std::chrono::hours(24);
    std::optional<std::chrono::milliseconds> max_interval_;
    std::size_t max_tracked_items_ = 100'000;
    std::optional<std::uint64_t> max_polls_;
    std::optional<cursor> resume_from_;
    request_options request_;
};

} // namespace signalwire
