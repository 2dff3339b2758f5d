#pragma once

#include <string>
#include <vector>

namespace signalwire
{

/// Whom to trust, and as whom to appear. TLS 1.2 is the floor and the server's name is always
/// verified. Without a CA the system's trust store decides. Files are read once, when the client is
/// made, but for those of `ca_directory`.
///
/// Thread safety: a value type; distinct objects are independent.
struct tls_config
{
    tls_config() = default;

    /// A PEM file with the certificates to trust instead of the system's: those of authorities,
    /// intermediate ones too, or the server's own. The server's name is verified all the same.
    std::string ca_file;

    /// The same as text, which is handier in tests. Adds to `ca_file` when both are set.
    std::string ca_pem;

    /// A directory of PEM files named by hash (`openssl rehash`), to trust instead of the system's.
    /// Adds to the other two. Looked into when a server's certificate is verified.
    std::string ca_directory;

    /// A PEM file with the certificate to show to the server, and those that lead to its root.
    std::string certificate_file;

    /// The PEM file with the private key for it; empty when `certificate_file` holds the key too.
    std::string private_key_file;

    /// Opens the private key if it is encrypted. Never printed, logged or put into an error.
    std::string private_key_password;

    /// When not empty, the server's certificate must besides have one of these public keys:
    /// `sha256//` and the SHA-256 of its SubjectPublicKeyInfo in Base64, as curl writes it
    /// (RFC 7469 section 2.4). Name a spare key too, or you lock yourself out on a change of keys.
    std::vector<std::string> public_key_pins;
};

} // namespace signalwire
