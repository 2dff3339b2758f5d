#include "net/tls_context.hpp"

#include "unit/refusal.hpp"

#include <boost/test/unit_test.hpp>

#include <openssl/ssl.h>

#include <string>

using signalwire::tls_config;
using signalwire::net::make_tls_context;

BOOST_AUTO_TEST_SUITE(tls_contexts)

BOOST_AUTO_TEST_CASE(tls_1_2_is_the_floor_and_peers_are_verified)
{
    boost::asio::ssl::context context = make_tls_context(tls_config());
    SSL_CTX* const native = context.native_handle();
    BOOST_TEST(SSL_CTX_get_min_proto_version(native) == TLS1_2_VERSION);
    BOOST_TEST(SSL_CTX_get_verify_mode(native) == SSL_VERIFY_PEER);
    BOOST_TEST((SSL_CTX_get_options(native) & SSL_OP_NO_COMPRESSION) != 0U);
}

BOOST_AUTO_TEST_CASE(a_file_without_certificates_is_named)
{
    tls_config config;
    config.ca_file = "there-is-no-such-file.pem";
    std::string const message = unit::refusal([&] { static_cast<void>(make_tls_context(config)); });
    BOOST_TEST(message.starts_with(
        "tls.ca_file: cannot read certificates from there-is-no-such-file.pem: "));
}

BOOST_AUTO_TEST_CASE(a_directory_that_is_none_is_named)
{
    tls_config config;
    config.ca_directory = "there-is-no-such-directory";
    BOOST_TEST(
        unit::refusal([&] { static_cast<void>(make_tls_context(config)); })
        == "tls.ca_directory: there-is-no-such-directory is not a directory");
}

BOOST_AUTO_TEST_CASE(a_certificate_of_our_own_needs_a_file_and_a_key_a_certificate)
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

BOOST_AUTO_TEST_CASE(text_that_is_no_certificate_is_refused)
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
