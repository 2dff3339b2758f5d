#pragma once

#include <signalwire/client_stats.hpp>

#include <atomic>
#include <cstdint>

namespace signalwire::core
{

/// The counters behind `client_stats`, whose members they have. Thread-safe.
struct counters
{
    using counter = std::atomic<std::uint64_t>;

    counter opened = 0;
    counter resumed = 0;
    counter reused = 0;
    counter connect_failures = 0;
    counter stale = 0;
    counter requests = 0;
    counter retries = 0;
    counter retries_over_budget = 0;
    counter timeouts = 0;
    counter cancelled = 0;
    counter body_bytes = 0;

    void add_to(client_stats& stats) const
    {
        stats.connections_opened = opened;
        stats.tls_sessions_resumed = resumed;
        stats.connections_reused = reused;
        stats.connect_failures = connect_failures;
        stats.connections_stale = stale;
        stats.requests_sent = requests;
        stats.retries = retries;
        stats.retries_over_budget = retries_over_budget;
        stats.attempts_timed_out = timeouts;
        stats.operations_cancelled = cancelled;
        stats.response_body_bytes = body_bytes;
    }
};

} // namespace signalwire::core
