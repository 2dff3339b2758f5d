#include "sandbox/certificate.hpp"

#include <boost/asio/ssl/error.hpp>
#include <boost/system/system_error.hpp>

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace signalwire::sandbox::detail
{

void throw_openssl_error(char const* function)
{
    boost::system::error_code const error(
        static_cast<int>(ERR_get_error()), boost::asio::error::get_ssl_category());
    ERR_clear_error();
    throw boost::system::system_error(error, function);
}

namespace
{

struct helper_deleter
{
    void operator()(BIO* bio) const noexcept
    {
        BIO_free(bio);
    }

    void operator()(BIGNUM* number) const noexcept
    {
        BN_free(number);
    }

    void operator()(X509_EXTENSION* extension) const noexcept
    {
        X509_EXTENSION_free(extension);
    }
};

constexpr long hour = 3600;
constexpr long validity = 7 * 24 * hour;

private_key make_key()
{
    return private_key(require(EVP_EC_gen("P-256"), "EVP_EC_gen"));
}

void set_serial(X509* certificate)
{
    // RFC 5280, section 4.1.2.2: positive, at most 20 octets; random against collisions.
    std::unique_ptr<BIGNUM, helper_deleter> const number(require(BN_new(), "BN_new"));
    require(BN_rand(number.get(), 127, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY), "BN_rand");
    require(
        BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)), "BN_to_ASN1_INTEGER");
}

void set_name(X509_NAME* name, char const* common_name)
{
    auto const add = [name](char const* field, char const* value) {
        auto const* const text = reinterpret_cast<unsigned char const*>(value);
        require(
            X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, text, -1, -1, 0),
            "X509_NAME_add_entry_by_txt");
    };
    add("O", "signalwire-asio");
    add("CN", common_name);
}

// Returns a certificate without extensions, issuer and signature.
certificate begin_certificate(EVP_PKEY* key, char const* common_name)
{
    certificate result(require(X509_new(), "X509_new"));
    require(X509_set_version(result.get(), X509_VERSION_3), "X509_set_version");
    set_serial(result.get());
    require(X509_gmtime_adj(X509_getm_notBefore(result.get()), -hour), "X509_gmtime_adj");
    require(X509_gmtime_adj(X509_getm_notAfter(result.get()), validity), "X509_gmtime_adj");
    require(X509_set_pubkey(result.get(), key), "X509_set_pubkey");
    set_name(X509_get_subject_name(result.get()), common_name);
    return result;
}

void add_extension(X509* subject, X509* issuer, int type, char const* value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, subject, nullptr, nullptr, 0);
    std::unique_ptr<X509_EXTENSION, helper_deleter> const extension(
        require(X509V3_EXT_conf_nid(nullptr, &context, type, value), "X509V3_EXT_conf_nid"));
    require(X509_add_ext(subject, extension.get(), -1), "X509_add_ext");
}

void sign(X509* subject, X509* issuer, EVP_PKEY* key)
{
    require(X509_set_issuer_name(subject, X509_get_subject_name(issuer)), "X509_set_issuer_name");
    require(X509_sign(subject, key, EVP_sha256()), "X509_sign");
}

certificate make_authority(EVP_PKEY* key)
{
    certificate result = begin_certificate(key, "sandbox certificate authority");
    X509* const self = result.get();
    add_extension(self, self, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    add_extension(self, self, NID_key_usage, "critical,keyCertSign,cRLSign");
    add_extension(self, self, NID_subject_key_identifier, "hash");
    sign(self, self, key);
    return result;
}

certificate make_leaf(
    EVP_PKEY* key, std::string const& names, X509* authority, EVP_PKEY* authority_key)
{
    certificate result = begin_certificate(key, "sandbox");
    X509* const leaf = result.get();
    add_extension(leaf, authority, NID_basic_constraints, "critical,CA:FALSE");
    add_extension(leaf, authority, NID_key_usage, "critical,digitalSignature");
    add_extension(leaf, authority, NID_ext_key_usage, "serverAuth");
    add_extension(leaf, authority, NID_subject_key_identifier, "hash");
    add_extension(leaf, authority, NID_authority_key_identifier, "keyid:always");
    add_extension(leaf, authority, NID_subject_alt_name, names.c_str());
    sign(leaf, authority, authority_key);
    return result;
}

std::string to_pem(X509* certificate)
{
    std::unique_ptr<BIO, helper_deleter> const out(require(BIO_new(BIO_s_mem()), "BIO_new"));
    require(PEM_write_bio_X509(out.get(), certificate), "PEM_write_bio_X509");
    char* text = nullptr;
    long const size = BIO_get_mem_data(out.get(), &text);
    return std::string(text, static_cast<std::size_t>(size));
}

} // namespace

server_identity make_server_identity(std::string const& address)
{
    private_key const authority_key = make_key();
    certificate const authority = make_authority(authority_key.get());

    std::string names = "DNS:localhost,IP:127.0.0.1,IP:::1";
    if (address != "127.0.0.1" && address != "::1")
        names += ",IP:" + address;

    server_identity result;
    result.key = make_key();
    result.leaf = make_leaf(result.key.get(), names, authority.get(), authority_key.get());
    result.ca_pem = to_pem(authority.get());
    return result;
}

namespace
{

constexpr std::string_view protocols = "\x08http/1.1";
constexpr std::string_view session_context = "sandbox";

unsigned char const* bytes(std::string_view text) noexcept
{
    return reinterpret_cast<unsigned char const*>(text.data());
}

int select_protocol(
    SSL*, unsigned char const** out, unsigned char* out_size, unsigned char const* offered,
    unsigned offered_size, void*) noexcept
{
    unsigned char* chosen = nullptr;
    int const result = SSL_select_next_proto(
        &chosen, out_size, bytes(protocols), static_cast<unsigned>(protocols.size()), offered,
        offered_size);
    *out = chosen;
    // RFC 7301, section 3.2: without a common protocol, the handshake fails.
    return result == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

} // namespace

boost::asio::ssl::context make_tls_context(server_identity const& identity)
{
    boost::asio::ssl::context context(boost::asio::ssl::context::tls_server);
    SSL_CTX* const handle = context.native_handle();
    require(SSL_CTX_use_certificate(handle, identity.leaf.get()), "SSL_CTX_use_certificate");
    require(SSL_CTX_use_PrivateKey(handle, identity.key.get()), "SSL_CTX_use_PrivateKey");
    require(SSL_CTX_check_private_key(handle), "SSL_CTX_check_private_key");

    SSL_CTX_set_options(handle, SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_min_proto_version(handle, TLS1_2_VERSION);
    SSL_CTX_set_alpn_select_cb(handle, select_protocol, nullptr);
    // Session tickets contain the whole session, so no cache is needed.
    SSL_CTX_set_session_cache_mode(handle, SSL_SESS_CACHE_OFF);
    require(
        SSL_CTX_set_session_id_context(
            handle, bytes(session_context), static_cast<unsigned>(session_context.size())),
        "SSL_CTX_set_session_id_context");
    return context;
}

} // namespace signalwire::sandbox::detail
