#pragma once

#include <signalwire/client_stats.hpp>

#include <atomic>
#include <cstdint>

namespace signalwire::core
{

/// What a client has done so far. Counted where it happens, from any threads; the members are those
/// of `client_stats`.
struct counters
{
    using counter = std::atomic<std::uint64_t>;

    counter opened = 0;
    counter resumed = 0;
    counter reused = 0;
    counter failed_connects = 0;
    counter stale = 0;
    counter requests = 0;
    counter retries = 0;
    counter retries_withheld = 0;
    counter timeouts = 0;
    counter cancelled = 0;
    counter body_bytes = 0;

    void add_to(client_stats& stats) const
    {
        stats.opened = opened;
        stats.resumed = resumed;
        stats.reused = reused;
        stats.failed_connects = failed_connects;
        stats.stale = stale;
        stats.requests = requests;
        stats.retries = retries;
        stats.retries_withheld = retries_withheld;
        stats.timeouts = timeouts;
        stats.cancelled = cancelled;
        stats.body_bytes = body_bytes;
    }
};

} // namespace signalwire::core
