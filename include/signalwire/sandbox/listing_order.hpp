#pragma once

namespace signalwire::sandbox
{

/// In which order a `server` lists what it has. The API does not document its own.
enum class listing_order
{
    /// From the newest to the oldest.
    newest_first,
    /// From the oldest to the newest.
    oldest_first,
    /// In none, but always in the same: page tokens lead through all of it. Another seed gives
    /// another.
    unordered
};

} // namespace signalwire::sandbox
