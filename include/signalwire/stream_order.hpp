#pragma once

namespace signalwire
{

/// In which order a stream delivers what it lists in several windows of time at once.
enum class stream_order
{
    /// Window by window, from the newest to the oldest, and inside each in the order of the API:
    /// that of its own listing, where that runs from the newest to the oldest too.
    ordered,
    /// As it arrives: faster where windows differ. Each window is in the order of the API.
    unordered
};

} // namespace signalwire
