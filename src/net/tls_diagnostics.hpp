#pragma once

#include <boost/asio/ssl/verify_context.hpp>
#include <boost/system/error_code.hpp>

#include <openssl/ssl.h>

#include <memory>
#include <string>
#include <string_view>

namespace signalwire::net
{

/// Keeps the certificate that OpenSSL rejected, because the connection does not.
class rejected_certificate
{
public:
    /// The verify callback for OpenSSL. Does not change the verdict.
    bool operator()(bool accepted, boost::asio::ssl::verify_context& context) noexcept;

    /// Null if none was rejected.
    [[nodiscard]] X509 const* get() const noexcept
    {
        return certificate_.get();
    }

private:
    struct free_certificate
    {
        void operator()(X509* certificate) const noexcept
        {
            X509_free(certificate);
        }
    };

    std::unique_ptr<X509, free_certificate> certificate_;
};

/// Returns OpenSSL's message for `code`, with advice for common errors.
[[nodiscard]] std::string describe_tls_error(boost::system::error_code code);

/// Returns true if a TLS error will occur again: an invalid certificate, version or cipher. False
/// for damaged data and lost connections.
[[nodiscard]] bool is_permanent(boost::system::error_code code) noexcept;

/// Returns why the handshake of `connection` with `host` failed with `code`, with details about a
/// rejected certificate. `trust` is the member of the configuration that has the trusted CAs.
[[nodiscard]] std::string describe_handshake_failure(
    SSL* connection, rejected_certificate const& rejected, std::string const& host,
    std::string_view trust, boost::system::error_code code);

} // namespace signalwire::net
