// Serialization of responses and mock responses.

#include "sandbox/request.hpp"
#include "sandbox/request_journal.hpp"
#include "sandbox/send_plan.hpp"

#include <boost/asio/error.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <utility>

namespace
{

namespace detail = signalwire::sandbox::detail;
namespace http = boost::beast::http;
using detail::connection_end;
using signalwire::sandbox::disconnect_point;
using signalwire::sandbox::mock_response;
using namespace std::chrono_literals;

detail::request_traits default_request()
{
    detail::request_traits traits;
    traits.request_id = "the-id";
    traits.idle_timeout = 60s;
    return traits;
}

detail::response page()
{
    detail::response result(200, std::make_shared<std::string const>("0123456789"));
    result.headers.emplace_back("Content-Type", "application/json");
    return result;
}

bool has(detail::send_plan const& plan, std::string const& line)
{
    return plan.head.find("\r\n" + line + "\r\n") != std::string::npos;
}

} // namespace

BOOST_AUTO_TEST_SUITE(sandbox_send_plan)

BOOST_AUTO_TEST_CASE(own_response_has_default_headers)
{
    detail::response const own = page();
    detail::send_plan const plan = make_send_plan(default_request(), own);
    BOOST_TEST(
        plan.head
        == "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nx-request-id: the-id\r\n"
           "Content-Length: 10\r\nKeep-Alive: timeout=60\r\n\r\n");
    BOOST_TEST(plan.body == own.body);
    BOOST_TEST(plan.body_bytes == 10U);
    BOOST_TEST((plan.then == connection_end::none));
}

BOOST_AUTO_TEST_CASE(connection_close_is_honored)
{
    detail::request_traits traits = default_request();
    traits.keep_alive = false;
    detail::send_plan const plan = make_send_plan(traits, page());
    BOOST_TEST(has(plan, "Connection: close"));
    BOOST_TEST(plan.head.find("Keep-Alive") == std::string::npos);
    BOOST_TEST((plan.then == connection_end::graceful));
}

BOOST_AUTO_TEST_CASE(http_1_0_gets_explicit_keep_alive)
{
    detail::request_traits traits = default_request();
    traits.http_1_0 = true;
    BOOST_TEST(has(make_send_plan(traits, page()), "Connection: keep-alive"));
    BOOST_TEST(!has(make_send_plan(default_request(), page()), "Connection: keep-alive"));
}

