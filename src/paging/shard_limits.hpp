#pragma once

#include <cstddef>
#include <cstdint>

namespace signalwire::paging
{

/// How much of a listing may be read at once.
struct shard_limits
{
    shard_limits() = default;

    /// Windows of which the first page is being fetched.
    std::size_t at_once = 1;
    /// What the windows that wait for the consumer may hold, bodies as they came.
    std::uint64_t bytes = 0;
};

} // namespace signalwire::paging
