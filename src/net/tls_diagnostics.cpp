#include "net/tls_diagnostics.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>

#include <openssl/err.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <string_view>

namespace signalwire::net
{

namespace asio = boost::asio;
using boost::system::error_code;

namespace
{

struct free_names
{
    void operator()(GENERAL_NAMES* names) const noexcept
    {
        GENERAL_NAMES_free(names);
    }
};

/// Returns true for OpenSSL's reasons that indicate damaged data, found here or reported by the
/// peer's alert (RFC 8446 section 6.2), and for the peer's internal errors.
bool is_transient_reason(int reason) noexcept
{
    constexpr std::array reasons = {
        SSL_R_BAD_LENGTH,
        SSL_R_BAD_RECORD_TYPE,
        SSL_R_BAD_SIGNATURE,
        SSL_R_DATA_LENGTH_TOO_LONG,
        SSL_R_DECRYPTION_FAILED,
        SSL_R_DECRYPTION_FAILED_OR_BAD_RECORD_MAC,
        SSL_R_DIGEST_CHECK_FAILED,
        SSL_R_ENCRYPTED_LENGTH_TOO_LONG,
        SSL_R_EXCESSIVE_MESSAGE_SIZE,
        SSL_R_INVALID_CCS_MESSAGE,
        SSL_R_INVALID_SESSION_ID,
        SSL_R_LENGTH_MISMATCH,
        SSL_R_LENGTH_TOO_LONG,
        SSL_R_LENGTH_TOO_SHORT,
        SSL_R_PACKET_LENGTH_TOO_LONG,
        SSL_R_RECORD_LENGTH_MISMATCH,
        SSL_R_RECORD_TOO_SMALL,
        SSL_R_UNEXPECTED_MESSAGE,
        SSL_R_UNEXPECTED_RECORD,
        SSL_R_SSLV3_ALERT_BAD_RECORD_MAC,
        SSL_R_SSLV3_ALERT_ILLEGAL_PARAMETER,
        SSL_R_SSLV3_ALERT_UNEXPECTED_MESSAGE,
        SSL_R_TLSV1_ALERT_INTERNAL_ERROR,
        SSL_R_TLSV1_ALERT_DECODE_ERROR,
        SSL_R_TLSV1_ALERT_DECRYPTION_FAILED,
        SSL_R_TLSV1_ALERT_DECRYPT_ERROR,
        SSL_R_TLSV1_ALERT_RECORD_OVERFLOW};
    return std::find(reasons.begin(), reasons.end(), reason) != reasons.end();
}

/// A certificate may contain any text; only plain host names are safe in a message.
bool is_plain_name(std::string_view name) noexcept
{
    return !name.empty() && name.size() <= 253 && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || c == '-' || c == '.' || c == '_' || c == '*';
    });
}

/// Returns the first DNS names of a certificate.
std::string names_of(X509 const* certificate)
{
    constexpr int max_names = 3;
    std::unique_ptr<GENERAL_NAMES, free_names> const names(static_cast<GENERAL_NAMES*>(
        X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    std::string out;
    int named = 0;
    for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i)
    {
        GENERAL_NAME const* const name = sk_GENERAL_NAME_value(names.get(), i);
        if (name->type != GEN_DNS)
            continue;
        std::string_view const text(
            reinterpret_cast<char const*>(ASN1_STRING_get0_data(name->d.dNSName)),
            static_cast<std::size_t>(ASN1_STRING_length(name->d.dNSName)));
        if (!is_plain_name(text))
            continue;
        if (++named > max_names)
            return out + " and others";
        out.append(out.empty() ? "" : ", ").append(text);
    }
    return out;
}

std::string date_of(ASN1_TIME const* time)
{
    std::tm broken_down{};
    char text[16] = "";
    if (ASN1_TIME_to_tm(time, &broken_down) == 1)
        std::strftime(text, sizeof text, "%Y-%m-%d", &broken_down);
    return text;
}

/// Returns details about a rejected certificate, beginning with a comma or semicolon.
std::string details(
    X509 const* certificate, long verdict, std::string const& host, std::string_view trust)
{
    switch (verdict)
    {
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
    {
        std::string const names = names_of(certificate);
        return ", not valid for " + host + (names.empty() ? std::string() : ", only for " + names);
    }
    case X509_V_ERR_CERT_HAS_EXPIRED: return ", on " + date_of(X509_get0_notAfter(certificate));
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return ", not before " + date_of(X509_get0_notBefore(certificate));
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        return std::string("; to trust it, add its CA to ").append(trust);
    default: return {};
    }
}

} // namespace

bool rejected_certificate::operator()(bool accepted, asio::ssl::verify_context& context) noexcept
{
    if (!accepted && !certificate_)
    {
        X509* const current = X509_STORE_CTX_get_current_cert(context.native_handle());
        if (current != nullptr && X509_up_ref(current) == 1)
            certificate_.reset(current);
    }
    return accepted;
}

std::string describe_tls_error(error_code code)
{
    if (code.category() != asio::error::get_ssl_category())
        return code.message();
    switch (ERR_GET_REASON(static_cast<unsigned long>(code.value())))
    {
    case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_WRONG_SSL_VERSION:
        return "the server supports neither TLS 1.2 nor TLS 1.3: " + code.message();
    case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED:
        return "the server requires a client certificate (tls.certificate_file or tls.context): "
            + code.message();
    case SSL_R_WRONG_VERSION_NUMBER:
        return "the server does not speak TLS on this port: " + code.message();
    default: return code.message();
    }
}

bool is_permanent(error_code code) noexcept
{
    return code.category() == asio::error::get_ssl_category()
        && !is_transient_reason(ERR_GET_REASON(static_cast<unsigned long>(code.value())));
}

std::string describe_handshake_failure(
    SSL* connection, rejected_certificate const& rejected, std::string const& host,
    std::string_view trust, error_code code)
{
    long const verdict = SSL_get_verify_result(connection);
    if (verdict != X509_V_OK)
    {
        std::string out = std::string("certificate verification failed: ")
            + X509_verify_cert_error_string(verdict);
        return rejected.get() != nullptr ? out + details(rejected.get(), verdict, host, trust)
                                         : out;
    }
    if (code == asio::error::eof || code == asio::ssl::error::stream_truncated)
        return "the server closed the connection";
    return describe_tls_error(code);
}

} // namespace signalwire::net
