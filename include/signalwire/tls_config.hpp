#pragma once

#include <string>

namespace signalwire
{

/// Whom to trust. TLS 1.2 is the floor and the server's name is always verified.
/// With neither member set, the system's trust store decides.
struct tls_config
{
    tls_config() = default;

    /// A PEM file with the certificates to trust instead of the system's.
    std::string ca_file;

    /// The same as text, which is handier in tests. Adds to `ca_file` when both are set.
    std::string ca_pem;
};

} // namespace signalwire
