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

/// What bounds may lose that are cut to midnight: a day, which may have 25 hours, and as much as
/// midnight lies elsewhere in a time zone whose date was taken from our text, which is in UTC.
constexpr std::chrono::hours day_overlap{25 + 15};

/// Where an item stands among the windows.
std::optional<instant> place_in_time(
    time_parameters const& times, std::optional<instant> made,
    std::optional<instant> selected) noexcept
{
    if (!made || !selected)
        return selected ? selected : made;
    bool const as_usual = *made <= *selected && *selected - *made < times.usual_delay;
    return as_usual ? made : selected;
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
    bool const cut = precision == bounds_precision::day;
    std::chrono::seconds const earlier = cut ? day_overlap : std::chrono::seconds(1);
    std::chrono::seconds const later =
        times.usual_delay + (cut ? day_overlap : std::chrono::seconds(0));
    if (window.from)
        query.set_time(times.after, std::max(range.from, *window.from - earlier));
    if (window.to)
        query.set_time(times.before, std::min(range.to, *window.to + later));
}

bool is_in(
    time_window const& window, time_parameters const& times, std::optional<instant> made,
    std::optional<instant> selected) noexcept
{
    std::optional<instant> const place = place_in_time(times, made, selected);
    // Without a time: rather twice than never.
    return !place
        || ((!window.from || *place >= *window.from) && (!window.to || *place < *window.to));
}

time_window part_of(time_range const& range, std::size_t index, std::size_t count) noexcept
{
    auto const length = range.to - range.from;
    auto const boundary = [&](std::size_t number) {
        // Divided first, so that long ranges in many parts do not overflow.
        auto const parts = static_cast<std::chrono::seconds::rep>(count);
        auto const behind = static_cast<std::chrono::seconds::rep>(number);
        return range.from + length / parts * behind + length % parts * behind / parts;
    };
    time_window window;
    if (index > 1)
        window.from = boundary(index - 1);
    if (index < count)
        window.to = boundary(index);
    return window;
}

bool begin_before(detail::query& query, time_parameters const& times, instant made)
{
    if (query.get(times.after).empty() && query.get(times.before).empty())
        return false;
    instant const latest = made + times.most_delay + day_overlap;
    std::optional<instant> const given = bound(query, times.before);
    query.set_time(times.before, given ? std::min(*given, latest) : latest);
    return true;
}

} // namespace signalwire::paging
