#pragma once

#include <chrono>

namespace signalwire
{

/// How long to wait for what. Every limit is positive; `timeout_error::phase` tells which ran out.
///
/// Thread safety: a value type; distinct objects are independent.
struct timeout_config
{
    timeout_config() = default;

    /// For a connection of the pool to become free. Not tried again when it runs out.
    std::chrono::milliseconds acquire = std::chrono::minutes(1);
    /// For the answer of the name service.
    std::chrono::milliseconds resolve = std::chrono::seconds(5);
    /// For the TCP connection, all addresses together; and once more for the tunnel when there is a
    /// proxy.
    std::chrono::milliseconds connect = std::chrono::seconds(10);
    /// For the TLS handshake.
    std::chrono::milliseconds handshake = std::chrono::seconds(10);
    /// From the request to the first byte of the response.
    std::chrono::milliseconds first_byte = std::chrono::seconds(30);
    /// Between two arrivals of bytes of one response.
    std::chrono::milliseconds between_bytes = std::chrono::seconds(30);
    /// For one attempt: connecting if need be, request and response.
    std::chrono::milliseconds attempt = std::chrono::seconds(60);
    /// For one operation: waiting for a connection, all attempts and the pauses between them.
    std::chrono::milliseconds total = std::chrono::minutes(3);
};

} // namespace signalwire
