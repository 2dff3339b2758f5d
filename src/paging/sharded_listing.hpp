#pragma once

#include "client/bounds_cache.hpp"
#include "paging/listing.hpp"
#include "paging/page_queue.hpp"
#include "paging/time_window.hpp"
#include "paging/window_scheduler.hpp"
#include "paging/window_splitter.hpp"

#include <signalwire/cursor.hpp>

#include <vector>

namespace signalwire::paging
{

/// Returns true if `options` require a listing in windows, or resume one.
[[nodiscard]] bool uses_windows(stream_options const& options) noexcept;

/// A listing to read in windows of time.
struct sharded_listing
{
    /// Throws: `std::invalid_argument` if the filter does not set a time range, or if the options
    /// resume a listing without windows.
    explicit sharded_listing(listing const& what);

    /// Returns the listing of `part`, from its position on, for bounds with that precision.
    [[nodiscard]] listing window(
        detail::cursor_window const& part, client::bounds_precision precision) const;

    /// Returns the listing of the whole range.
    [[nodiscard]] listing everything() const;

    /// Returns the listing that determines the precision.
    [[nodiscard]] listing probe(bounds_check const& check) const;

    listing base;
    time_parameters times;
    time_range range;
    /// The windows to read, from the newest to the oldest.
    std::vector<detail::cursor_window> remaining;
    window_splitter splitter;
    window_limits limits;
    fetch_limits window_fetch_limits;
};

} // namespace signalwire::paging
