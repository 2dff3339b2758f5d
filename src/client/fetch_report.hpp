#pragma once

#include <signalwire/request_timeline.hpp>

#include <cstdint>

namespace signalwire::client
{

/// What a request that succeeded has cost.
struct fetch_report
{
    fetch_report() = default;

    request_timeline times;
    /// The size of the body, after decompression.
    std::uint64_t body_bytes = 0;
};

} // namespace signalwire::client
