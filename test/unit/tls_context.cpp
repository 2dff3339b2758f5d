#include "net/tls_context.hpp"

#include "net/tls_stream.hpp"
#include "support/certificate_authority.hpp"
#include "support/temporary_directory.hpp"
#include "unit/refusal.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <openssl/ssl.h>
#include <stdlib.h>

#include <chrono>
#include <filesystem>
#include <string>

using signalwire::tls_config;
using signalwire::net::make_tls_context;

namespace
{

struct owner_fixture
{
    boost::asio::io_context owner;
};

X509_STORE* store_of(boost::asio::ssl::context& context)
{
    return SSL_CTX_get_cert_store(context.native_handle());
}

int count_certificates(boost::asio::ssl::context& context)
{
    return sk_X509_OBJECT_num(X509_STORE_get0_objects(store_of(context)));
}

} // namespace

BOOST_AUTO_TEST_SUITE(tls_contexts)

namespace
{

void check_policy(boost::asio::ssl::context& context, int version)
{
    boost::asio::io_context executor;
    signalwire::net::tls_stream const stream(executor.get_executor(), context);
    SSL* const connection = stream.native_handle();
    BOOST_TEST(SSL_get_min_proto_version(connection) == version);
    BOOST_TEST(SSL_get_verify_mode(connection) == SSL_VERIFY_PEER);
    BOOST_TEST((SSL_get_options(connection) & SSL_OP_NO_COMPRESSION) != 0U);
}

} // namespace

BOOST_FIXTURE_TEST_CASE(requires_tls_1_2_and_verifies_peers, owner_fixture)
{
    boost::asio::ssl::context context = make_tls_context(tls_config(), owner);
    check_policy(context, TLS1_2_VERSION);
}

BOOST_AUTO_TEST_CASE(the_policy_holds_for_a_context_of_the_user)
{
    boost::asio::ssl::context lax(boost::asio::ssl::context::tls_client);
    lax.set_verify_mode(boost::asio::ssl::verify_none);
    check_policy(lax, TLS1_2_VERSION);
    SSL_CTX_set_min_proto_version(lax.native_handle(), TLS1_VERSION);
    check_policy(lax, TLS1_2_VERSION);
    SSL_CTX_set_min_proto_version(lax.native_handle(), TLS1_3_VERSION);
    check_policy(lax, TLS1_3_VERSION);
}

BOOST_FIXTURE_TEST_CASE(invalid_ca_file_is_named, owner_fixture)
{
    tls_config config;
    config.ca_file = "there-is-no-such-file.pem";
    std::string const message =
        unit::refusal([&] { static_cast<void>(make_tls_context(config, owner)); });
    BOOST_TEST(message.starts_with(
        "tls.ca_file: cannot read certificates from there-is-no-such-file.pem: "));
}

BOOST_FIXTURE_TEST_CASE(invalid_ca_directory_is_named, owner_fixture)
{
    tls_config config;
    config.ca_directory = "there-is-no-such-directory";
    BOOST_TEST(
        unit::refusal([&] { static_cast<void>(make_tls_context(config, owner)); })
        == "tls.ca_directory: there-is-no-such-directory is not a directory");
}

BOOST_FIXTURE_TEST_CASE(client_certificate_requires_certificate_and_key, owner_fixture)
{
    tls_config config;
    config.private_key_file = "key.pem";
    BOOST_TEST(
        unit::refusal([&] { static_cast<void>(make_tls_context(config, owner)); })
        == "tls.private_key_file: requires tls.certificate_file");
    config.certificate_file = "there-is-no-such-file.pem";
    std::string const message =
        unit::refusal([&] { static_cast<void>(make_tls_context(config, owner)); });
    BOOST_TEST(message.starts_with(
        "tls.certificate_file: cannot read a certificate from there-is-no-such-file.pem: "));
}

BOOST_FIXTURE_TEST_CASE(invalid_pem_is_rejected, owner_fixture)
{
    for (char const* text :
         {"x", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
          "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"})
    {
        tls_config config;
        config.ca_pem = text;
        std::string const message =
            unit::refusal([&] { static_cast<void>(make_tls_context(config, owner)); });
        BOOST_TEST(message.starts_with("tls.ca_pem: not a PEM certificate: "), text);
    }
}

// A thousand clients would need 0.8 GB and 20 s.
BOOST_FIXTURE_TEST_CASE(certificates_of_the_system_are_shared, owner_fixture)
{
    boost::asio::ssl::context first = make_tls_context(tls_config(), owner);
    boost::asio::ssl::context second = make_tls_context(tls_config(), owner);
    BOOST_TEST(store_of(first) == store_of(second));
    BOOST_TEST(count_certificates(first) > 0);

    // What is configured is not added to them.
    tls_config config;
    config.ca_directory = "/";
    boost::asio::ssl::context third = make_tls_context(config, owner);
    BOOST_TEST(store_of(first) != store_of(third));
}

BOOST_FIXTURE_TEST_CASE(certificates_of_the_system_are_read_again_after_a_change, owner_fixture)
{
    signalwire::test::temporary_directory const folder;
    std::string const file = folder.file("ca.pem");
    std::string const certificate = signalwire::test::certificate_authority("first").pem();
    signalwire::test::write_file(file, certificate);
    BOOST_TEST_REQUIRE(::setenv("SSL_CERT_FILE", file.c_str(), 1) == 0);
    boost::asio::ssl::context first = make_tls_context(tls_config(), owner);
    BOOST_TEST(count_certificates(first) == 1);

    signalwire::test::write_file(
        file, certificate + signalwire::test::certificate_authority("second").pem());
    // Later than before, however coarse the clock of the file system is.
    std::filesystem::last_write_time(
        file, std::filesystem::last_write_time(file) + std::chrono::seconds(5));
    boost::asio::ssl::context second = make_tls_context(tls_config(), owner);
    ::unsetenv("SSL_CERT_FILE");
    BOOST_TEST(count_certificates(second) == 2);
    BOOST_TEST(count_certificates(first) == 1);
}

BOOST_AUTO_TEST_SUITE_END()
