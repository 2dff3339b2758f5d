// The simulated network: latency and bandwidth of each connection.

#include "integration/sandbox_client.hpp"

#include <boost/asio/read.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace
{

using signalwire::sandbox::server_options;
using signalwire::test::eventually;
using signalwire::test::json_of;
using signalwire::test::plain_client;
using signalwire::test::threaded_sandbox;
using namespace std::chrono_literals;
using steady = std::chrono::steady_clock;

server_options far_away(std::chrono::milliseconds latency, std::uint64_t bytes_per_second = 0)
{
    server_options options;
    options.latency = latency;
    options.bytes_per_second = bytes_per_second;
    return options;
}

std::string small_page(signalwire::sandbox::server const& server)
{
    return signalwire::test::calls_path(server) + "?PageSize=3";
}

std::vector<std::unique_ptr<plain_client>> connected_clients(
    threaded_sandbox const& sandbox, std::size_t count)
{
    std::vector<std::unique_ptr<plain_client>> out;
    while (out.size() != count)
    {
        out.push_back(std::make_unique<plain_client>(*sandbox.server));
        out.back()->shake_hands();
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(sandbox_network)

BOOST_AUTO_TEST_CASE(latency_applies_to_every_response)
{
    threaded_sandbox sandbox(far_away(80ms));
    auto const clients = connected_clients(sandbox, 16);
    auto const begin = steady::now();
    for (auto const& each : clients)
        each->send(each->head(small_page(*sandbox.server)));
    for (auto const& each : clients)
    {
        BOOST_TEST(json_of(each->receive()).at("calls").as_array().size() == 3U);
        BOOST_TEST((steady::now() - begin >= 80ms));
    }
}

BOOST_AUTO_TEST_CASE(latency_of_connections_is_parallel)
{
    threaded_sandbox sandbox(far_away(1h));
    auto const clients = connected_clients(sandbox, 16);
    for (auto const& each : clients)
        each->send(each->head(small_page(*sandbox.server)));
    BOOST_TEST_REQUIRE(eventually([&] { return sandbox.server->stats().requests_received == 16; }));
    // The server's thread handles this request after all of those.
    auto const next = connected_clients(sandbox, 1);
    sandbox.server->set_latency(0ms);
    auto const begin = steady::now();
    BOOST_TEST(next.front()->get(small_page(*sandbox.server)).result_int() == 200U);
    BOOST_TEST((steady::now() - begin < 1min));
    BOOST_TEST(sandbox.server->stats().responses_2xx == 1U);
}

BOOST_AUTO_TEST_CASE(latency_applies_to_error_responses)
{
    threaded_sandbox sandbox(far_away(50ms));
    plain_client client(*sandbox.server);
    client.shake_hands();
    auto const begin = steady::now();
    BOOST_TEST(client.get("/nowhere").result_int() == 404U);
    BOOST_TEST((steady::now() - begin >= 50ms));
}

BOOST_AUTO_TEST_CASE(latency_can_be_changed)
{
    threaded_sandbox sandbox;
    plain_client client(*sandbox.server);
    client.shake_hands();
    sandbox.server->set_latency(60ms);
    auto begin = steady::now();
    std::string const body = client.get(small_page(*sandbox.server)).body();
    BOOST_TEST((steady::now() - begin >= 60ms));

    sandbox.server->set_latency(0ms);
    sandbox.server->set_bytes_per_second(body.size() * 5);
    begin = steady::now();
    BOOST_TEST(client.get(small_page(*sandbox.server)).body() == body);
    BOOST_TEST((steady::now() - begin >= 200ms));

    BOOST_CHECK_THROW(sandbox.server->set_latency(-1ms), std::invalid_argument);
    BOOST_CHECK_THROW(threaded_sandbox{far_away(-1ms)}, std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(bandwidth_spreads_the_body_over_time)
{
    // A megabyte takes ten minutes.
    threaded_sandbox sandbox(far_away(0ms, 2'000));
    plain_client client(*sandbox.server);
    client.shake_hands();
    auto const begin = steady::now();
    client.send(client.head(signalwire::test::calls_path(*sandbox.server) + "?PageSize=1000"));
    char first[1];
    boost::asio::read(client.stream, boost::asio::buffer(first));
    BOOST_TEST((steady::now() - begin < 1min));
    BOOST_TEST(sandbox.server->stats().response_body_bytes > 1'000'000U);
}

BOOST_AUTO_TEST_CASE(response_in_progress_keeps_its_bandwidth)
{
    threaded_sandbox sandbox(far_away(0ms, 20'000));
    plain_client client(*sandbox.server);
    client.shake_hands();
    auto const begin = steady::now();
    client.send(client.head(signalwire::test::calls_path(*sandbox.server) + "?PageSize=9"));
    char first[1];
    boost::asio::read(client.stream, boost::asio::buffer(first));
    sandbox.server->set_bytes_per_second(1);
    std::string rest(9000, ' ');
    boost::asio::read(client.stream, boost::asio::buffer(rest));
    BOOST_TEST((steady::now() - begin >= 450ms));
}

BOOST_AUTO_TEST_CASE(slow_response_is_complete_and_connection_reusable)
{
    threaded_sandbox sandbox(far_away(1ms, 10'000'000));
    plain_client client(*sandbox.server);
    client.shake_hands();
    std::string const target = signalwire::test::calls_path(*sandbox.server) + "?PageSize=500";
    std::string const body = client.get(target).body();
    sandbox.server->set_bytes_per_second(0);
    BOOST_TEST((client.get(target).body() == body));
    BOOST_TEST(sandbox.server->stats().connections_accepted == 1U);
    BOOST_TEST(sandbox.server->stats().response_body_bytes == 2 * body.size());
}

BOOST_AUTO_TEST_CASE(stop_does_not_wait_for_responses_in_flight)
{
    auto const begin = steady::now();
    {
        threaded_sandbox sandbox(far_away(std::chrono::hours(1)));
        plain_client client(*sandbox.server);
        client.shake_hands();
        client.send(client.head(small_page(*sandbox.server)));
        BOOST_TEST(eventually([&] { return sandbox.server->stats().requests_received == 1; }));
    }
    BOOST_TEST((steady::now() - begin < 1min));
}

BOOST_AUTO_TEST_SUITE_END()
