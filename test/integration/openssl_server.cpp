// Handshakes with `openssl s_server` that must fail, at once and in words.

#include "support/openssl_server.hpp"

#include "integration/foreign_fixture.hpp"
#include "support/programs.hpp"

#include <chrono>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using signalwire::test::certificate_authority;
using signalwire::test::certificate_request;
using signalwire::test::certified_key;
using signalwire::test::foreign_fixture;
using signalwire::test::needs;
using signalwire::test::openssl_server;
using signalwire::test::stopwatch;

namespace
{

struct openssl_fixture : foreign_fixture
{
    /// What a client says of a server: a `transport_error`, at once, that is not tried again.
    std::string refusal_of(openssl_server const& other)
    {
        auto client = client_of(other.authority());
        stopwatch const watch;
        auto const error = failure_of<signalwire::transport_error>(client);
        BOOST_TEST(watch.shows_little());
        BOOST_TEST(error.attempts() == 1);
        BOOST_TEST(error.url().find(other.authority()) != std::string::npos);
        BOOST_TEST(client.stats().connections_in_use == 0U);
        BOOST_TEST(client.stats().connections_idle == 0U);
        return error.what();
    }

    std::string refusal_of(
        certified_key const& identity, std::vector<std::string> const& options = {})
    {
        openssl_server const other(identity, options);
        return refusal_of(other);
    }
};

void check_contains(std::string const& text, std::string const& part)
{
    BOOST_TEST(text.find(part) != std::string::npos, "no '" << part << "' in: " << text);
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(
    openssl_servers, openssl_fixture, *boost::unit_test::precondition(needs("openssl", "openssl")))

BOOST_AUTO_TEST_CASE(a_file_of_a_minimal_server_is_read_to_the_end_of_its_connection)
{
    openssl_server const other(authority.issue());
    other.serve(
        "/api/laml/2010-04-01/Accounts/" + server.project() + "/Calls",
        "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n"
        R"({"uri":"/u","first_page_uri":"/f","next_page_uri":null,"previous_page_uri":null,)"
        R"("page":0,"page_size":50,"calls":[{"sid":"one"},{"sid":"two"}]})");
    auto client = client_of(other.authority());
    for (int i = 0; i < 3; ++i)
        BOOST_TEST(run(client.compat.calls.list()).size() == 2U);
    BOOST_TEST(client.stats().connections_opened == 3U);
    BOOST_TEST(client.stats().retries == 0U);
}

BOOST_AUTO_TEST_CASE(an_expired_certificate)
{
    certificate_request request;
    request.begins = -48h;
    request.ends = -1h;
    check_contains(refusal_of(authority.issue(request)), "expired");
}

BOOST_AUTO_TEST_CASE(a_certificate_of_the_future)
{
    certificate_request request;
    request.begins = 1h;
    check_contains(refusal_of(authority.issue(request)), "not yet valid");
}

BOOST_AUTO_TEST_CASE(a_certificate_of_a_foreign_authority)
{
    certificate_authority const foreign("somebody else");
    check_contains(refusal_of(foreign.issue()), "issuer");
}

BOOST_AUTO_TEST_CASE(a_certificate_of_a_foreign_authority_with_the_same_name)
{
    certificate_authority const foreign;
    check_contains(refusal_of(foreign.issue()), "certificate");
}

BOOST_AUTO_TEST_CASE(a_certificate_that_signed_itself)
{
    check_contains(refusal_of(certificate_authority::self_signed()), "self-signed");
}

BOOST_AUTO_TEST_CASE(a_certificate_for_another_name)
{
    certificate_request request;
    request.names = "DNS:example.com,IP:127.0.0.9";
    check_contains(refusal_of(authority.issue(request)), "mismatch");
}

BOOST_AUTO_TEST_CASE(a_certificate_that_has_the_name_in_its_common_name_only)
{
    certificate_request request;
    request.common_name = "127.0.0.1";
    request.names = "DNS:example.com";
    check_contains(refusal_of(authority.issue(request)), "mismatch");
}

BOOST_AUTO_TEST_CASE(a_certificate_for_clients)
{
    certificate_request request;
    request.usage = "clientAuth";
    check_contains(refusal_of(authority.issue(request)), "purpose");
}

BOOST_AUTO_TEST_CASE(a_server_of_yesterday)
{
    check_contains(
        refusal_of(authority.issue(), {"-tls1_1", "-cipher", "DEFAULT:@SECLEVEL=0"}),
        "protocol version");
}

BOOST_AUTO_TEST_CASE(a_server_that_wants_a_certificate_under_tls_1_2)
{
    refusal_of(authority.issue(), {"-Verify", "1", "-tls1_2"});
}

BOOST_AUTO_TEST_CASE(a_server_that_wants_a_certificate_under_tls_1_3)
{
    // The client has shaken hands before the server has looked for its certificate.
    check_contains(
        refusal_of(authority.issue(), {"-Verify", "1", "-tls1_3"}), "tls.certificate_file");
}

BOOST_AUTO_TEST_SUITE_END()
