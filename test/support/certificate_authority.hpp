#pragma once

#include <chrono>
#include <memory>
#include <string>

namespace signalwire::test
{

/// What a certificate shall say.
struct certificate_request
{
    certificate_request() = default;

    std::string common_name = "test";
    /// As OpenSSL writes them; empty for a certificate without names.
    std::string names = "DNS:localhost,IP:127.0.0.1";
    std::string usage = "serverAuth";
    /// From now.
    std::chrono::seconds begins = std::chrono::hours(-1);
    std::chrono::seconds ends = std::chrono::hours(24);
};

/// A certificate and its private key, both PEM.
struct certified_key
{
    certified_key() = default;

    std::string certificate;
    std::string key;
    /// As `tls_config::public_key_pins` has them.
    std::string pin;
};

/// The private key `pem`, which now takes `password` to open.
[[nodiscard]] std::string encrypt_key(std::string const& pem, std::string const& password);

/// Makes certificates with keys on P-256: a new authority each time, trusted by nobody yet.
class certificate_authority
{
public:
    explicit certificate_authority(std::string const& name = "test authority");
    /// An intermediate one, certified by `parent`.
    certificate_authority(std::string const& name, certificate_authority const& parent);
    ~certificate_authority();

    certificate_authority(certificate_authority const&) = delete;
    certificate_authority& operator=(certificate_authority const&) = delete;

    /// The certificate to trust.
    [[nodiscard]] std::string const& pem() const noexcept;

    [[nodiscard]] certified_key issue(
        certificate_request const& request = certificate_request()) const;

    /// Without an authority.
    [[nodiscard]] static certified_key self_signed(
        certificate_request const& request = certificate_request());

private:
    struct secret;
    std::unique_ptr<secret> secret_;
};

} // namespace signalwire::test
