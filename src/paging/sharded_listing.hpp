#pragma once

#include "client/bounds_cache.hpp"
#include "paging/bounds_check.hpp"
#include "paging/fetch_limits.hpp"
#include "paging/listing.hpp"
#include "paging/shard_limits.hpp"
#include "paging/time_window.hpp"
#include "paging/window_splitter.hpp"

#include <signalwire/cursor.hpp>

#include <vector>

namespace signalwire::paging
{

/// Whether `options` ask for a listing in windows of time, or resume one.
[[nodiscard]] bool wants_windows(stream_options const& options) noexcept;

/// A listing that is to be read in windows of time.
struct sharded_listing
{
    /// Throws `std::invalid_argument` when the filter does not bound a range of time, and when the
    /// options resume a listing that was not read in windows.
    explicit sharded_listing(listing const& what);

    /// What is listed in `part`, from where it was left on, when bounds count so exactly.
    [[nodiscard]] listing window(
        detail::cursor_window const& part, client::bounds_precision precision) const;

    /// The range that all parts are parts of.
    [[nodiscard]] listing everything() const;

    /// What tells how exactly they count.
    [[nodiscard]] listing probe(bounds_check const& check) const;

    listing whole;
    time_parameters times;
    time_range range;
    /// What is to be read, from the newest window to the oldest.
    std::vector<detail::cursor_window> left;
    window_cutter cutter;
    shard_limits limits;
    /// For each window.
    fetch_limits fetching;
};

} // namespace signalwire::paging
