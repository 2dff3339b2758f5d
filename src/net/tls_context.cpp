#include "net/tls_context.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/verify_mode.hpp>

#include <array>
#include <new>
#include <stdexcept>
#include <string>

namespace signalwire::net
{

namespace ssl = boost::asio::ssl;

namespace
{

void trust(ssl::context& context, tls_config const& config)
{
    boost::system::error_code ec;
    if (!config.ca_file.empty())
    {
        context.load_verify_file(config.ca_file, ec);
        if (ec)
        {
            throw std::invalid_argument(
                "tls.ca_file: no certificates could be read from " + config.ca_file + ": "
                + ec.message());
        }
    }
    if (!config.ca_pem.empty())
    {
        context.add_certificate_authority(boost::asio::buffer(config.ca_pem), ec);
        if (ec)
            throw std::invalid_argument("tls.ca_pem: not a PEM certificate: " + ec.message());
    }
    if (config.ca_file.empty() && config.ca_pem.empty())
        context.set_default_verify_paths();
}

} // namespace

ssl::context make_tls_context(tls_config const& config)
{
    ssl::context context(ssl::context::tls_client);
    SSL_CTX* const native = context.native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    context.set_options(ssl::context::no_compression);
    context.set_verify_mode(ssl::verify_peer);

    // Idle connections are many and their buffers large.
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);

    constexpr std::array<unsigned char, 9> http_1_1 = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    if (SSL_CTX_set_alpn_protos(native, http_1_1.data(), http_1_1.size()) != 0)
        throw std::bad_alloc();

    trust(context, config);
    return context;
}

} // namespace signalwire::net
