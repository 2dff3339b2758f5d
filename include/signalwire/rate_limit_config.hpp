#pragma once

#include <cstddef>

namespace signalwire
{

/// How fast a client may send, whatever the server would allow: to leave room for others on the
/// same account. Applies to all requests of a client together, repeated ones included; whoever has
/// to wait is served in order. Waiting counts towards `timeout_config::total`.
///
/// Thread safety: a value type; distinct objects are independent.
struct rate_limit_config
{
    rate_limit_config() = default;

    /// Requests per second on average, 0.000001 to 1,000,000; 0 for no limit.
    double requests_per_second = 0;

    /// Requests that may be sent at once after a time of rest, 1 or more.
    int burst = 1;

    /// Requests that may be under way at once; 0 for as many as there are connections.
    std::size_t max_in_flight = 0;
};

} // namespace signalwire
