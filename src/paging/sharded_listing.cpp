#include "paging/sharded_listing.hpp"

#include "client/engine.hpp"
#include "core/text.hpp"
#include "paging/page_source.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace signalwire::paging
{

namespace
{

constexpr std::size_t default_page_size = 50;

std::size_t page_size_of(detail::query const& query) noexcept
{
    return core::parse_number<std::size_t>(query.get("PageSize")).value_or(default_page_size);
}

std::vector<detail::cursor_window> remaining_windows(
    stream_options const& options, time_range const& range)
{
    std::optional<cursor> const& from = options.resume_from();
    if (!from || *from == cursor())
    {
        time_window const part =
            partition_window(range, options.partition_index(), options.partition_count());
        detail::cursor_window untouched;
        untouched.from = part.from;
        untouched.to = part.to;
        return {untouched};
    }
    if (detail::cursor_access::get(*from).windows.empty() && !from->at_end())
        throw std::invalid_argument("cursor: not the cursor of a sharded stream");
    return detail::cursor_access::get(*from).windows;
}

window_limits limits_of(stream_options const& options) noexcept
{
    window_limits limits;
    limits.max_parallel = std::max<std::size_t>(options.shards(), 1);
    limits.max_bytes = options.max_buffered_bytes();
    return limits;
}

} // namespace

bool uses_windows(stream_options const& options) noexcept
{
    return options.shards() > 0 || options.partition_count() > 1
        || (options.resume_from()
            && !detail::cursor_access::get(*options.resume_from()).windows.empty());
}

sharded_listing::sharded_listing(listing const& what)
    : base(what)
    , times(what.type->times)
    , range(range_of(what.query, times))
    , remaining(remaining_windows(what.options, range))
    , splitter(range, std::max<std::size_t>(what.options.shards(), 1), page_size_of(what.query))
    , limits(limits_of(what.options))
    , window_fetch_limits(make_fetch_limits(what, false))
{
    base.query.erase("Page");
    base.query.erase("PageToken");
    window_fetch_limits.max_items.reset();
    window_fetch_limits.pages = std::max<std::size_t>(window_fetch_limits.pages, 1);
    // Rejects invalid positions now.
    for (detail::cursor_window const& part : remaining)
        static_cast<void>(window(part, client::bounds_precision::unknown));
}

listing sharded_listing::window(
    detail::cursor_window const& part, client::bounds_precision precision) const
{
    listing out = base;
    // A resumed window continues with a verified query. A new query is made only if its token has
    // expired, and then must be correct for any precision.
    bool const resumed = !part.page_uri.empty();
    if (resumed && precision == client::bounds_precision::unknown)
        precision = client::bounds_precision::day;
    select_window(out.query, times, range, time_window(part.from, part.to), precision);
    out.begin_at(part.page_uri);
    return out;
}

listing sharded_listing::everything() const
{
    listing out = base;
    out.begin_at("");
    return out;
}

listing sharded_listing::probe(bounds_check const& check) const
{
    listing out = base;
    check.apply_to(out.query, times);
    out.begin_at("");
    return out;
}

} // namespace signalwire::paging
