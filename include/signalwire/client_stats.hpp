#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace signalwire
{

/// What a client has done so far and what it is doing: `rest_client::stats()`.
///
/// Thread safety: a value type; distinct objects are independent.
struct client_stats
{
    client_stats() = default;

    /// Connections opened, TLS handshake included.
    std::uint64_t connections_opened = 0;
    /// Of these, the ones whose handshake resumed an earlier TLS session.
    std::uint64_t tls_sessions_resumed = 0;
    /// Requests that went out on a connection that was open already.
    std::uint64_t connections_reused = 0;
    /// Attempts to open a connection that failed or were given up.
    std::uint64_t connect_failures = 0;
    /// Idle connections closed because of `pool_config::idle_timeout`, `max_lifetime` or the server's
    /// `Keep-Alive: timeout`.
    std::uint64_t connections_expired = 0;
    /// Idle connections found closed or broken when they were to be used again.
    std::uint64_t connections_stale = 0;
    /// Connections that are open and unused now.
    std::size_t connections_idle = 0;
    /// Connections that are being opened or used now.
    std::size_t connections_in_use = 0;
    /// Operations that wait for a connection now.
    std::size_t pending_acquires = 0;

    /// Requests sent, repeated ones included.
    std::uint64_t requests_sent = 0;
    /// Requests that repeated a failed one.
    std::uint64_t retries = 0;
    /// Retries that were not made because `retry_config::budget` was used up.
    std::uint64_t retries_over_budget = 0;
    /// Attempts that ran out of time.
    std::uint64_t attempts_timed_out = 0;
    /// Operations that were cancelled.
    std::uint64_t operations_cancelled = 0;
    /// Bytes of response bodies, after decompression.
    std::uint64_t response_body_bytes = 0;
    /// Places where a response deviated from the reference page, or from HTTP, and was accepted.
    std::uint64_t deviations = 0;
    /// The same by member: keys such as `$.calls[*].price`; what is no deviation of a member has a
    /// key such as `http.status_line`.
    std::map<std::string, std::uint64_t, std::less<>> deviations_by_member;
};

} // namespace signalwire
