// Mock responses over TLS.

#include "integration/sandbox_client.hpp"

#include <chrono>
#include <string>
#include <thread>

namespace
{

namespace http = boost::beast::http;
namespace ssl = boost::asio::ssl;
using signalwire::sandbox::mock_response;
using signalwire::test::json_of;
using signalwire::test::plain_client;
using signalwire::test::plain_response;
using signalwire::test::threaded_sandbox;
using namespace std::chrono_literals;

struct fixture
{
    fixture()
        : server(*sandbox.server)
        , calls(signalwire::test::calls_path(server) + "?PageSize=3")
        , client(server)
    {
        client.shake_hands();
    }

    threaded_sandbox sandbox;
    signalwire::sandbox::server& server;
    std::string calls;
    plain_client client;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(sandbox_mock_responses, fixture)

BOOST_AUTO_TEST_CASE(queued_responses_are_sent_in_order)
{
    server.enqueue(mock_response(503).header("Retry-After", "1"));
    server.enqueue(mock_response());
    server.enqueue(mock_response(200, "<html>", "text/html"));
    BOOST_TEST(server.queued_responses() == 3U);

    plain_response const first = client.get(calls);
    BOOST_TEST(first.result_int() == 503U);
    BOOST_TEST(first[http::field::retry_after] == "1");
    BOOST_TEST(first.body().empty());
    BOOST_TEST(json_of(client.get(calls)).at("calls").as_array().size() == 3U);
    plain_response const third = client.get(calls);
    BOOST_TEST(third[http::field::content_type] == "text/html");
    BOOST_TEST(third.body() == "<html>");
    BOOST_TEST(json_of(client.get(calls)).at("calls").as_array().size() == 3U);

    BOOST_TEST(server.queued_responses() == 0U);
    BOOST_TEST(server.stats().responses_5xx == 1U);
    BOOST_TEST(server.stats().responses_2xx == 3U);
    BOOST_TEST(server.stats().connections_accepted == 1U);
}

BOOST_AUTO_TEST_CASE(truncated_response_ends_without_close_notify)
{
    std::string const whole = client.get(calls).body();
    server.enqueue(mock_response().truncate(1000));
    client.send(client.head(calls));
    std::string text;
    boost::system::error_code const end = client.read_to_end(text);
    BOOST_TEST((end == ssl::error::stream_truncated));
    std::size_t const body = text.find("\r\n\r\n") + 4;
    BOOST_TEST(text.substr(body) == whole.substr(0, 1000));
    BOOST_TEST(
        text.find("Content-Length: " + std::to_string(whole.size()) + "\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(reset_closes_with_tcp_rst)
{
    mock_response spoiled = mock_response().truncate(0);
    spoiled.reset = true;
    server.enqueue(spoiled);
    client.send(client.head(calls));
    boost::system::error_code const end = client.read_to_end();
    BOOST_TEST((end == boost::asio::error::connection_reset), end.message());
}

BOOST_AUTO_TEST_CASE(disconnect_sends_nothing)
{
    server.enqueue(mock_response::disconnect());
    client.send(client.head(calls));
    std::string text;
    BOOST_TEST((client.read_to_end(text) == boost::asio::error::eof));
    BOOST_TEST(text.empty());
}

BOOST_AUTO_TEST_CASE(raw_bytes_are_received_unchanged)
{
    server.enqueue(mock_response::raw_bytes("SSH-2.0-OpenSSH_9.2\r\n"));
    client.send(client.head(calls));
    std::string text;
    BOOST_TEST((client.read_to_end(text) == boost::asio::error::eof));
    BOOST_TEST(text == "SSH-2.0-OpenSSH_9.2\r\n");
}

BOOST_AUTO_TEST_CASE(delay_and_throttling_apply)
{
    server.enqueue(mock_response().with_delay(60ms));
    auto const begin = std::chrono::steady_clock::now();
    BOOST_TEST(client.get(calls).result_int() == 200U);
    BOOST_TEST((std::chrono::steady_clock::now() - begin >= 60ms));

    server.enqueue(mock_response(200, "0123456789").throttle_body(2, 10ms));
    auto const second = std::chrono::steady_clock::now();
    BOOST_TEST(client.get(calls).body() == "0123456789");
    BOOST_TEST((std::chrono::steady_clock::now() - second >= 40ms));
}

BOOST_AUTO_TEST_CASE(chunked_response_may_be_truncated)
{
    std::string const whole = client.get(calls).body();
    mock_response chunked;
    chunked.chunked = true;
    chunked.segment_bytes = 700;
    server.enqueue(chunked);
    plain_response const response = client.get(calls);
    BOOST_TEST(response.chunked());
    BOOST_TEST(response.body() == whole);

    mock_response empty(200);
    empty.chunked = true;
    server.enqueue(empty);
    BOOST_TEST(client.get(calls).body().empty());

    chunked.close_after_bytes = 900;
    server.enqueue(chunked);
    client.send(client.head(calls));
    std::string text;
    BOOST_TEST((client.read_to_end(text) == ssl::error::stream_truncated));
    BOOST_TEST(text.find("\r\n2bc\r\n") != std::string::npos);
    BOOST_TEST(text.find("\r\n0\r\n") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(mock_content_length_may_be_wrong)
{
    server.enqueue(
        mock_response(200, "12345").header("Content-Length", "3").header("Connection", "close"));
    client.send(client.head(calls));
    std::string text;
    BOOST_TEST((client.read_to_end(text) == boost::asio::error::eof));
    BOOST_TEST(text.find("\r\nContent-Length: 3\r\n") != std::string::npos);
    BOOST_TEST(text.find("Content-Length") == text.rfind("Content-Length"));
    BOOST_TEST(text.ends_with("12345"));
}

BOOST_AUTO_TEST_CASE(rejected_requests_consume_queued_responses)
{
    server.enqueue(mock_response(500));
    client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    BOOST_TEST(client.receive().result_int() == 500U);
}

BOOST_AUTO_TEST_CASE(stop_does_not_wait_for_delayed_responses)
{
    server.enqueue(mock_response().with_delay(1h));
    client.send(client.head(calls));
    BOOST_TEST(signalwire::test::eventually([&] { return server.queued_responses() == 0; }));
    auto const begin = std::chrono::steady_clock::now();
    server.stop();
    sandbox.join();
    BOOST_TEST((std::chrono::steady_clock::now() - begin < 1min));
}

BOOST_AUTO_TEST_SUITE_END()
