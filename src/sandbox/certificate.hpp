#pragma once

#include <boost/asio/ssl/context.hpp>

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

namespace signalwire::sandbox::detail
{

/// Throws `boost::system::system_error` with OpenSSL's last error.
[[noreturn]] void throw_openssl_error(char const* function);

/// Returns the result of an OpenSSL function. Throws if it indicates failure: null, zero or less.
template <class Result>
Result* require(Result* result, char const* function)
{
    if (!result)
        throw_openssl_error(function);
    return result;
}

inline void require(int result, char const* function)
{
    if (result <= 0)
        throw_openssl_error(function);
}

struct openssl_deleter
{
    void operator()(EVP_PKEY* key) const noexcept
    {
        EVP_PKEY_free(key);
    }

    void operator()(X509* certificate) const noexcept
    {
        X509_free(certificate);
    }
};

using private_key = std::unique_ptr<EVP_PKEY, openssl_deleter>;
using certificate = std::unique_ptr<X509, openssl_deleter>;

/// A server certificate with its key, and the CA that clients must trust. Kept in memory only.
struct server_identity
{
    server_identity() = default;

    /// The certificate authority: PEM, RFC 7468.
    std::string ca_pem;
    certificate leaf;
    private_key key;
};

/// Creates a certificate authority and a certificate signed by it for `localhost`, `127.0.0.1`,
/// `::1` and `address`, an IP address. EC keys on P-256, valid for seven days from an hour ago.
///
/// Throws: `boost::system::system_error` if OpenSSL fails.
[[nodiscard]] server_identity make_server_identity(std::string const& address);

/// Returns a TLS server context: TLS 1.2 or newer, ALPN http/1.1, session tickets.
[[nodiscard]] boost::asio::ssl::context make_tls_context(server_identity const& identity);

} // namespace signalwire::sandbox::detail
