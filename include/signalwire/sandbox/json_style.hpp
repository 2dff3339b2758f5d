#pragma once

namespace signalwire::sandbox
{

/// How a `server` formats its pages.
enum class json_style
{
    /// As in the API reference.
    canonical,
    /// In all variants that the real API has been seen to use or may introduce: numbers as strings
    /// and strings as numbers, nulls, missing members, unknown members and values, other time
    /// formats, any member order, white space and escapes. Values stay the same, except that a
    /// status, a direction or an `answered_by` may get an unknown value: its own with the prefix
    /// `new-`. Equal seeds give equal pages.
    varied
};

} // namespace signalwire::sandbox
