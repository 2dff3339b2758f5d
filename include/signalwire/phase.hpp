#pragma once

#include <iosfwd>
#include <string_view>

namespace signalwire
{

/// The phases of an operation that can time out.
enum class phase
{
    /// Waiting for the rate limit of the client or of the API.
    rate_limit,
    /// Waiting for a connection of the pool.
    acquire,
    /// DNS resolution.
    resolve,
    /// TCP connect.
    connect,
    /// CONNECT request to the proxy.
    proxy,
    /// TLS handshake.
    handshake,
    /// Sending the request and waiting for the first byte of the response.
    first_byte,
    /// Waiting for more bytes of the response.
    between_bytes,
    /// Delay before a retry.
    backoff
};

/// Returns the phase as text that follows "timed out while": "waiting for a pooled connection".
[[nodiscard]] std::string_view to_string(phase value) noexcept;

/// Writes `to_string(value)`.
std::ostream& operator<<(std::ostream& out, phase value);

/// The timeout that expired.
enum class timeout_scope
{
    /// The timeout of the phase, such as `timeout_config::connect`.
    phase,
    /// `timeout_config::attempt`.
    attempt,
    /// `timeout_config::total`.
    total
};

} // namespace signalwire
