#pragma once

#include <iosfwd>
#include <string_view>

namespace signalwire
{

/// The steps of an operation that can run out of time.
enum class phase
{
    /// Waiting for the rate limit, ours or the API's.
    rate_limit,
    /// Waiting for a connection of the pool.
    acquire,
    /// Waiting for the name service.
    resolve,
    /// Connecting by TCP.
    connect,
    /// Asking a proxy for a tunnel.
    proxy,
    /// The TLS handshake.
    handshake,
    /// Sending the request and waiting for the first byte of the response.
    first_byte,
    /// Waiting for more of the response.
    between_bytes,
    /// The pause before another attempt.
    backoff
};

/// The step as words: "waiting for a connection".
[[nodiscard]] std::string_view to_string(phase value) noexcept;

/// Writes `to_string(value)`.
std::ostream& operator<<(std::ostream& out, phase value);

} // namespace signalwire
