#pragma once

#include <chrono>
#include <cstddef>

namespace signalwire
{

/// How many connections a client keeps, and for how long.
///
/// Thread safety: a value type; distinct objects are independent.
struct pool_config
{
    pool_config() = default;

    /// Connections open at once, 1 or more.
    std::size_t max_connections = 16;

    /// Operations that may wait for a connection, or for `rate_limit`; one more fails at once.
    std::size_t max_waiters = 100'000;

    /// How long an unused connection may be reused, positive, at most a year. Shorter than usual
    /// servers keep theirs.
    std::chrono::milliseconds idle_timeout = std::chrono::seconds(30);

    /// How old a connection may grow before it is replaced, positive, at most a year.
    std::chrono::milliseconds max_lifetime = std::chrono::minutes(30);
};

} // namespace signalwire
