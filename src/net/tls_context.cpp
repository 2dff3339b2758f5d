#include "net/tls_context.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/verify_mode.hpp>

#include <array>
#include <filesystem>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>

namespace signalwire::net
{

namespace ssl = boost::asio::ssl;
using boost::system::error_code;

namespace
{

void demand(error_code const& ec, std::string_view member, std::string const& problem)
{
    if (ec)
        throw std::invalid_argument(
            std::string(member).append(": ").append(problem) + ": " + ec.message());
}

void trust(ssl::context& context, tls_config const& config)
{
    error_code ec;
    if (!config.ca_file.empty())
    {
        context.load_verify_file(config.ca_file, ec);
        demand(ec, "tls.ca_file", "cannot read certificates from " + config.ca_file);
    }
    if (!config.ca_pem.empty())
    {
        context.add_certificate_authority(boost::asio::buffer(config.ca_pem), ec);
        demand(ec, "tls.ca_pem", "not a PEM certificate");
    }
    if (!config.ca_directory.empty())
    {
        if (!std::filesystem::is_directory(config.ca_directory, ec))
            throw std::invalid_argument(
                "tls.ca_directory: " + config.ca_directory + " is not a directory");
        context.add_verify_path(config.ca_directory, ec);
        demand(ec, "tls.ca_directory", "OpenSSL does not take " + config.ca_directory);
    }
    if (config.ca_file.empty() && config.ca_pem.empty() && config.ca_directory.empty())
    {
        context.set_default_verify_paths();
        return;
    }
    // What the user names is trusted itself, be it a root, an intermediate or the server's own.
    X509_STORE_set_flags(
        SSL_CTX_get_cert_store(context.native_handle()), X509_V_FLAG_PARTIAL_CHAIN);
}

/// OpenSSL would ask at the terminal.
int give_password(char* buffer, int size, int, void* password) noexcept
{
    std::string_view const text = *static_cast<std::string const*>(password);
    if (size < 0 || text.size() > static_cast<std::size_t>(size))
        return -1;
    text.copy(buffer, text.size());
    return static_cast<int>(text.size());
}

void identify(ssl::context& context, tls_config const& config)
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
    SSL_CTX_set_default_passwd_cb(native, &give_password);
    SSL_CTX_set_default_passwd_cb_userdata(native, &password);
    error_code certificate_code;
    error_code key_code;
    context.use_certificate_chain_file(config.certificate_file, certificate_code);
    context.use_private_key_file(key_file, ssl::context::pem, key_code);
    // Asio takes what it finds there for its own.
    SSL_CTX_set_default_passwd_cb_userdata(native, nullptr);
    SSL_CTX_set_default_passwd_cb(native, nullptr);
    demand(
        certificate_code, "tls.certificate_file",
        "cannot read a certificate from " + config.certificate_file);
    demand(
        key_code, own_file ? "tls.private_key_file" : "tls.certificate_file",
        "cannot read the private key of the certificate from " + key_file);
}

} // namespace

ssl::context make_tls_context(tls_config const& config)
{
    ssl::context context(ssl::context::tls_client);
    SSL_CTX* const native = context.native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_options(native, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
    context.set_verify_mode(ssl::verify_peer);

    // Idle connections are many and their buffers large.
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);

    constexpr std::array<unsigned char, 9> http_1_1 = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    if (SSL_CTX_set_alpn_protos(native, http_1_1.data(), http_1_1.size()) != 0)
        throw std::bad_alloc();

    trust(context, config);
    identify(context, config);
    return context;
}

} // namespace signalwire::net
