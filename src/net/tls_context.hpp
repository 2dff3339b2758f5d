#pragma once

#include <signalwire/client_config.hpp>

#include <boost/asio/execution_context.hpp>
#include <boost/asio/ssl/context.hpp>

#include <openssl/ssl.h>

#include <array>
#include <string_view>
#include <vector>

namespace signalwire::net
{

/// Returns what all connections of a client share: trusted certificates and the client's own. Reads
/// files; call it once per client. `owner` keeps the certificates of the system. Throws:
/// `std::invalid_argument`, which names the configuration member and the file.
[[nodiscard]] boost::asio::ssl::context make_tls_context(
    tls_config const& config, boost::asio::execution_context& owner);

/// Applies what holds for the connections of every context, the user's included: TLS 1.2 or newer,
/// verification of the peer, ALPN http/1.1. Throws: `std::bad_alloc`.
void apply_tls_policy(SSL* connection);

/// The SHA-256 of a SubjectPublicKeyInfo (RFC 7469 section 2.4).
using public_key_pin = std::array<unsigned char, 32>;

/// Parses `sha256//` and 44 characters of Base64. Throws: `std::invalid_argument`, which names the
/// configuration member.
[[nodiscard]] public_key_pin parse_public_key_pin(std::string_view text);

/// Returns true if the key of the server's certificate is one of `pins`.
[[nodiscard]] bool has_pinned_key(SSL* connection, std::vector<public_key_pin> const& pins);

} // namespace signalwire::net
