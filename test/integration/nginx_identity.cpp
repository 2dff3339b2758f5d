// Who is who, with an nginx: certificates of clients, and servers known by their keys.

#include "integration/foreign_fixture.hpp"
#include "support/programs.hpp"
#include "support/temporary_directory.hpp"

#include <string>

using signalwire::test::certificate_authority;
using signalwire::test::certificate_request;
using signalwire::test::certified_key;
using signalwire::test::count_with;
using signalwire::test::foreign_fixture;
using signalwire::test::needs;
using signalwire::test::nginx_server;
using signalwire::test::nginx_site;
using signalwire::test::stopwatch;
using signalwire::test::temporary_directory;
using signalwire::test::write_file;

namespace
{

struct nginx_identity_fixture : foreign_fixture
{
    nginx_identity_fixture()
    {
        write_file(directory.file("authority.pem"), authority.pem());
    }

    /// An nginx that serves nobody but holders of certificates of the authority.
    [[nodiscard]] nginx_site selective(std::string const& more = {}) const
    {
        return in_front(
            "ssl_verify_client on; ssl_client_certificate " + directory.file("authority.pem") + "; "
            + more);
    }

    [[nodiscard]] static certified_key client_key(certificate_authority const& issuer)
    {
        certificate_request request;
        request.common_name = "a client";
        request.names.clear();
        request.usage = "clientAuth";
        return issuer.issue(request);
    }

    /// A client that shows `identity`.
    signalwire::rest_client client_with(
        nginx_server const& nginx, certified_key const& identity, std::string const& password = {})
    {
        write_file(directory.file("client.pem"), identity.certificate);
        write_file(directory.file("client.key"), identity.key);
        return client_of(nginx.authority(), [&](auto& config) {
            config.tls.certificate_file = directory.file("client.pem");
            config.tls.private_key_file = directory.file("client.key");
            config.tls.private_key_password = password;
        });
    }

    signalwire::rest_client client_with_pins(
        nginx_server const& nginx, std::vector<std::string> const& pins)
    {
        return client_of(
            nginx.authority(), [&](auto& config) { config.tls.public_key_pins = pins; });
    }

    /// One listing is to be served to a client whose certificate nginx has found good.
    void check_served(nginx_server const& nginx, signalwire::rest_client& client)
    {
        BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
        BOOST_TEST(count_with(nginx.await_requests(1), "client=SUCCESS ") == 1U);
    }

    /// One listing is to be refused by nginx, in HTML and after the handshake.
    void check_refused(signalwire::rest_client& client, std::string const& words)
    {
        auto const error = failure_of<signalwire::api_error>(client);
        BOOST_TEST(error.status() == 400);
        BOOST_TEST(error.attempts() == 1);
        BOOST_TEST(error.body_prefix().find(words) != std::string::npos, error.body_prefix());
    }

    void check_unknown_key(signalwire::rest_client& client)
    {
        stopwatch const watch;
        auto const error = failure_of<signalwire::transport_error>(client);
        BOOST_TEST((error.code() == signalwire::errc::public_key_pin_mismatch), error.what());
        BOOST_TEST(error.attempts() == 1);
        BOOST_TEST(watch.shows_little());
        BOOST_TEST(server.stats().requests_received == 0U);
    }

    temporary_directory directory;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(
    nginx_identity, nginx_identity_fixture,
    *boost::unit_test::precondition(needs("nginx", "nginx")))

BOOST_AUTO_TEST_CASE(a_client_shows_its_certificate)
{
    for (char const* protocol : {"TLSv1.2", "TLSv1.3"})
    {
        nginx_server const nginx(selective(std::string("ssl_protocols ") + protocol + ';'));
        auto client = client_with(nginx, client_key(authority));
        check_served(nginx, client);
    }
}

BOOST_AUTO_TEST_CASE(a_client_shows_its_certificate_on_every_connection)
{
    nginx_server const nginx(selective("keepalive_requests 1;"));
    auto client = client_with(nginx, client_key(authority));
    for (int i = 0; i < 4; ++i)
        BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
    BOOST_TEST(count_with(nginx.await_requests(4), "client=SUCCESS ") == 4U);
    BOOST_TEST(client.stats().connections_opened == 4U);
}

BOOST_AUTO_TEST_CASE(certificate_and_key_may_share_a_file)
{
    nginx_server const nginx(selective());
    certified_key const identity = client_key(authority);
    write_file(directory.file("both.pem"), identity.certificate + identity.key);
    auto client = client_of(nginx.authority(), [&](auto& config) {
        config.tls.certificate_file = directory.file("both.pem");
    });
    check_served(nginx, client);
}

BOOST_AUTO_TEST_CASE(the_key_may_be_encrypted)
{
    nginx_server const nginx(selective());
    certified_key identity = client_key(authority);
    identity.key = signalwire::test::encrypt_key(identity.key, "open sesame");
    auto client = client_with(nginx, identity, "open sesame");
    check_served(nginx, client);
}

BOOST_AUTO_TEST_CASE(without_a_certificate_the_server_refuses)
{
    nginx_server const nginx(selective());
    auto client = client_of(nginx.authority());
    check_refused(client, "No required SSL certificate was sent");
}

BOOST_AUTO_TEST_CASE(with_a_certificate_of_a_foreign_authority_the_server_refuses)
{
    nginx_server const nginx(selective());
    certificate_authority const foreign("somebody else");
    auto client = client_with(nginx, client_key(foreign));
    check_refused(client, "The SSL certificate error");
}

BOOST_AUTO_TEST_CASE(a_server_with_a_pinned_key_is_served_by)
{
    nginx_site const site = in_front();
    nginx_server const nginx(site);
    auto client = client_with_pins(nginx, {site.identity.pin});
    BOOST_TEST(run(client.compat.calls.list()).size() == 50U);

    auto careful = client_with_pins(nginx, {authority.issue().pin, site.identity.pin});
    BOOST_TEST(run(careful.compat.calls.list()).size() == 50U);
}

BOOST_AUTO_TEST_CASE(a_pinned_key_is_demanded_of_resumed_sessions_too)
{
    nginx_site const site = in_front("keepalive_requests 1;");
    nginx_server const nginx(site);
    auto client = client_with_pins(nginx, {site.identity.pin});
    for (int i = 0; i < 4; ++i)
        BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
    BOOST_TEST(client.stats().tls_sessions_resumed == 3U);
}

BOOST_AUTO_TEST_CASE(a_trusted_server_without_a_pinned_key_is_refused_at_once)
{
    for (char const* protocol : {"TLSv1.2", "TLSv1.3"})
    {
        nginx_server const nginx(in_front(std::string("ssl_protocols ") + protocol + ';'));
        auto client = client_with_pins(nginx, {authority.issue().pin});
        check_unknown_key(client);
    }
}

BOOST_AUTO_TEST_CASE(a_pinned_key_does_not_replace_trust)
{
    certificate_authority const foreign("somebody else");
    nginx_site site = in_front();
    site.identity = foreign.issue();
    nginx_server const nginx(site);
    auto client = client_with_pins(nginx, {site.identity.pin});
    auto const error = failure_of<signalwire::transport_error>(client);
    BOOST_TEST(error.reason().find("certificate") != std::string::npos, error.reason());
    BOOST_TEST(error.attempts() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
