// The client's TLS against an nginx, which keeps sessions and checks certificates in its own way.

#include "integration/foreign_fixture.hpp"
#include "support/programs.hpp"
#include "support/temporary_directory.hpp"

#include <string>

namespace compat = signalwire::compat;
using signalwire::test::count_with;
using signalwire::test::foreign_fixture;
using signalwire::test::needs;
using signalwire::test::nginx_server;

namespace
{

struct nginx_tls_fixture : foreign_fixture
{
    /// Lists four times with a connection for each; the log must show `protocol` all the time.
    signalwire::client_stats reconnect(nginx_server const& nginx, std::string const& protocol)
    {
        auto client = client_of(nginx.authority());
        for (int i = 0; i < 4; ++i)
            BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
        auto const requests = nginx.await_requests(4);
        BOOST_TEST(count_with(requests, "protocol=" + protocol + " ") == 4U);
        // What the server thinks agrees with what the client thinks.
        BOOST_TEST(count_with(requests, "reused=r") == client.stats().tls_sessions_resumed);
        BOOST_TEST(client.stats().connections_opened == 4U);
        return client.stats();
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(
    nginx_tls, nginx_tls_fixture, *boost::unit_test::precondition(needs("nginx", "nginx")))

BOOST_AUTO_TEST_CASE(tls_1_2_works_and_is_resumed_by_ticket)
{
    nginx_server const nginx(in_front("ssl_protocols TLSv1.2; keepalive_requests 1;"));
    BOOST_TEST(reconnect(nginx, "TLSv1.2").tls_sessions_resumed == 3U);
}

BOOST_AUTO_TEST_CASE(tls_1_2_works_and_is_resumed_by_session_id)
{
    nginx_server const nginx(in_front("ssl_protocols TLSv1.2; keepalive_requests 1; "
                                      "ssl_session_tickets off; ssl_session_cache shared:s:1m;"));
    BOOST_TEST(reconnect(nginx, "TLSv1.2").tls_sessions_resumed == 3U);
}

BOOST_AUTO_TEST_CASE(tls_1_3_is_resumed)
{
    nginx_server const nginx(in_front("ssl_protocols TLSv1.2 TLSv1.3; keepalive_requests 1;"));
    BOOST_TEST(reconnect(nginx, "TLSv1.3").tls_sessions_resumed == 3U);
}

BOOST_AUTO_TEST_CASE(a_server_that_wants_another_curve_than_was_offered_first_gets_it)
{
    // HelloRetryRequest, RFC 8446 section 4.1.4.
    nginx_server const nginx(
        in_front("ssl_protocols TLSv1.3; ssl_ecdh_curve secp521r1; keepalive_requests 1;"));
    BOOST_TEST(reconnect(nginx, "TLSv1.3").tls_sessions_resumed == 3U);
}

BOOST_AUTO_TEST_CASE(a_server_that_keeps_no_sessions_costs_full_handshakes_and_nothing_else)
{
    nginx_server const nginx(in_front("ssl_protocols TLSv1.2; keepalive_requests 1; "
                                      "ssl_session_tickets off; ssl_session_cache off;"));
    BOOST_TEST(reconnect(nginx, "TLSv1.2").tls_sessions_resumed == 0U);
}

BOOST_AUTO_TEST_CASE(a_server_that_forgot_its_sessions_costs_a_full_handshake_and_nothing_else)
{
    nginx_server nginx(in_front("keepalive_requests 1;"));
    auto client = client_of(nginx.authority());
    BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
    // Tickets are sealed with a key that goes with the process.
    nginx.crash();
    nginx.restart();
    BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
    BOOST_TEST(client.stats().connections_opened == 2U);
    BOOST_TEST(client.stats().tls_sessions_resumed == 0U);
    BOOST_TEST(client.stats().retries == 0U);
}

BOOST_AUTO_TEST_CASE(a_server_that_prefers_http_2_is_spoken_to_in_http_1_1)
{
    auto site = in_front();
    site.listen_options = "ssl http2";
    nginx_server const nginx(site);
    auto client = client_of(nginx.authority());
    BOOST_TEST(stream_all(client, 200) == all_sids(), boost::test_tools::per_element());
    BOOST_TEST(client.stats().connections_opened <= 2U);
}

BOOST_AUTO_TEST_CASE(a_name_is_sent_along_and_an_address_is_not)
{
    nginx_server const nginx(in_front("add_header X-Request-Id 'sni=$ssl_server_name' always; "
                                      "location /api { return 421; }"));
    auto named = client_of("localhost:" + std::to_string(nginx.port()));
    BOOST_TEST(failure_of<signalwire::api_error>(named).request_id() == "sni=localhost");
    auto nameless = client_of(nginx.authority());
    BOOST_TEST(failure_of<signalwire::api_error>(nameless).request_id() == "sni=");
}

BOOST_AUTO_TEST_SUITE_END()
