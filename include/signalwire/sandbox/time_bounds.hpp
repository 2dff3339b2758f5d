#pragma once

namespace signalwire::sandbox
{

/// How a `server` rounds a time bound, such as `StartTime>`, before the comparison.
enum class bounds_precision
{
    /// To the second.
    second,
    /// Down to the minute.
    minute,
    /// Down to the minute; the compared time is rounded too.
    whole_minute,
    /// Down to midnight, UTC.
    day,
    /// Down to midnight, UTC; the compared time is rounded too.
    whole_day,
    /// The bound is ignored: every item matches.
    ignored
};

/// How a `server` interprets time bounds. The API does not document it.
///
/// Thread safety: a value type; distinct objects are independent.
struct time_bounds
{
    time_bounds() = default;

    /// Rounding of the bounds.
    bounds_precision precision = bounds_precision::second;
    /// True if a time equal to the lower bound matches.
    bool lower_inclusive = false;
    /// True if a time equal to the upper bound matches.
    bool upper_inclusive = false;

    /// Compares all members.
    friend bool operator==(time_bounds const&, time_bounds const&) = default;
};

} // namespace signalwire::sandbox
