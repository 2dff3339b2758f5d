#pragma once

#include <signalwire/error.hpp>
#include <signalwire/request_timeline.hpp>

#include <boost/system/result.hpp>

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

/// A request that has ended, well or not.
using fetch_result = boost::system::result<fetch_report, error_ptr>;

} // namespace signalwire::client
