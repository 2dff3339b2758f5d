#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace signalwire
{

/// Counters and gauges of a client: `rest_client::stats()`.
///
/// Thread safety: a value type; distinct objects are independent.
struct client_stats
{
    client_stats() = default;

    /// Connections opened, TLS handshake included.
    std::uint64_t connections_opened = 0;
    /// TLS handshakes that resumed an earlier session.
    std::uint64_t tls_sessions_resumed = 0;
    /// Requests sent on a connection that was already open.
    std::uint64_t connections_reused = 0;
    /// Failed or cancelled attempts to open a connection.
    std::uint64_t connect_failures = 0;
    /// Idle connections closed because of `pool_config::idle_timeout`, `pool_config::max_lifetime`
    /// or the server's keep-alive timeout.
    std::uint64_t connections_expired = 0;
    /// Idle connections that turned out to be closed when they were to be reused.
    std::uint64_t connections_stale = 0;
    /// Connections currently open and unused.
    std::size_t connections_idle = 0;
    /// Connections currently being opened or used.
    std::size_t connections_in_use = 0;
    /// Operations currently waiting for a connection.
    std::size_t pending_acquires = 0;

    /// Requests sent, including retries.
    std::uint64_t requests_sent = 0;
    /// Retries made.
    std::uint64_t retries = 0;
    /// Retries not made because `retry_config::budget` was exhausted.
    std::uint64_t retries_over_budget = 0;
    /// Attempts that timed out.
    std::uint64_t attempts_timed_out = 0;
    /// Operations that were cancelled.
    std::uint64_t operations_cancelled = 0;
    /// Bytes of response bodies, after decompression.
    std::uint64_t response_body_bytes = 0;
    /// Accepted deviations of responses from the API reference or from HTTP.
    std::uint64_t deviations = 0;
    /// Deviations by kind: a member such as `$.calls[*].price`, or else a name such as
    /// `http.status_line`.
    std::map<std::string, std::uint64_t, std::less<>> deviations_by_member;
};

} // namespace signalwire
