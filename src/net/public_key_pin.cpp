#include "net/public_key_pin.hpp"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>

namespace signalwire::net
{

namespace
{

std::optional<public_key_pin> digest_of(X509 const* certificate)
{
    unsigned char* encoded = nullptr;
    int const length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &encoded);
    if (length <= 0)
        return std::nullopt;
    public_key_pin out{};
    int const done = EVP_Digest(
        encoded, static_cast<std::size_t>(length), out.data(), nullptr, EVP_sha256(), nullptr);
    OPENSSL_free(encoded);
    return done == 1 ? std::optional(out) : std::nullopt;
}

} // namespace

public_key_pin parse_public_key_pin(std::string_view text)
{
    constexpr std::string_view prefix = "sha256//";
    constexpr std::size_t encoded_size = 44;
    // EVP_DecodeBlock counts the padding as a byte of zero.
    std::array<unsigned char, 33> decoded{};
    bool const right = text.starts_with(prefix) && text.size() == prefix.size() + encoded_size
        && text.ends_with('=') && !text.ends_with("==")
        && EVP_DecodeBlock(
               decoded.data(), reinterpret_cast<unsigned char const*>(text.data() + prefix.size()),
               static_cast<int>(encoded_size))
            == static_cast<int>(decoded.size());
    if (!right)
    {
        throw std::invalid_argument(
            "tls.public_key_pins: a pin is sha256// and the Base64 of a SHA-256, not "
            + std::string(text.substr(0, 80)));
    }
    public_key_pin out{};
    std::copy_n(decoded.begin(), out.size(), out.begin());
    return out;
}

bool has_pinned_key(SSL* connection, std::vector<public_key_pin> const& pins)
{
    X509 const* const certificate = SSL_get0_peer_certificate(connection);
    std::optional<public_key_pin> const key =
        certificate != nullptr ? digest_of(certificate) : std::nullopt;
    return key && std::find(pins.begin(), pins.end(), *key) != pins.end();
}

} // namespace signalwire::net
