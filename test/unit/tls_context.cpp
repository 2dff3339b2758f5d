#include "net/tls_context.hpp"

#include "unit/refusal.hpp"

#include <boost/test/unit_test.hpp>

#include <openssl/ssl.h>

#include <string>

using signalwire::tls_config;
using signalwire::net::make_tls_context;

BOOST_AUTO_TEST_SUITE(tls_contexts)

BOOST_AUTO_TEST_CASE(requires_tls_1_2_and_verifies_peers)
{
    boost::asio::ssl::context context = make_tls_context(tls_config());
    SSL_CTX* const native = context.native_handle();
    BOOST_TEST(SSL_CTX_get_min_proto_version(native) == TLS1_2_VERSION);
    BOOST_TEST(SSL_CTX_get_verify_mode(native) == SSL_VERIFY_PEER);
    BOOST_TEST((SSL_CTX_get_options(native) & SSL_OP_NO_COMPRESSION) != 0U);
}

BOOST_AUTO_TEST_CASE(invalid_ca_file_is_named)
{
    tls_config config;
    config.ca_file = "there-is-no-such-file.pem";
    std::string const message = unit::refusal([&] { static_cast<void>(make_tls_context(config)); });
    BOOST_TEST(message.starts_with(
        "tls.ca_file: cannot read certificates from there-is-no-such-file.pem: "));
}

BOOST_AUTO_TEST_CASE(invalid_ca_directory_is_named)
{
    tls_config config;
    config.ca_directory = "there-is-no-such-directory";
    BOOST_TEST(
        unit::refusal([&] { static_cast<void>(make_tls_context(config)); })
        == "tls.ca_directory: there-is-no-such-directory is not a directory");
}

BOOST_AUTO_TEST_CASE(client_certificate_requires_certificate_and_key)
{
    tls_config config;
    config.private_key_file = "key.pem";
    BOOST_TEST(
        unit::refusal([&] { static_cast<void>(make_tls_context(config)); })
        == "tls.private_key_file: requires tls.certificate_file");
    config.certificate_file = "there-is-no-such-file.pem";
    std::string const message = unit::refusal([&] { static_cast<void>(make_tls_context(config)); });
    BOOST_TEST(message.starts_with(
        "tls.certificate_file: cannot read a certificate from there-is-no-such-file.pem: "));
}

BOOST_AUTO_TEST_CASE(invalid_pem_is_rejected)
{
    for (char const* text :
         {"x", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
          "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"})
    {
        tls_config config;
        config.ca_pem = text;
        std::string const message =
            unit::refusal([&] { static_cast<void>(make_tls_context(config)); });
        BOOST_TEST(message.starts_with("tls.ca_pem: not a PEM certificate: "), text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
