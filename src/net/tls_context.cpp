#include "net/tls_context.hpp"

#include "net/system_trust.hpp"

#include <boost/asio/buffer.hpp>

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace signalwire::net
{

namespace ssl = boost::asio::ssl;
using boost::system::error_code;

namespace
{

void require(error_code const& ec, std::string_view member, std::string const& failure)
{
    if (ec)
        throw std::invalid_argument(
            std::string(member).append(": ").append(failure) + ": " + ec.message());
}

void set_trusted_certificates(
    ssl::context& context, tls_config const& config, boost::asio::execution_context& owner)
{
    SSL_CTX* const native = context.native_handle();
    if (config.ca_file.empty() && config.ca_pem.empty() && config.ca_directory.empty())
    {
        SSL_CTX_set_cert_store(
            native, boost::asio::use_service<system_trust>(owner).get().release());
        return;
    }
    error_code ec;
    if (!config.ca_file.empty())
    {
        context.load_verify_file(config.ca_file, ec);
        require(ec, "tls.ca_file", "cannot read certificates from " + config.ca_file);
    }
    if (!config.ca_pem.empty())
    {
        context.add_certificate_authority(boost::asio::buffer(config.ca_pem), ec);
        require(ec, "tls.ca_pem", "not a PEM certificate");
    }
    if (!config.ca_directory.empty())
    {
        if (!std::filesystem::is_directory(config.ca_directory, ec))
            throw std::invalid_argument(
                "tls.ca_directory: " + config.ca_directory + " is not a directory");
        context.add_verify_path(config.ca_directory, ec);
        require(ec, "tls.ca_directory", "OpenSSL does not take " + config.ca_directory);
    }
    // Trusts each configured certificate itself: a root, an intermediate or the server's own.
    X509_STORE_set_flags(SSL_CTX_get_cert_store(native), X509_V_FLAG_PARTIAL_CHAIN);
}

/// Without a callback OpenSSL would prompt at the terminal.
int on_password_requested(char* buffer, int size, int, void* password) noexcept
{
    std::string_view const text = *static_cast<std::string const*>(password);
    if (size < 0 || text.size() > static_cast<std::size_t>(size))
        return -1;
    text.copy(buffer, text.size());
    return static_cast<int>(text.size());
}

void set_client_certificate(ssl::context& context, tls_config const& config)
{
    if (config.certificate_file.empty())
    {
        if (!config.private_key_file.empty())
            throw std::invalid_argument("tls.private_key_file: requires tls.certificate_file");
        return;
    }
    bool const own_file = !config.private_key_file.empty();
    std::string const& key_file = own_file ? config.private_key_file : config.certificate_file;
    std::string password = config.private_key_password;
    SSL_CTX* const native = context.native_handle();
    SSL_CTX_set_default_passwd_cb(native, &on_password_requested);
    SSL_CTX_set_default_passwd_cb_userdata(native, &password);
    error_code certificate_code;
    error_code key_code;
    context.use_certificate_chain_file(config.certificate_file, certificate_code);
    context.use_private_key_file(key_file, ssl::context::pem, key_code);
    // Asio would delete this user data as its own.
    SSL_CTX_set_default_passwd_cb_userdata(native, nullptr);
    SSL_CTX_set_default_passwd_cb(native, nullptr);
    require(
        certificate_code, "tls.certificate_file",
        "cannot read a certificate from " + config.certificate_file);
    require(
        key_code, own_file ? "tls.private_key_file" : "tls.certificate_file",
        "cannot read the private key of the certificate from " + key_file);
}

} // namespace

ssl::context make_tls_context(tls_config const& config, boost::asio::execution_context& owner)
{
    ssl::context context(ssl::context::tls_client);
    set_trusted_certificates(context, config, owner);
    set_client_certificate(context, config);
    return context;
}

void apply_tls_policy(SSL* connection)
{
    if (SSL_get_min_proto_version(connection) < TLS1_2_VERSION)
        SSL_set_min_proto_version(connection, TLS1_2_VERSION);
    SSL_set_options(connection, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
    SSL_set_verify(connection, SSL_VERIFY_PEER, SSL_get_verify_callback(connection));

    // One system call for all records that have arrived, instead of two for each.
    constexpr std::size_t read_ahead = std::size_t{64} * 1024;
    SSL_set_read_ahead(connection, 1);
    SSL_set_default_read_buffer_len(connection, read_ahead);

    constexpr std::array<unsigned char, 9> http_1_1 = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    if (SSL_set_alpn_protos(connection, http_1_1.data(), http_1_1.size()) != 0)
        throw std::bad_alloc();
}

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
    // EVP_DecodeBlock counts padding as a zero byte.
    std::array<unsigned char, 33> decoded{};
    bool const valid = text.starts_with(prefix) && text.size() == prefix.size() + encoded_size
        && text.ends_with('=') && !text.ends_with("==")
        && EVP_DecodeBlock(
               decoded.data(), reinterpret_cast<unsigned char const*>(text.data() + prefix.size()),
               static_cast<int>(encoded_size))
            == static_cast<int>(decoded.size());
    if (!valid)
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
