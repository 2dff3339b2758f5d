#include "paging/time_window.hpp"

#include <signalwire/timestamp.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>

namespace signalwire::paging
{

namespace
{

std::optional<instant> bound(detail::query const& query, std::string_view name)
{
    std::optional<timestamp> const value = timestamp::parse(query.get(name));
    return value ? std::optional(value->time()) : std::nullopt;
}

/// The maximum loss if bounds are truncated to midnight: a day of 25 hours, and the offset of a
/// time zone, because the server may read the date of a bound, which is in UTC, as a local date.
constexpr std::chrono::hours day_overlap{25 + 15};

/// Returns the time that assigns an item to a window.
std::optional<instant> assigned_time(
    time_parameters const& times, std::optional<instant> created,
    std::optional<instant> selected) noexcept
{
    if (!created || !selected)
        return selected ? selected : created;
    bool const is_typical = *created <= *selected && *selected - *created < times.typical_delay;
    return is_typical ? created : selected;
}

} // namespace

time_range range_of(detail::query const& query, time_parameters const& times)
{
    if (times.after.empty())
        throw std::invalid_argument(
            "stream_options: this list cannot be read in shards or partitions: its time parameters "
            "select whole days of another time than that of its order");
    std::optional<instant> const from = bound(query, times.after);
    std::optional<instant> const to = bound(query, times.before);
    if (!from || !to)
    {
        throw std::invalid_argument(
            "stream_options: shards and partitions require a time range: set both "
            + std::string(times.after) + " and " + std::string(times.before));
    }
    if (*to < *from)
    {
        throw std::invalid_argument(
            std::string(times.before) + " must not be earlier than " + std::string(times.after));
    }
    return time_range(*from, *to);
}

void select_window(
    detail::query& query, time_parameters const& times, time_range const& range,
    time_window const& window, client::bounds_precision precision)
{
    using client::bounds_precision;
    if (precision == bounds_precision::ignored)
        return;
    bool const is_truncated = precision == bounds_precision::day;
    std::chrono::seconds const earlier = is_truncated ? day_overlap : std::chrono::seconds(1);
    std::chrono::seconds const later =
        times.typical_delay + (is_truncated ? day_overlap : std::chrono::seconds(0));
    if (window.from)
        query.set_time(times.after, std::max(range.from, *window.from - earlier));
    if (window.to)
        query.set_time(times.before, std::min(range.to, *window.to + later));
}

bool contains(
    time_window const& window, time_parameters const& times, std::optional<instant> created,
    std::optional<instant> selected) noexcept
{
    std::optional<instant> const time = assigned_time(times, created, selected);
    // Without a time, a repeated item is better than a lost one.
    return !time || ((!window.from || *time >= *window.from) && (!window.to || *time < *window.to));
}

time_window partition_window(time_range const& range, std::size_t index, std::size_t count) noexcept
{
    auto const length = range.to - range.from;
    auto const boundary = [&](std::size_t number) {
        // Divided first, so that long ranges do not overflow.
        auto const total = static_cast<std::chrono::seconds::rep>(count);
        auto const before = static_cast<std::chrono::seconds::rep>(number);
        return range.from + length / total * before + length % total * before / total;
    };
    time_window window;
    if (index > 1)
        window.from = boundary(index - 1);
    if (index < count)
        window.to = boundary(index);
    return window;
}

bool skip_newer_than(detail::query& query, time_parameters const& times, instant created)
{
    if (query.get(times.after).empty() && query.get(times.before).empty())
        return false;
    instant const latest = created + times.max_delay + day_overlap;
    std::optional<instant> const existing = bound(query, times.before);
    query.set_time(times.before, existing ? std::min(*existing, latest) : latest);
    return true;
}

} // namespace signalwire::paging
