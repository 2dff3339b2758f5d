#pragma once

namespace signalwire::sandbox
{

/// What a `server` makes of a bound of a time, such as `StartTime>`, before it compares.
enum class bounds_precision
{
    /// It counts to the second.
    second,
    /// It is cut to the minute.
    minute,
    /// So is the time that it is compared with.
    whole_minute,
    /// It is cut to midnight, UTC.
    day,
    /// So is the time that it is compared with.
    whole_day,
    /// It is ignored: everything is listed.
    ignored
};

/// How a `server` reads the bounds of times. The API does not document it.
///
/// Thread safety: a value type; distinct objects are independent.
struct time_bounds
{
    time_bounds() = default;

    /// To what bounds count.
    bounds_precision precision = bounds_precision::second;
    /// Whether a time that equals the lower bound is selected.
    bool lower_inclusive = false;
    /// Whether a time that equals the upper bound is selected.
    bool upper_inclusive = false;

    /// Equal when all members are.
    friend bool operator==(time_bounds const&, time_bounds const&) = default;
};

} // namespace signalwire::sandbox
