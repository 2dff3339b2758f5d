#pragma once

#include <chrono>

namespace signalwire
{

/// Where the time of a request went. Of a request that was repeated, the last attempt's; steps that
/// did not happen took no time. The steps follow each other, in this order.
///
/// Thread safety: a value type; distinct objects are independent.
struct request_timeline
{
    request_timeline() = default;

    /// Waiting for the rate limit and for a connection of the pool.
    std::chrono::nanoseconds queue{0};
    /// Waiting for the name service.
    std::chrono::nanoseconds resolve{0};
    /// Connecting by TCP, all addresses together.
    std::chrono::nanoseconds connect{0};
    /// Asking a proxy for a tunnel.
    std::chrono::nanoseconds proxy{0};
    /// The TLS handshake.
    std::chrono::nanoseconds handshake{0};
    /// From sending the request to the first byte of the response.
    std::chrono::nanoseconds first_byte{0};
    /// From the first byte to the last.
    std::chrono::nanoseconds receive{0};
    /// The part of `receive` that went into decoding the body.
    std::chrono::nanoseconds decode{0};

    /// Whether the connection was open already.
    bool connection_reused = false;
    /// Whether the handshake resumed an earlier TLS session.
    bool tls_resumed = false;
};

} // namespace signalwire
