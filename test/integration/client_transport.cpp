#include "integration/sandbox_client.hpp"
#include "support/certificate_authority.hpp"
#include "support/gzip.hpp"
#include "support/sandbox_fixture.hpp"
#include "support/timed_list.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using namespace std::chrono_literals;
using signalwire::log_level;
using signalwire::log_record;
using signalwire::sandbox::mock_response;
using signalwire::test::timed_list;

BOOST_FIXTURE_TEST_SUITE(client_transport, signalwire::test::sandbox_fixture)

namespace
{

std::string const page_text = R"({"uri":"/u","first_page_uri":"/f","next_page_uri":null,
"previous_page_uri":null,"page":0,"page_size":50,"calls":[]})";

mock_response compressed(std::string const& body)
{
    return mock_response(200, signalwire::test::gzip(body)).header("Content-Encoding", "gzip");
}

std::string page_answer()
{
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
        + std::to_string(page_text.size()) + "\r\n\r\n" + page_text;
}

} // namespace

BOOST_AUTO_TEST_CASE(a_compressed_page_is_decoded_as_it_arrives)
{
    auto client = make_client();
    server.enqueue(compressed(page_text).throttle_body(1, 0ms));
    BOOST_TEST(run(client.compat.calls.list()).page_size == 50);
    BOOST_TEST(client.stats().response_body_bytes == page_text.size());
    BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
    BOOST_TEST(client.stats().connections_opened == 1U);
}

BOOST_AUTO_TEST_CASE(a_compressed_page_that_is_cut_short_is_tried_again)
{
    auto client = make_client();
    std::string const whole = signalwire::test::gzip(page_text);
    server.enqueue(
        mock_response(200, whole.substr(0, whole.size() - 9)).header("Content-Encoding", "gzip"));
    BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
    BOOST_TEST(client.stats().retries == 1U);
}

