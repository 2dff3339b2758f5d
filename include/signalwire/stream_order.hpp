#pragma once

namespace signalwire
{

/// In which order a stream delivers what it lists in several windows of time at once.
enum class stream_order
{
    /// In that of the API's own listing: from the newest to the oldest.
    as_listed,
    /// As it arrives: faster where windows differ, and each window is in order still.
    as_they_arrive
};

} // namespace signalwire
