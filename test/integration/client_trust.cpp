// Servers that are trusted because of a directory or a file of certificates.

#include "integration/wire_fixture.hpp"
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
                return error.reason().find("certificate verification failed") != std::string::npos;
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

namespace
{

using signalwire::test::certificate_authority;
using signalwire::test::certificate_request;
using signalwire::test::certified_key;

/// A server whose certificate an intermediate authority has issued.
struct chain_fixture : signalwire::test::wire_fixture
{
    void show(certified_key const& shown)
    {
        identity = shown;
        certified_key chain = shown;
        chain.certificate += intermediate.pem();
        tls = make_context(chain);
    }

    /// What a client says that trusts `pem` alone, as a file or in a directory.
    std::string outcome(std::string const& pem, bool in_directory)
    {
        temporary_directory const directory;
        std::string const file = directory.file(hashed_name(pem));
        write_file(file, pem);
        auto client = client_with([&](auto& config) {
            config.tls.ca_pem.clear();
            (in_directory ? config.tls.ca_directory : config.tls.ca_file) =
                in_directory ? directory.path() : file;
            config.retry.max_attempts = 1;
        });
        serve({{signalwire::test::page()}});
        try
        {
            run(client.compat.calls.list());
            return "trusted";
        }
        catch (signalwire::transport_error const& error)
        {
            return error.reason();
        }
    }

    certificate_authority root{"root"};
    certificate_authority intermediate{"intermediate", root};
};

bool mentions(std::string const& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_trust_in_parts, chain_fixture)

BOOST_AUTO_TEST_CASE(the_root_an_intermediate_and_the_certificate_itself_are_enough)
{
    show(intermediate.issue());
    for (bool const in_directory : {false, true})
    {
        BOOST_TEST(outcome(root.pem(), in_directory) == "trusted");
        BOOST_TEST(outcome(intermediate.pem(), in_directory) == "trusted");
        BOOST_TEST(outcome(identity.certificate, in_directory) == "trusted");
    }
}

BOOST_AUTO_TEST_CASE(what_has_nothing_to_do_with_the_server_is_not_enough)
{
    show(intermediate.issue());
    certificate_authority const other("intermediate", root);
    certified_key const sibling = intermediate.issue();
    for (bool const in_directory : {false, true})
    {
        BOOST_TEST(mentions(outcome(other.pem(), in_directory), "certificate verification failed"));
        BOOST_TEST(mentions(
            outcome(sibling.certificate, in_directory), "certificate verification failed"));
    }
}

BOOST_AUTO_TEST_CASE(the_name_and_the_dates_of_a_trusted_certificate_are_verified_all_the_same)
{
    certificate_request elsewhere;
    elsewhere.names = "DNS:other.example";
    certificate_request expired;
    expired.ends = std::chrono::seconds(-60);
    for (certificate_request const& request : {elsewhere, expired})
    {
        show(intermediate.issue(request));
        std::string_view const problem =
            request.names == elsewhere.names ? "not valid for 127.0.0.1" : "expired";
        for (bool const in_directory : {false, true})
        {
            BOOST_TEST(mentions(outcome(identity.certificate, in_directory), problem));
            BOOST_TEST(mentions(outcome(intermediate.pem(), in_directory), problem));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
