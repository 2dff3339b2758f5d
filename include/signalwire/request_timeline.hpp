#pragma once

#include <chrono>

namespace signalwire
{

/// Durations of the phases of a request, in order; zero for a phase that did not occur.
///
/// After a retry it describes the last attempt.
/// Thread safety: a value type; distinct objects are independent.
struct request_timeline
{
    request_timeline() = default;

    /// Waiting for the rate limit and for a connection of the pool.
    std::chrono::nanoseconds queue{0};
    /// DNS resolution.
    std::chrono::nanoseconds resolve{0};
    /// TCP connect, all addresses together.
    std::chrono::nanoseconds connect{0};
    /// CONNECT request to the proxy.
    std::chrono::nanoseconds proxy{0};
    /// TLS handshake.
    std::chrono::nanoseconds handshake{0};
    /// From sending the request to the first byte of the response.
    std::chrono::nanoseconds first_byte{0};
    /// From the first byte of the response to its last.
    std::chrono::nanoseconds receive{0};
    /// Part of `receive` that was spent on decoding the body.
    std::chrono::nanoseconds decode{0};

    /// True if the connection was already open.
    bool connection_reused = false;
    /// True if the handshake resumed an earlier TLS session.
    bool tls_resumed = false;
};

} // namespace signalwire
