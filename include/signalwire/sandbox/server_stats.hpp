#pragma once

#include <cstdint>

namespace signalwire::sandbox
{

/// What a `server` has counted since it was made.
///
/// Thread safety: a value type; distinct objects are independent.
struct server_stats
{
    server_stats() = default;

    /// TCP connections accepted.
    std::uint64_t connections = 0;
    /// Those that are open now.
    std::uint64_t active_connections = 0;

    /// TLS handshakes completed, resumed ones included.
    std::uint64_t handshakes = 0;
    /// Those that resumed an earlier session.
    std::uint64_t resumed_handshakes = 0;
    /// Those that failed or ran out of time.
    std::uint64_t failed_handshakes = 0;

    /// Requests whose header has arrived and could be read.
    std::uint64_t requests = 0;

    /// Requests that a fault has struck.
    std::uint64_t faults = 0;

    /// Answers by the class of their status, counted when they begin to be sent. Raw answers of a
    /// script are not among them.
    std::uint64_t responses_2xx = 0;
    /// Redirections.
    std::uint64_t responses_3xx = 0;
    /// Refusals of the request.
    std::uint64_t responses_4xx = 0;
    /// Failures of the server.
    std::uint64_t responses_5xx = 0;

    /// Bytes of response bodies handed to connections, before encryption.
    std::uint64_t body_bytes = 0;
};

} // namespace signalwire::sandbox
