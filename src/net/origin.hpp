#pragma once

#include <cstdint>
#include <string>

namespace signalwire::net
{

/// Whom a client talks to: the API, over TLS, or a proxy.
struct origin
{
    origin() = default;

    /// A DNS name or an IP address, the latter without brackets; in lower case.
    std::string host;
    std::uint16_t port = 443;
    bool host_is_address = false;

    /// As it stands in a URL and in the Host header: the port only where it is not 443.
    [[nodiscard]] std::string authority() const;

    /// The same with the port in any case, as a proxy wants it.
    [[nodiscard]] std::string host_and_port() const;

    friend bool operator==(origin const&, origin const&) = default;
};

} // namespace signalwire::net
