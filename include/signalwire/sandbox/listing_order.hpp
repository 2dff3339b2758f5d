#pragma once

namespace signalwire::sandbox
{

/// The order of a `server`'s listings. The API does not document its own.
enum class listing_order
{
    /// From the newest to the oldest.
    newest_first,
    /// From the oldest to the newest.
    oldest_first,
    /// Random but stable: page tokens cover the whole listing. It depends on the seed.
    unordered
};

} // namespace signalwire::sandbox
