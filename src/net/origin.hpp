#pragma once

#include <cstdint>
#include <string>

namespace signalwire::net
{

/// The host and port of a server: the API, over TLS, or a proxy.
struct origin
{
    origin() = default;

    /// A DNS name in lower case or an IP address without brackets.
    std::string host;
    std::uint16_t port = 443;
    bool host_is_address = false;

    /// The authority for URLs and the Host header: without port 443.
    [[nodiscard]] std::string authority() const
    {
        return port == 443 ? bracketed_host() : host_and_port();
    }

    /// The authority with its port in any case, for CONNECT.
    [[nodiscard]] std::string host_and_port() const
    {
        return bracketed_host() + ':' + std::to_string(port);
    }

    friend bool operator==(origin const&, origin const&) = default;

private:
    [[nodiscard]] std::string bracketed_host() const
    {
        return host.find(':') == std::string::npos ? host : '[' + host + ']';
    }
};

/// An HTTP proxy that supports CONNECT.
struct proxy
{
    proxy() = default;

    origin address;
    /// The value of the header Proxy-Authorization, or empty. A secret.
    std::string authorization;
};

} // namespace signalwire::net
