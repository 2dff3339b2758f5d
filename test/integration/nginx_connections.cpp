// The client's connections against an nginx, which ends them in every way that it has.

#include "integration/foreign_fixture.hpp"
#include "support/programs.hpp"

#include <boost/asio/error.hpp>

#include <chrono>
#include <string>
#include <thread>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using namespace std::chrono_literals;
using signalwire::test::foreign_fixture;
using signalwire::test::needs;
using signalwire::test::nginx_server;

namespace
{

struct nginx_fixture : foreign_fixture
{
    void list_one(signalwire::rest_client& client)
    {
        BOOST_TEST(run(client.compat.calls.list(compat::call_filter().page_size(1))).size() == 1U);
    }

    /// Lists with pauses around the 50 ms after which nginx ends an idle connection: now the client
    /// finds it ended, now it ends while the request is under way.
    void list_with_pauses(signalwire::rest_client& client)
    {
        for (int i = 0; i < 30; ++i)
        {
            list_one(client);
            std::this_thread::sleep_for(45ms + std::chrono::milliseconds(i % 10));
        }
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(
    nginx_connections, nginx_fixture, *boost::unit_test::precondition(needs("nginx", "nginx")))

BOOST_AUTO_TEST_CASE(a_stream_comes_through_a_reverse_proxy_over_two_connections_at_the_most)
{
    nginx_server const nginx(in_front());
    auto client = client_of(nginx.authority());
    BOOST_TEST(stream_all(client, 100) == all_sids(), boost::test_tools::per_element());
    BOOST_TEST(client.stats().connections_opened <= 2U);
}

BOOST_AUTO_TEST_CASE(connections_that_end_while_they_are_idle_cost_no_request)
{
    nginx_server const nginx(in_front("keepalive_timeout 50ms;"));
    auto client = client_of(nginx.authority());
    list_with_pauses(client);
    BOOST_TEST(client.stats().connections_opened > 1U);
    BOOST_TEST(client.stats().retries == 0U);
}

BOOST_AUTO_TEST_CASE(connections_that_end_before_their_announced_time_cost_no_request)
{
    nginx_server const nginx(in_front("keepalive_timeout 50ms 30s;"));
    auto client = client_of(nginx.authority());
    list_with_pauses(client);
    BOOST_TEST(client.stats().connections_opened > 1U);
    BOOST_TEST(client.stats().retries == 0U);
}

BOOST_AUTO_TEST_CASE(a_connection_is_not_used_beyond_the_time_that_the_server_announced)
{
    // It keeps connections for longer than it says, so that the client's own clock decides.
    nginx_server const nginx(in_front("keepalive_timeout 30s 1s;"));
    auto client = client_of(nginx.authority());
    list_one(client);
    // Of a single second the client uses half.
    std::this_thread::sleep_for(600ms);
    list_one(client);
    BOOST_TEST(client.stats().connections_opened == 2U);
    BOOST_TEST(client.stats().connections_expired == 1U);
    BOOST_TEST(client.stats().connections_stale == 0U);
}

BOOST_AUTO_TEST_CASE(a_connection_that_has_served_its_number_of_requests_is_replaced)
{
    nginx_server const nginx(in_front("keepalive_requests 3;"));
    auto client = client_of(nginx.authority());
    for (int i = 0; i < 50; ++i)
        list_one(client);
    BOOST_TEST(client.stats().connections_opened == 17U);
    BOOST_TEST(client.stats().connections_reused == 33U);
    BOOST_TEST(client.stats().requests_sent == 50U);
    BOOST_TEST(client.stats().retries == 0U);
}

BOOST_AUTO_TEST_CASE(many_at_once_share_connections_that_serve_few_requests_each)
{
    nginx_server const nginx(in_front("keepalive_requests 3;"));
    auto client = client_of(nginx.authority());
    BOOST_TEST(list_many(client, 50) == 50);
    BOOST_TEST(client.stats().connections_opened >= 17U);
    BOOST_TEST(client.stats().connections_opened <= 17U + 16U);
    BOOST_TEST(client.stats().requests_sent == 50U);
    BOOST_TEST(client.stats().retries == 0U);
}

BOOST_AUTO_TEST_CASE(a_server_that_closes_after_every_answer_gets_a_connection_for_each)
{
    nginx_server const nginx(in_front("keepalive_timeout 0;"));
    auto client = client_of(nginx.authority());
    BOOST_TEST(stream_all(client, 200) == all_sids(), boost::test_tools::per_element());
    BOOST_TEST(client.stats().connections_opened == 5U);
    BOOST_TEST(client.stats().requests_sent == 5U);
    BOOST_TEST(client.stats().retries == 0U);
    BOOST_TEST(client.stats().connections_idle == 0U);
}

BOOST_AUTO_TEST_CASE(a_server_that_reloads_its_configuration_loses_no_call_of_a_stream)
{
    nginx_server nginx(in_front());
    auto client = client_of(nginx.authority());
    std::future<void> reloads = std::async(std::launch::async, [&] {
        for (int i = 0; i < 3; ++i)
            nginx.reload();
    });
    std::vector<std::string> const expected = all_sids();
    do
        BOOST_TEST((stream_all(client, 20) == expected));
    while (reloads.wait_for(0s) != std::future_status::ready);
    reloads.get();
    BOOST_TEST((stream_all(client, 20) == expected));
    BOOST_TEST(client.stats().connections_opened > 1U);
    BOOST_TEST(client.stats().retries == 0U);
}

BOOST_AUTO_TEST_CASE(a_server_that_reloads_its_configuration_fails_none_of_many_requests)
{
    nginx_server nginx(in_front("keepalive_requests 7;"));
    auto client = client_of(nginx.authority());
    std::future<void> reloads = std::async(std::launch::async, [&] {
        for (int i = 0; i < 3; ++i)
            nginx.reload();
    });
    do
        BOOST_TEST(list_many(client, 50) == 50);
    while (reloads.wait_for(0s) != std::future_status::ready);
    reloads.get();
    BOOST_TEST(client.stats().retries == 0U);
}

BOOST_AUTO_TEST_CASE(a_server_that_crashed_and_came_back_is_found_again)
{
    nginx_server nginx(in_front());
    auto client = client_of(nginx.authority());
    list_one(client);
    for (int i = 0; i < 3; ++i)
    {
        nginx.crash();
        nginx.restart();
        list_one(client);
    }
    BOOST_TEST(client.stats().connections_opened == 4U);
    BOOST_TEST(client.stats().retries == 0U);
}

BOOST_AUTO_TEST_CASE(a_server_that_crashed_and_stays_away_is_a_transport_error)
{
    nginx_server nginx(in_front());
    auto client = client_of(nginx.authority());
    list_one(client);
    nginx.crash();
    auto const error = failure_of<signalwire::transport_error>(client);
    BOOST_TEST((error.code() == asio::error::connection_refused), error.what());
    BOOST_TEST(error.attempts() == 3);
    BOOST_TEST(client.stats().connections_idle == 0U);
}

BOOST_AUTO_TEST_CASE(a_gateway_without_the_api_behind_it_is_an_api_error_with_its_status)
{
    nginx_server const nginx(in_front());
    auto client = client_of(nginx.authority());
    server.stop();
    auto const error = failure_of<signalwire::api_error>(client);
    BOOST_TEST(error.status() == 502);
    BOOST_TEST(error.api_code() == 0);
    BOOST_TEST(error.attempts() == 3);
    BOOST_TEST(error.body_prefix().find("nginx") != std::string::npos);
    BOOST_TEST(nginx.await_requests(3).size() == 3U);
    // What nginx says itself, it says over a connection that stays.
    BOOST_TEST(client.stats().connections_opened == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
