#pragma once

#include <cstdint>
#include <string>

namespace signalwire::net
{

/// Whom a client talks to, always over TLS.
struct origin
{
    origin() = default;

    /// A DNS name or an IP address, the latter without brackets; in lower case.
    std::string host;
    std::uint16_t port = 443;
    bool host_is_address = false;

    /// As it stands in a URL and in the Host header: the port only where it is not 443.
    [[nodiscard]] std::string authority() const;

    friend bool operator==(origin const&, origin const&) = default;
};

} // namespace signalwire::net
