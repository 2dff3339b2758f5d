#pragma once

#include "tool/options.hpp"

#include <signalwire/timestamp.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::tool
{

/// A range of time that is listed.
struct listed_range
{
    timestamp first;
    timestamp last;
};

/// Returns what the filter and the partition select of the times that the list is ordered by;
/// nothing unless both bounds are known.
[[nodiscard]] std::optional<listed_range> range_of(list_options const& options);

/// Returns the time that `range_of` is about of an item in JSON; nothing if it has none.
[[nodiscard]] std::optional<timestamp> time_of(
    std::string const& item, list_options const& options);

/// How far the listing of a range is.
struct range_progress
{
    /// Of the range, rounded down; 99 until the listing has ended.
    unsigned percent = 0;
    /// Unless it is too early to say. This assumes that items are spread evenly.
    std::optional<std::chrono::seconds> left;
};

/// Returns the progress of a run that began with an item of the time `begin`, which a resumed run
/// does amid the range, and has come to one of `now` after `elapsed`. The two times also tell
/// whether the newest item comes first or the oldest.
[[nodiscard]] range_progress progress_in(
    listed_range const& range, timestamp begin, timestamp now,
    std::chrono::steady_clock::duration elapsed);

/// Returns `40%, 1 min 05 s left`.
[[nodiscard]] std::string range_text(range_progress const& progress);

} // namespace signalwire::tool