BOOST_AUTO_TEST_CASE(a_page_that_blows_up_beyond_the_limit_is_refused)
{
    auto client = make_client([](auto& config) { config.limits.max_body_bytes = 100'000; });
    server.enqueue(compressed(std::string(10'000'000, ' ')));
    BOOST_CHECK_EXCEPTION(
        run(client.compat.calls.list()), signalwire::protocol_error, [](auto const& error) {
            return error.code() == signalwire::errc::body_too_large
                && error.reason().find("limits.max_body_bytes") != std::string::npos;
        });
    BOOST_TEST(client.stats().connections_idle == 0U);
}

BOOST_AUTO_TEST_CASE(an_encoding_nobody_asked_for_is_a_protocol_error)
{
    auto client = make_client();
    server.enqueue(mock_response(200, "\x8b\x01\x80{}\x03").header("Content-Encoding", "br"));
    BOOST_CHECK_EXCEPTION(
        run(client.compat.calls.list()), signalwire::protocol_error, [](auto const& error) {
            return error.code() == signalwire::errc::invalid_content_encoding;
        });
}

BOOST_AUTO_TEST_CASE(a_refusal_may_be_compressed_too)
{
    auto client = make_client();
    server.enqueue(mock_response(400, signalwire::test::gzip(R"({"code":54454,"message":"no"})"))
                       .header("Content-Encoding", "gzip"));
    BOOST_CHECK_EXCEPTION(
        run(client.compat.calls.list()), signalwire::api_error,
        [](auto const& error) { return error.api_code() == 54454; });
}

BOOST_AUTO_TEST_CASE(a_header_beyond_the_limit_is_refused)
{
    auto client = make_client([](auto& config) { config.limits.max_header_bytes = 2048; });
    server.enqueue(mock_response().header("X-Filler", std::string(3000, 'x')));
    BOOST_CHECK_EXCEPTION(
        run(client.compat.calls.list()), signalwire::protocol_error,
        [](auto const& error) { return error.code() == signalwire::errc::malformed_response; });
}

BOOST_AUTO_TEST_CASE(interim_responses_are_bounded_in_number)
{
    std::string few;
    for (int i = 0; i < 8; ++i)
        few += "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
    std::string const answer = page_answer();
    auto client = make_client();
    server.enqueue(mock_response::raw_bytes(few + answer));
    BOOST_TEST(run(client.compat.calls.list()).page_size == 50);
    server.enqueue(mock_response::raw_bytes(few + "HTTP/1.1 100 Continue\r\n\r\n" + answer));
    BOOST_CHECK_THROW(run(client.compat.calls.list()), signalwire::protocol_error);
    server.enqueue(mock_response::raw_bytes("HTTP/1.1 101 Switching Protocols\r\n\r\n" + answer));
    BOOST_CHECK_THROW(run(client.compat.calls.list()), signalwire::protocol_error);
}

BOOST_AUTO_TEST_CASE(
    what_follows_a_response_in_a_record_of_its_own_is_no_answer_to_the_next_request)
{
    // A record of TLS holds 16 KiB: the answer that nobody asked for is the second one.
    std::string const blank(16 * 1024, ' ');
    std::string const head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                             "Content-Length: ";
    std::size_t const spare = blank.size() - head.size() - 5 - 4 - page_text.size();
    std::string const whole = head + std::to_string(page_text.size() + spare) + "\r\n\r\n"
        + page_text + blank.substr(0, spare);
    BOOST_TEST_REQUIRE(whole.size() == blank.size());
    std::string stray = page_text;
    stray.replace(stray.find("50"), 2, "77");
    auto client = make_client();
    server.enqueue(
        mock_response::raw_bytes(whole + head + std::to_string(stray.size()) + "\r\n\r\n" + stray));
    auto first = client.compat.calls.list({}, {}, asio::use_future);
    BOOST_TEST_REQUIRE(run_until([this] { return server.stats().requests_received == 1U; }));
    // While the server's thread serves somebody else, both records are on their way.
    signalwire::test::plain_client other(server);
    other.shake_hands().get(signalwire::test::calls_path(server));
    run_context();
    BOOST_TEST(first.get().page_size == 50);
    BOOST_TEST(run(client.compat.calls.list(compat::call_filter().page_size(3))).page_size == 3);
    BOOST_TEST(client.stats().connections_opened == 2U);
}

BOOST_AUTO_TEST_CASE(a_response_of_http_1_0_ends_its_connection)
{
    auto client = make_client();
    server.enqueue(mock_response::raw_bytes(
        "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
        + std::to_string(page_text.size()) + "\r\n\r\n" + page_text));
    BOOST_TEST(run(client.compat.calls.list()).page_size == 50);
    BOOST_TEST(client.stats().connections_idle == 0U);
}

BOOST_AUTO_TEST_CASE(a_server_that_keeps_connections_for_no_time_gets_a_new_one_each_time)
{
    auto client = make_client();
    for (int i = 0; i < 3; ++i)
    {
        server.enqueue(mock_response().header("Keep-Alive", "timeout=0"));
        run(client.compat.calls.list());
    }
    BOOST_TEST(client.stats().connections_opened == 3U);
    BOOST_TEST(client.stats().connections_expired == 2U);
    BOOST_TEST(client.stats().connections_stale == 0U);
}

BOOST_AUTO_TEST_CASE(a_request_has_a_timeline)
{
    auto client = make_client();
    signalwire::request_timeline const first = run(client.compat.calls.list()).timeline;
    BOOST_TEST(!first.connection_reused);
    BOOST_TEST(!first.tls_resumed);
    BOOST_TEST(first.connect.count() > 0);
    BOOST_TEST(first.handshake.count() > 0);
    BOOST_TEST(first.first_byte.count() > 0);
    BOOST_TEST(first.decode.count() > 0);
    BOOST_TEST(first.decode.count() <= first.receive.count());

    server.enqueue(mock_response().header("Connection", "close").with_delay(20ms));
    signalwire::request_timeline const second = run(client.compat.calls.list()).timeline;
    BOOST_TEST(second.connection_reused);
    BOOST_TEST(second.connect.count() == 0);
    BOOST_TEST(second.handshake.count() == 0);
    BOOST_TEST((second.first_byte >= 20ms));

    auto pages = client.compat.calls.pages();
    signalwire::request_timeline const third = run(pages.next())->timeline;
    BOOST_TEST(!third.connection_reused);
    BOOST_TEST(third.tls_resumed);
}

BOOST_AUTO_TEST_CASE(an_error_has_the_timeline_of_its_last_attempt)
{
    auto client = make_client([](auto& config) { config.retry.max_attempts = 2; });
    server.enqueue(mock_response(503).with_delay(20ms));
    server.enqueue(mock_response(503));
    BOOST_CHECK_EXCEPTION(
        run(client.compat.calls.list()), signalwire::api_error, [](signalwire::error const& error) {
            return error.timeline().connection_reused && error.timeline().handshake == 0ns
                && error.timeline().first_byte > 0ns;
        });
}

BOOST_AUTO_TEST_CASE(waiting_for_a_connection_counts_as_queueing)
{
    auto client = make_client([](auto& config) { config.pool.max_connections = 1; });
    server.enqueue(mock_response().with_delay(20ms));
    auto first = client.compat.calls.list({}, {}, asio::use_future);
    auto second = client.compat.calls.list({}, {}, asio::use_future);
    run_context();
    BOOST_TEST((first.get().timeline.queue == 0ns));
    BOOST_TEST((second.get().timeline.queue >= 20ms));
}

BOOST_AUTO_TEST_CASE(whoever_waits_too_long_for_a_connection_gives_up_and_does_not_queue_again)
{
    auto client = make_client([](auto& config) {
        config.pool.max_connections = 1;
        config.timeouts.acquire = 20ms;
    });
    server.enqueue(mock_response().with_delay(20s));
    timed_list first(context, client);
    auto second = client.compat.calls.list({}, {}, asio::use_future);
    first.run_until([&] { return second.wait_for(0s) == std::future_status::ready; });
    BOOST_CHECK_EXCEPTION(second.get(), signalwire::timeout_error, [](auto const& error) {
        return error.phase() == signalwire::phase::acquire && error.attempts() == 0;
    });
    BOOST_TEST(client.stats().attempts_timed_out == 1U);
    BOOST_TEST(client.stats().pending_acquires == 0U);
    first.cancel(asio::cancellation_type::total);
    run_context();
    BOOST_TEST(first.aborted());
}

BOOST_AUTO_TEST_CASE(warm_connections_serve_the_first_requests)
{
    auto client = make_client();
    run(client.warm_up(3));
    BOOST_TEST(client.stats().connections_opened == 3U);
    BOOST_TEST(client.stats().connections_idle == 3U);
    BOOST_TEST(client.stats().requests_sent == 0U);
    // Again: there is nothing to do.
    run(client.warm_up(2));
    BOOST_TEST(client.stats().connections_opened == 3U);

    std::vector<std::future<compat::call_page>> pages;
    for (int i = 0; i < 3; ++i)
        pages.push_back(client.compat.calls.list({}, {}, asio::use_future));
    run_context();
    for (auto& page : pages)
        BOOST_TEST(page.get().timeline.connection_reused);
    BOOST_TEST(client.stats().connections_opened == 3U);
    BOOST_TEST(client.stats().connections_stale == 0U);
}

BOOST_AUTO_TEST_CASE(no_more_connections_are_warmed_than_there_may_be)
{
    auto client = make_client([](auto& config) { config.pool.max_connections = 2; });
    run(client.warm_up(100));
    BOOST_TEST(client.stats().connections_idle == 2U);
}

BOOST_AUTO_TEST_CASE(a_connection_that_cannot_be_warmed_says_why)
{
    auto client = make_client([](auto& config) { config.tls.ca_pem = ""; });
    BOOST_CHECK_EXCEPTION(
        run(client.warm_up(2)), signalwire::transport_error, [](auto const& error) {
            return error.reason().find("certificate verification failed") != std::string::npos;
        });
    BOOST_TEST(client.stats().connections_in_use == 0U);
    BOOST_TEST(client.stats().connect_failures == 2U);
    run(client.shutdown());
    BOOST_CHECK_EXCEPTION(run(client.warm_up()), signalwire::error, [](auto const& error) {
        return error.code() == signalwire::errc::shut_down;
    });
}

BOOST_AUTO_TEST_CASE(everything_that_happens_is_logged_and_no_secret_is)
{
    std::string log;
    auto client = make_client([&](auto& config) {
        config.log.level = log_level::debug;
        config.log.write = [&](log_record const& record) { log += to_string(record) + '\n'; };
        config.retry.max_attempts = 2;
    });
    auto const has = [&](std::string const& text) { return log.find(text) != std::string::npos; };
    server.enqueue(mock_response(503));
    run(client.compat.calls.list());
    BOOST_TEST(has("debug connection.opened origin=\"127.0.0.1:"));
    BOOST_TEST(has("protocol=\"TLSv1.3\" tls_resumed=0"));
    BOOST_TEST(has("warning request.retry_scheduled method=\"GET\""));
    BOOST_TEST(has("debug request.completed method=\"GET\""));
    BOOST_TEST(has("attempt=2 connection_reused=1"));
    BOOST_TEST(has(" operation=\"calls.list\" status=200 duration_us="));
    server.enqueue(mock_response::disconnect());
    run(client.compat.calls.list());
    BOOST_TEST(has("debug connection.stale origin=\"127.0.0.1:"));
    BOOST_TEST(client.stats().connections_stale == 1U);
    server.enqueue(mock_response(404));
    BOOST_CHECK_THROW(run(client.compat.calls.list()), signalwire::api_error);
    BOOST_TEST(has("error request.failed method=\"GET\""));
    run(client.shutdown());
    BOOST_TEST(has("info client.shutdown"));
    BOOST_TEST(!has(server.token()));
    BOOST_TEST(!has("Basic"));
}

BOOST_AUTO_TEST_CASE(a_client_that_goes_leaves_no_connection_behind)
{
    {
        auto client = make_client();
        run(client.compat.calls.list());
        BOOST_TEST(client.stats().connections_idle == 1U);
    }
    BOOST_TEST(signalwire::test::eventually([&] { return server.stats().connections_open == 0; }));
}

/// Answers one request, and then waits for the end of the connection: gives how it came.
asio::awaitable<boost::system::error_code> serve_once(
    asio::ip::tcp::acceptor& acceptor, asio::ssl::context& tls)
{
    asio::ssl::stream<asio::ip::tcp::socket> link(
        co_await acceptor.async_accept(asio::use_awaitable), tls);
    co_await link.async_handshake(asio::ssl::stream_base::server, asio::use_awaitable);
    std::string request;
    co_await asio::async_read_until(
        link, asio::dynamic_buffer(request), "\r\n\r\n", asio::use_awaitable);
    co_await asio::async_write(link, asio::buffer(page_answer()), asio::use_awaitable);
    char more = 0;
    boost::system::error_code how;
    co_await link.async_read_some(
        asio::buffer(&more, 1), asio::redirect_error(asio::use_awaitable, how));
    co_return how;
}

BOOST_AUTO_TEST_CASE(the_server_sees_an_orderly_end_of_an_idle_connection)
{
    signalwire::test::certificate_authority const authority;
    signalwire::test::certified_key const identity = authority.issue();
    asio::ssl::context tls(asio::ssl::context::tls_server);
    tls.use_certificate_chain(asio::buffer(identity.certificate));
    tls.use_private_key(asio::buffer(identity.key), asio::ssl::context::pem);
    asio::ip::tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), 0});
    auto end = asio::co_spawn(context, serve_once(acceptor, tls), asio::use_future);
    {
        auto client = make_client([&](auto& config) {
            config.host = "127.0.0.1:" + std::to_string(acceptor.local_endpoint().port());
            config.tls.ca_pem = authority.pem();
        });
        auto page = client.compat.calls.list({}, {}, asio::use_future);
        BOOST_TEST_REQUIRE(
            run_until([&] { return page.wait_for(0s) == std::future_status::ready; }));
        BOOST_TEST(page.get().page_size == 50);
        BOOST_TEST(client.stats().connections_idle == 1U);
    }
    run_context();
    // Of a connection that ends without a close_notify Asio says `stream_truncated`.
    BOOST_TEST((end.get() == asio::error::eof));
}

BOOST_AUTO_TEST_SUITE_END()
