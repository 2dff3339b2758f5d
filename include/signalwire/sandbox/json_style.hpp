#pragma once

namespace signalwire::sandbox
{

/// How a `server` writes its pages.
enum class spelling
{
    /// As the reference page does.
    canonical,
    /// In all the ways in which the real API has been seen to write, and may without notice:
    /// numbers as strings and strings as numbers, nulls and members that are missing, members and
    /// values that are new, times in other formats, any order, any white space, any escapes. Every
    /// call stays the same call, but that a status, a direction or an `answered_by` may get a value
    /// that nobody knows: its own behind `new-`. Equal seeds give equal pages.
    varied
};

} // namespace signalwire::sandbox
