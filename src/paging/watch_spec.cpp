#include "paging/watch_spec.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

namespace signalwire::paging
{

namespace
{

using std::chrono::milliseconds;

constexpr milliseconds max_interval = std::chrono::hours(24 * 365);

detail::query checked(detail::query filter)
{
    if (!filter.get("Page").empty() || !filter.get("PageToken").empty())
        throw std::invalid_argument("watch: the filter names a page; a watch begins at the newest");
    return filter;
}

list_type_ptr checked(list_type_ptr type)
{
    if (type->order != list_order::newest_first)
    {
        throw std::invalid_argument(
            "watch: the API does not say that the newest items of "
            + std::string(type->get_page.path) + " come first");
    }
    return type;
}

poll_backoff make_backoff(milliseconds interval, std::optional<milliseconds> const& max_delay)
{
    constexpr int default_factor = 8;
    if (interval.count() <= 0)
        throw std::invalid_argument("watch: the interval must be positive");
    if (interval > max_interval)
        throw std::invalid_argument("watch: the interval must be at most a year");
    if (max_delay && *max_delay < interval)
        throw std::invalid_argument("watch_options::max_interval is shorter than the interval");
    return poll_backoff(
        interval, max_delay.value_or(std::min(interval * default_factor, max_interval)));
}

change_tracker make_tracker(
    std::optional<cursor> const& from, std::uint64_t fingerprint, std::uint64_t stream_fingerprint)
{
    if (!from || *from == cursor())
        return change_tracker();
    detail::cursor_position const& position = detail::cursor_access::get(*from);
    if (position.listing_fingerprint == stream_fingerprint)
        throw std::invalid_argument("cursor: the position of a stream, not of a watch");
    if (position.listing_fingerprint != fingerprint || !position.anchor_time)
        throw std::invalid_argument("cursor: it belongs to another filter or account");
    return change_tracker(*position.anchor_time, position.delivered_fingerprints);
}

} // namespace

watch_spec::watch_spec(
    std::shared_ptr<client::engine> owner, list_type_ptr type, std::string path,
    detail::query const& filter, milliseconds interval, watch_options const& options)
    : watched(
          std::move(owner), checked(std::move(type)), std::move(path), checked(filter),
          stream_options().request(options.request()))
    , fingerprint(core::fingerprint_of("watch\n" + std::to_string(watched.fingerprint)))
    , lookback(options.lookback())
    , max_items(options.max_tracked_items())
    , polls(options.max_polls())
    , backoff(make_backoff(interval, options.max_interval()))
    , tracker(make_tracker(options.resume_from(), fingerprint, watched.fingerprint))
{
    watched.ends = false;
}

cursor watch_spec::position(change_tracker const& reached) const
{
    if (!reached.watermark())
        return cursor();
    return detail::cursor_access::make(
        fingerprint, *reached.watermark(), reached.delivered_fingerprints());
}

} // namespace signalwire::paging
