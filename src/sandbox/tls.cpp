#include "sandbox/tls.hpp"

#include "sandbox/openssl_error.hpp"

#include <openssl/ssl.h>

#include <string_view>

namespace signalwire::sandbox::detail
{

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
