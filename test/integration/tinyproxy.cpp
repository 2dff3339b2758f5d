// Tunnels through a tinyproxy.

#include "integration/foreign_fixture.hpp"
#include "support/programs.hpp"
#include "support/tinyproxy_server.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <string>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using signalwire::test::foreign_fixture;
using signalwire::test::needs;
using signalwire::test::stopwatch;
using signalwire::test::tinyproxy_server;

namespace
{

struct tinyproxy_fixture : foreign_fixture
{
    template <class Change>
    signalwire::rest_client client_through(std::string const& proxy, Change change)
    {
        return make_client([&](signalwire::client_config& config) {
            config.proxy.url = "http://" + proxy;
            change(config);
        });
    }

    signalwire::rest_client client_through(std::string const& proxy)
    {
        return client_through(proxy, [](signalwire::client_config&) {});
    }

    /// A listing through `proxy` is to be refused by it, with `status`; no secret may show.
    signalwire::transport_error check_refused(
        tinyproxy_server const& proxy, std::string const& credentials, std::string const& status)
    {
        auto client = client_through(credentials + proxy.authority());
        stopwatch const watch;
        auto error = failure_of<signalwire::transport_error>(client);
        std::string const text = error.what();
        BOOST_TEST((error.code() == signalwire::errc::proxy_refused), text);
        BOOST_TEST(text.find(proxy.authority()) != std::string::npos, text);
        BOOST_TEST(text.find("HTTP " + status) != std::string::npos, text);
        BOOST_TEST(text.find("alice") == std::string::npos, text);
        BOOST_TEST(text.find("s3cret") == std::string::npos, text);
        BOOST_TEST(watch.shows_little());
        BOOST_TEST(client.stats().connections_in_use == 0U);
        return error;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(
    tinyproxy, tinyproxy_fixture,
    *boost::unit_test::precondition(needs("tinyproxy", "tinyproxy-bin")))

BOOST_AUTO_TEST_CASE(a_stream_comes_through_as_many_tunnels_as_it_has_connections)
{
    tinyproxy_server const proxy;
    auto client = client_through(proxy.authority());
    BOOST_TEST(stream_all(client, 50) == all_sids(), boost::test_tools::per_element());
    BOOST_TEST(client.stats().connections_opened <= 2U);
    BOOST_TEST(client.stats().connections_reused == 20U - client.stats().connections_opened);
    BOOST_TEST(proxy.tunnels_wanted() == client.stats().connections_opened);
}

BOOST_AUTO_TEST_CASE(many_lists_share_few_tunnels)
{
    tinyproxy_server const proxy;
    auto client =
        client_through(proxy.authority(), [](auto& config) { config.pool.max_connections = 4; });
    BOOST_TEST(list_many(client, 50) == 50);
    BOOST_TEST(proxy.tunnels_wanted() == 4U);
}

BOOST_AUTO_TEST_CASE(the_proxy_gets_its_user_and_password)
{
    tinyproxy_server const proxy("BasicAuth alice s3cret");
    auto client = client_through("alice:s3cret@" + proxy.authority());
    BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
    BOOST_TEST(proxy.tunnels_wanted() == 1U);
}

BOOST_AUTO_TEST_CASE(user_and_password_may_be_percent_encoded)
{
    // It takes no password that needs it.
    tinyproxy_server const proxy("BasicAuth alice s3.cre-t");
    auto client = client_through("%61lice:s3%2Ecre%2dt@" + proxy.authority());
    BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
}

BOOST_AUTO_TEST_CASE(a_tunnel_that_is_opened_again_resumes_the_tls_session)
{
    tinyproxy_server const proxy;
    auto client = client_through(proxy.authority());
    for (int i = 0; i < 3; ++i)
    {
        server.enqueue(signalwire::sandbox::mock_response().header("Connection", "close"));
        BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
    }
    BOOST_TEST(client.stats().connections_opened == 3U);
    BOOST_TEST(client.stats().tls_sessions_resumed == 2U);
    BOOST_TEST(proxy.tunnels_wanted() == 3U);
}

BOOST_AUTO_TEST_CASE(the_certificate_behind_a_proxy_is_verified)
{
    tinyproxy_server const proxy;
    auto client = client_through(
        proxy.authority(), [this](auto& config) { config.tls.ca_pem = authority.pem(); });
    auto const error = failure_of<signalwire::transport_error>(client);
    BOOST_TEST(error.reason().find("certificate") != std::string::npos, error.reason());
    BOOST_TEST(error.attempts() == 1);
    BOOST_TEST(server.stats().requests_received == 0U);
}

BOOST_AUTO_TEST_CASE(a_wrong_password_is_refused_and_not_tried_again)
{
    tinyproxy_server const proxy("BasicAuth alice good");
    // 401 in the place of 407, as if it were the server.
    BOOST_TEST(check_refused(proxy, "alice:s3cret@", "40").attempts() == 1);
    BOOST_TEST(proxy.tunnels_wanted() == 1U);
}

BOOST_AUTO_TEST_CASE(a_missing_password_is_refused_and_not_tried_again)
{
    tinyproxy_server const proxy("BasicAuth alice good");
    BOOST_TEST(check_refused(proxy, "", "407").attempts() == 1);
}

BOOST_AUTO_TEST_CASE(a_forbidden_port_is_refused_and_not_tried_again)
{
    tinyproxy_server const proxy("ConnectPort 443");
    BOOST_TEST(check_refused(proxy, "alice:s3cret@", "403").attempts() == 1);
    BOOST_TEST(server.stats().connections_accepted == 0U);
}

BOOST_AUTO_TEST_CASE(an_api_that_the_proxy_does_not_reach_is_refused)
{
    tinyproxy_server const proxy;
    server.stop();
    check_refused(proxy, "alice:s3cret@", "500");
}

BOOST_AUTO_TEST_CASE(a_dead_proxy_is_named)
{
    asio::ip::tcp::acceptor reserved(context, {asio::ip::address_v4::loopback(), 0});
    std::string const nowhere = "127.0.0.1:" + std::to_string(reserved.local_endpoint().port());
    reserved.close();
    auto client = client_through("alice:s3cret@" + nowhere);
    auto const error = failure_of<signalwire::transport_error>(client);
    std::string const text = error.what();
    BOOST_TEST((error.code() == asio::error::connection_refused), text);
    BOOST_TEST(text.find(nowhere) != std::string::npos, text);
    BOOST_TEST(text.find("proxy") != std::string::npos, text);
    BOOST_TEST(text.find("s3cret") == std::string::npos, text);
    BOOST_TEST(server.stats().connections_accepted == 0U);
}

BOOST_AUTO_TEST_CASE(a_host_that_needs_no_proxy_is_reached_directly)
{
    tinyproxy_server const proxy;
    for (char const* exempt : {"127.0.0.1", "example.com, 127.0.0.0/8", "*"})
    {
        auto client = client_through(
            proxy.authority(), [&](auto& config) { config.proxy.no_proxy = exempt; });
        BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
    }
    BOOST_TEST(proxy.tunnels_wanted() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
