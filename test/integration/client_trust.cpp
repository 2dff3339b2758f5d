// Servers that are trusted because of a directory of certificates.

#include "support/certificate_authority.hpp"
#include "support/sandbox_fixture.hpp"
#include "support/temporary_directory.hpp"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdio>
#include <memory>
#include <string>

using signalwire::test::sandbox_fixture;
using signalwire::test::temporary_directory;
using signalwire::test::write_file;

namespace
{

/// What `openssl rehash` calls the certificate `pem`: the hash of its subject, and a number that
/// tells apart those with the same one.
std::string hashed_name(std::string const& pem)
{
    std::unique_ptr<BIO, decltype(&BIO_free)> const in(
        BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
    std::unique_ptr<X509, decltype(&X509_free)> const certificate(
        PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr), &X509_free);
    BOOST_TEST_REQUIRE(certificate.get());
    char name[32];
    std::snprintf(name, sizeof name, "%08lx.0", X509_subject_name_hash(certificate.get()));
    return name;
}

struct trust_fixture : sandbox_fixture
{
    /// A client that trusts what is in the directory, and nothing else.
    signalwire::rest_client trusting_client()
    {
        return make_client([this](auto& config) {
            config.tls.ca_pem.clear();
            config.tls.ca_directory = directory.path();
        });
    }

    void check_distrust(signalwire::rest_client& client)
    {
        BOOST_CHECK_EXCEPTION(
            run(client.compat.calls.list()), signalwire::transport_error, [](auto const& error) {
                return error.reason().find("certificate is not acceptable") != std::string::npos;
            });
    }

    temporary_directory directory;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_trust, trust_fixture)

BOOST_AUTO_TEST_CASE(the_directory_is_looked_into_when_a_server_is_verified)
{
    auto client = trusting_client();
    check_distrust(client);
    write_file(directory.file(hashed_name(server.ca_pem())), server.ca_pem());
    BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
}

BOOST_AUTO_TEST_CASE(nobody_is_trusted_for_a_file_under_another_name_or_of_another_authority)
{
    write_file(directory.file("authority.pem"), server.ca_pem());
    auto client = trusting_client();
    check_distrust(client);
    // Of the same name, and with another key.
    signalwire::test::running_sandbox const other;
    BOOST_TEST_REQUIRE(hashed_name(other.server.ca_pem()) == hashed_name(server.ca_pem()));
    write_file(directory.file(hashed_name(server.ca_pem())), other.server.ca_pem());
    check_distrust(client);
}

BOOST_AUTO_TEST_CASE(the_directory_adds_to_the_certificates_that_are_given_as_text)
{
    auto own = make_client([&](auto& config) { config.tls.ca_directory = directory.path(); });
    BOOST_TEST(run(own.compat.calls.list()).size() == 50U);

    signalwire::test::certificate_authority const other("somebody else");
    auto client = make_client([&](auto& config) {
        config.tls.ca_pem = other.pem();
        config.tls.ca_directory = directory.path();
    });
    check_distrust(client);
    write_file(directory.file(hashed_name(server.ca_pem())), server.ca_pem());
    BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
}

BOOST_AUTO_TEST_SUITE_END()
