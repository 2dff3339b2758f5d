#pragma once

#include <cstdint>

namespace signalwire::sandbox
{

/// Counters of a `server` since its construction.
///
/// Thread safety: a value type; distinct objects are independent.
struct server_stats
{
    server_stats() = default;

    /// TCP connections accepted.
    std::uint64_t connections_accepted = 0;
    /// TCP connections open now.
    std::uint64_t connections_open = 0;

    /// TLS handshakes completed, resumed ones included.
    std::uint64_t handshakes = 0;
    /// TLS handshakes that resumed an earlier session.
    std::uint64_t resumed_handshakes = 0;
    /// TLS handshakes that failed or timed out.
    std::uint64_t failed_handshakes = 0;

    /// Requests with a valid header that were received whole.
    std::uint64_t requests_received = 0;

    /// Requests that a fault was applied to.
    std::uint64_t faults_injected = 0;

    /// Responses by the class of their status, counted when sending begins. Raw responses of a
    /// `mock_response` are not counted.
    std::uint64_t responses_2xx = 0;
    /// Redirections.
    std::uint64_t responses_3xx = 0;
    /// Client errors.
    std::uint64_t responses_4xx = 0;
    /// Server errors.
    std::uint64_t responses_5xx = 0;

    /// Bytes of response bodies passed to connections, before encryption.
    std::uint64_t response_body_bytes = 0;
};

} // namespace signalwire::sandbox