BOOST_AUTO_TEST_CASE(head_and_204_have_no_body)
{
    detail::request_traits traits = default_request();
    traits.is_head = true;
    detail::send_plan const head = make_send_plan(traits, page());
    BOOST_TEST(has(head, "Content-Length: 10"));
    BOOST_TEST(head.body_bytes == 0U);

    detail::send_plan const nothing =
        make_send_plan(default_request(), page(), mock_response(204, "ignored"));
    BOOST_TEST(nothing.body_bytes == 0U);
    BOOST_TEST(nothing.head.find("Content-Length") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(mock_response_replaces_own_response)
{
    detail::send_plan const plan = make_send_plan(
        default_request(), page(),
        mock_response(429, "slow down", "text/plain").header("Retry-After", "1"));
    BOOST_TEST(plan.status == 429);
    BOOST_TEST(plan.head.starts_with("HTTP/1.1 429 Too Many Requests\r\n"));
    BOOST_TEST(has(plan, "Retry-After: 1"));
    BOOST_TEST(has(plan, "Content-Type: text/plain"));
    BOOST_TEST(has(plan, "Content-Length: 9"));
    BOOST_TEST(has(plan, "x-request-id: the-id"));
    BOOST_TEST(*plan.body == "slow down");
    BOOST_TEST((plan.then == connection_end::none));
}

BOOST_AUTO_TEST_CASE(mock_response_without_status_keeps_own_body)
{
    detail::response const own = page();
    detail::send_plan const plan = make_send_plan(
        default_request(), own, mock_response().with_delay(5ms).throttle_body(3, 7ms));
    BOOST_TEST(plan.status == 200);
    BOOST_TEST(plan.body == own.body);
    BOOST_TEST((plan.delay == 5ms));
    BOOST_TEST(plan.segment_bytes == 3U);
    BOOST_TEST((plan.segment_interval == 7ms));
}

BOOST_AUTO_TEST_CASE(mock_headers_replace_own_headers)
{
    mock_response mock = mock_response(200, "0123456789")
                             .header("content-length", "99")
                             .header("Connection", "close");
    mock.header("X-Request-Id", "mine");
    detail::send_plan const plan = make_send_plan(default_request(), page(), mock);
    BOOST_TEST(has(plan, "content-length: 99"));
    BOOST_TEST(plan.head.find("Content-Length") == std::string::npos);
    BOOST_TEST(has(plan, "X-Request-Id: mine"));
    BOOST_TEST(plan.head.find("the-id") == std::string::npos);
    BOOST_TEST((plan.then == connection_end::graceful));

    detail::send_plan const spoiled = make_send_plan(
        default_request(), page(), mock_response().header("Content-Type", "text/html"));
    BOOST_TEST(has(spoiled, "Content-Type: text/html"));
    BOOST_TEST(!has(spoiled, "Content-Type: application/json"));
}

BOOST_AUTO_TEST_CASE(truncated_response_announces_the_full_length)
{
    detail::send_plan const plan =
        make_send_plan(default_request(), page(), mock_response().truncate(4));
    BOOST_TEST(has(plan, "Content-Length: 10"));
    BOOST_TEST(plan.body_bytes == 4U);
    BOOST_TEST((plan.then == connection_end::abrupt));
    BOOST_TEST(
        make_send_plan(default_request(), page(), mock_response().truncate(99)).body_bytes == 10U);

    mock_response reset = mock_response().truncate(0);
    reset.reset = true;
    BOOST_TEST((make_send_plan(default_request(), page(), reset).then == connection_end::reset));
}

BOOST_AUTO_TEST_CASE(disconnect_point_truncates_response)
{
    std::string const head = make_send_plan(default_request(), page()).head;
    auto const check = [&](disconnect_point point, std::string const& sent, std::size_t body,
                           int status) {
        mock_response mock = mock_response().disconnect_at(point);
        detail::send_plan const plan = make_send_plan(default_request(), page(), mock);
        BOOST_TEST(plan.head == sent);
        BOOST_TEST(plan.body_bytes == body);
        BOOST_TEST(plan.status == status);
        BOOST_TEST((plan.then == connection_end::abrupt));
        BOOST_TEST(
            (make_send_plan(default_request(), page(), mock.with_reset()).then
             == connection_end::reset));
    };
    check(disconnect_point::before_response, "", 0, 0);
    check(disconnect_point::in_header, head.substr(0, head.size() / 2), 0, 200);
    check(disconnect_point::in_body, head, 5, 200);
    check(disconnect_point::after_response, head, 10, 200);
}

BOOST_AUTO_TEST_CASE(last_chunk_requires_complete_response)
{
    mock_response mock;
    mock.chunked = true;
    BOOST_TEST(make_send_plan(default_request(), page(), mock).complete);
    BOOST_TEST(make_send_plan(
                   default_request(), page(), mock.disconnect_at(disconnect_point::after_response))
                   .complete);
    BOOST_TEST(make_send_plan(default_request(), page(), mock).chunked);
    BOOST_TEST(
        !make_send_plan(default_request(), page(), mock.disconnect_at(disconnect_point::in_body))
             .complete);
    BOOST_TEST(
        !make_send_plan(default_request(), page(), mock.disconnect_at(disconnect_point::in_header))
             .chunked);
    BOOST_TEST(
        !make_send_plan(
             default_request(), page(), mock.disconnect_at(disconnect_point::none).truncate(99))
             .complete);
}

BOOST_AUTO_TEST_CASE(error_response_sends_retry_after_as_seconds_or_date)
{
    mock_response const error = mock_response::error_response(429, 20429, "slow down");
    BOOST_TEST(error.status == 429);
    BOOST_TEST(error.body.starts_with(R"({"code":20429,"message":"slow down",)"));
    BOOST_TEST(
        has(make_send_plan(default_request(), page(), mock_response(error).retry_after(7s)),
            "Retry-After: 7"));

    detail::request_traits traits = default_request();
    traits.now = std::chrono::sys_days(std::chrono::year(2018) / 9 / 21) + 10h;
    BOOST_TEST(
        has(make_send_plan(traits, page(), mock_response(error).retry_after_date(90s)),
            "Retry-After: Fri, 21 Sep 2018 10:01:30 GMT"));
}

BOOST_AUTO_TEST_CASE(chunked_encoding_requires_http_1_1)
{
    mock_response mock = mock_response(200, "abc");
    mock.chunked = true;
    detail::send_plan const plan = make_send_plan(default_request(), page(), mock);
    BOOST_TEST(plan.chunked);
    BOOST_TEST(has(plan, "Transfer-Encoding: chunked"));
    BOOST_TEST(plan.head.find("Content-Length") == std::string::npos);

    detail::request_traits old = default_request();
    old.http_1_0 = true;
    BOOST_TEST(!make_send_plan(old, page(), mock).chunked);

    std::string out;
    detail::append_chunk(out, std::string(26, 'x'));
    BOOST_TEST(out == "1a\r\n" + std::string(26, 'x') + "\r\n");
    detail::append_chunk(out, "");
    BOOST_TEST(out.size() == 32U);
}

BOOST_AUTO_TEST_CASE(raw_bytes_are_sent_unchanged)
{
    detail::send_plan const raw =
        make_send_plan(default_request(), page(), mock_response::raw_bytes("nonsense"));
    BOOST_TEST(raw.head == "nonsense");
    BOOST_TEST(raw.status == 0);
    BOOST_TEST(!raw.body);
    BOOST_TEST((raw.then == connection_end::graceful));
    BOOST_TEST(make_send_plan(default_request(), page(), mock_response::disconnect()).head.empty());
}

BOOST_AUTO_TEST_CASE(invalid_requests_get_errors_lost_ones_none)
{
    auto const status = [](boost::system::error_code const& error) {
        std::optional<detail::response> const refused = detail::error_response_to(error);
        return refused ? refused->status : 0;
    };
    BOOST_TEST(status(make_error_code(http::error::bad_target)) == 400);
    BOOST_TEST(status(make_error_code(http::error::bad_version)) == 400);
    BOOST_TEST(status(make_error_code(http::error::header_limit)) == 431);
    BOOST_TEST(status(make_error_code(http::error::body_limit)) == 413);
    BOOST_TEST(status(make_error_code(http::error::end_of_stream)) == 0);
    BOOST_TEST(status(make_error_code(http::error::partial_message)) == 0);
    BOOST_TEST(status(boost::asio::error::connection_reset) == 0);
    BOOST_TEST(status({}) == 0);
}

BOOST_AUTO_TEST_CASE(http_1_1_requires_one_host_header)
{
    detail::http_request request(http::verb::get, "/", 11);
    BOOST_TEST(!detail::has_single_host(request));
    request.set(http::field::host, "a");
    BOOST_TEST(detail::has_single_host(request));
    request.insert(http::field::host, "b");
    BOOST_TEST(!detail::has_single_host(request));
    BOOST_TEST(detail::has_single_host(detail::http_request(http::verb::get, "/", 10)));
}

BOOST_AUTO_TEST_CASE(journal_keeps_response_order_and_limits_targets)
{
    detail::request_journal journal;
    journal.enqueue(mock_response(500));
    journal.enqueue(mock_response(501));
    BOOST_TEST(journal.queued_responses() == 2U);
    BOOST_TEST(journal.on_request("/a")->status == 500);
    BOOST_TEST(journal.on_request("/b")->status == 501);
    for (std::size_t i = 0; i != detail::request_journal::max_targets; ++i)
        BOOST_TEST_REQUIRE(!journal.on_request("/" + std::to_string(i)).has_value());
    std::vector<std::string> const targets = journal.recent_targets();
    BOOST_TEST(targets.size() == detail::request_journal::max_targets);
    BOOST_TEST(targets.front() == "/0");
}

BOOST_AUTO_TEST_SUITE_END()
