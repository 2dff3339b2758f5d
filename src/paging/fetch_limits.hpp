#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>

namespace signalwire::paging
{

struct listing;

/// How far a `page_queue` may run ahead of its consumer.
struct fetch_limits
{
    fetch_limits() = default;

    /// As the options of `what` have it. `counts_pages` tells whether their limit does.
    fetch_limits(listing const& what, bool counts_pages);

    /// Pages beyond the one that the consumer has or waits for.
    std::size_t pages = 1;
    /// What these may take, bodies as they came.
    std::uint64_t bytes = std::numeric_limits<std::uint64_t>::max();
    /// How many items, or pages, the consumer will take at most.
    std::optional<std::uint64_t> wanted;
    /// Whether `wanted` counts pages.
    bool counts_pages = false;
    /// Whether a page may be asked for while the one before it is still arriving.
    bool overlap = true;
    /// Whether pages that deviate end the listing, as in `decoding_mode::strict`.
    bool strict = false;
};

} // namespace signalwire::paging
