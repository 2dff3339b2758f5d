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

constexpr milliseconds longest_interval = std::chrono::hours(24 * 365);

detail::query checked(detail::query selection)
{
    if (!selection.get("Page").empty() || !selection.get("PageToken").empty())
        throw std::invalid_argument("watch: the filter names a page; a watch begins at the newest");
    return selection;
}

list_type const& checked(list_type const& type)
{
    if (type.order != list_order::newest_first)
    {
        throw std::invalid_argument(
            "watch: the API does not say that the newest items of " + std::string(type.path)
            + " come first");
    }
    return type;
}

poll_pace make_pace(milliseconds interval, std::optional<milliseconds> const& most)
{
    constexpr int slowest = 8;
    if (interval.count() <= 0)
        throw std::invalid_argument("watch: the interval must be positive");
    if (interval > longest_interval)
        throw std::invalid_argument("watch: the interval must be at most a year");
    if (most && *most < interval)
        throw std::invalid_argument("watch_options::max_interval is shorter than the interval");
    return poll_pace(interval, most.value_or(std::min(interval * slowest, longest_interval)));
}

version_book make_book(
    std::optional<cursor> const& place, std::uint64_t fingerprint, std::uint64_t stream)
{
    if (!place || *place == cursor())
        return version_book();
    detail::cursor_position const& position = detail::cursor_access::get(*place);
    if (position.listing_fingerprint == stream)
        throw std::invalid_argument("cursor: the position of a stream, not of a watch");
    if (position.listing_fingerprint != fingerprint || !position.anchor_time)
        throw std::invalid_argument("cursor: it belongs to another filter or account");
    return version_book(*position.anchor_time, position.delivered_fingerprints);
}

} // namespace

watch_plan::watch_plan(
    std::shared_ptr<client::engine> client, list_type const& type, std::string path,
    detail::query const& selection, milliseconds interval, watch_options const& options)
    : what(
          std::move(client), checked(type), std::move(path), checked(selection),
          stream_options().request(options.request()))
    , fingerprint(core::fingerprint_of("watch\n" + std::to_string(what.fingerprint)))
    , window(options.lookback())
    , max_items(options.max_tracked_items())
    , pace(make_pace(interval, options.max_interval()))
    , book(make_book(options.resume_from(), fingerprint, what.fingerprint))
{
    what.ends = false;
}

cursor watch_plan::position(version_book const& reached) const
{
    if (!reached.mark())
        return cursor();
    return detail::cursor_access::make(fingerprint, *reached.mark(), reached.seen());
}

} // namespace signalwire::paging
