#pragma once

#include <openssl/ssl.h>

#include <array>
#include <string_view>
#include <vector>

namespace signalwire::net
{

/// The SHA-256 of a SubjectPublicKeyInfo (RFC 7469 section 2.4).
using public_key_pin = std::array<unsigned char, 32>;

/// Reads `sha256//` and 44 characters of Base64. Throws `std::invalid_argument`, which names the
/// member of the configuration.
[[nodiscard]] public_key_pin parse_public_key_pin(std::string_view text);

/// Whether the server of an established `connection` has one of the keys.
[[nodiscard]] bool has_pinned_key(SSL* connection, std::vector<public_key_pin> const& pins);

} // namespace signalwire::net
