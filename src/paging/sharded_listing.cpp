#include "paging/sharded_listing.hpp"

#include "client/engine.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <string>
#include <string_view>

namespace signalwire::paging
{

namespace
{

constexpr std::size_t default_page_size = 50;

std::size_t page_size_of(detail::query const& query) noexcept
{
    std::size_t size = default_page_size;
    std::string_view const text = query.get("PageSize");
    std::from_chars(text.data(), text.data() + text.size(), size);
    return size;
}

std::vector<detail::cursor_window> windows_left(
    stream_options const& options, time_range const& range)
{
    std::optional<cursor> const& from = options.resume_from();
    if (!from || *from == cursor())
    {
        time_window const part =
            part_of(range, options.partition_index(), options.partition_count());
        detail::cursor_window untouched;
        untouched.from = part.from;
        untouched.to = part.to;
        return {untouched};
    }
    if (detail::cursor_access::get(*from).windows.empty() && !from->at_end())
        throw std::invalid_argument("cursor: not the cursor of a sharded stream");
    return detail::cursor_access::get(*from).windows;
}

shard_limits limits_of(stream_options const& options) noexcept
{
    shard_limits limits;
    limits.at_once = std::max<std::size_t>(options.shards(), 1);
    limits.bytes = options.max_buffered_bytes();
    return limits;
}

} // namespace

bool wants_windows(stream_options const& options) noexcept
{
    return options.shards() > 0 || options.partition_count() > 1
        || (options.resume_from()
            && !detail::cursor_access::get(*options.resume_from()).windows.empty());
}

sharded_listing::sharded_listing(listing const& what)
    : whole(what)
    , times(what.type->times)
    , range(range_of(what.query, times))
    , left(windows_left(what.options, range))
    , cutter(range, std::max<std::size_t>(what.options.shards(), 1), page_size_of(what.query))
    , limits(limits_of(what.options))
    , fetching(what, false)
{
    whole.query.erase("Page");
    whole.query.erase("PageToken");
    fetching.wanted.reset();
    fetching.pages = std::max<std::size_t>(fetching.pages, 1);
    // Positions that cannot be followed are refused now and not when their turn comes.
    for (detail::cursor_window const& part : left)
        static_cast<void>(window(part, client::bounds_precision::unknown));
}

listing sharded_listing::window(
    detail::cursor_window const& part, client::bounds_precision precision) const
{
    listing out = whole;
    // What is resumed goes on with a query that has been verified. Only should its token have
    // expired is another one made, which then must do for any precision.
    bool const resumed = !part.page_uri.empty();
    if (resumed && precision == client::bounds_precision::unknown)
        precision = client::bounds_precision::day;
    select_window(out.query, times, range, time_window(part.from, part.to), precision);
    out.begin_at(part.page_uri);
    return out;
}

listing sharded_listing::everything() const
{
    listing out = whole;
    out.begin_at("");
    return out;
}

listing sharded_listing::probe(bounds_check const& check) const
{
    listing out = whole;
    check.select(out.query, times);
    out.begin_at("");
    return out;
}

} // namespace signalwire::paging
