#pragma once

#include <boost/asio/ssl/verify_context.hpp>
#include <boost/system/error_code.hpp>

#include <openssl/ssl.h>

#include <memory>
#include <string>

namespace signalwire::net
{

/// Remembers the certificate that OpenSSL rejected: the connection itself forgets it.
class rejected_certificate
{
public:
    /// What OpenSSL is to call for each certificate of the chain; changes no verdict.
    bool operator()(bool accepted, boost::asio::ssl::verify_context& context) noexcept;

    /// Null when none was rejected.
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

/// What `code` means: the message of OpenSSL's, and what to do about it where that can be told.
[[nodiscard]] std::string explain(boost::system::error_code code);

/// Whether TLS failed with `code` because of something that will be the same next time: a
/// certificate, a version, a cipher. Bytes that were damaged on the way are no such thing, and
/// neither is the loss of the connection.
[[nodiscard]] bool is_lasting(boost::system::error_code code) noexcept;

/// Why the handshake of `connection`, which was to reach `host`, ended with `code`: a clause that
/// says what is wrong with the certificate, where that is what is wrong.
[[nodiscard]] std::string handshake_problem(
    SSL* connection, rejected_certificate const& rejected, std::string const& host,
    boost::system::error_code code);

} // namespace signalwire::net
