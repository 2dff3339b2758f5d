#include "support/sandbox_fixture.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <functional>
#include <string>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using namespace std::chrono_literals;
using signalwire::sandbox::mock_response;

namespace
{

using signalwire::test::sandbox_fixture;

/// Runs a listing that is to fail with `Error`; gives the error.
template <class Error>
Error failure_of(
    sandbox_fixture& test, signalwire::rest_client& client,
    signalwire::request_options const& options = signalwire::request_options())
{
    try
    {
        test.run(client.compat.calls.list(compat::call_filter().page_size(50), options));
    }
    catch (Error const& error)
    {
        BOOST_TEST_MESSAGE(error.what());
        BOOST_TEST(std::string(error.what()).find(test.server.token()) == std::string::npos);
        BOOST_TEST(std::string(error.what()).find('\n') == std::string::npos);
        return error;
    }
    throw std::runtime_error("the listing succeeded");
}

void script_times(signalwire::sandbox::server& server, mock_response const& answer, int times)
{
    for (int i = 0; i < times; ++i)
        server.enqueue(answer);
}

std::string body_with(std::string const& members)
{
    return R"({"uri":"/u","first_page_uri":"/f","next_page_uri":null,"previous_page_uri":null,)"
           R"("page":0,"page_size":50,"calls":[{"sid":"one",)"
        + members + "}]}";
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_failures, sandbox_fixture)

BOOST_AUTO_TEST_CASE(a_wrong_token_is_an_api_error_with_the_apis_own_code)
{
    auto client = make_client([](auto& config) { config.token = "PTwrong-and-secret"; });
    auto const error = failure_of<signalwire::api_error>(*this, client);
    BOOST_TEST(error.status() == 401);
    BOOST_TEST(error.api_code() == 20003);
    BOOST_TEST((error.code() == signalwire::api_errc::authentication_failed));
    BOOST_TEST(!error.server_message().empty());
    BOOST_TEST(!error.body_prefix().empty());
    BOOST_TEST(!error.request_id().empty());
    BOOST_TEST(error.attempts() == 1);
    BOOST_TEST(error.method() == "GET");
    BOOST_TEST(error.url().starts_with("https://" + server.authority() + "/api/laml/"));
    BOOST_TEST(std::string(error.what()).find("PTwrong") == std::string::npos);
    BOOST_TEST(server.stats().requests_received == 1U);
}

BOOST_AUTO_TEST_CASE(nobody_listening_is_a_transport_error_after_the_attempts)
{
    asio::ip::tcp::acceptor reserved(context, {asio::ip::address_v4::loopback(), 0});
    std::string const nowhere = "127.0.0.1:" + std::to_string(reserved.local_endpoint().port());
    reserved.close();
    auto client = make_client([&](auto& config) { config.host = nowhere; });
    auto const error = failure_of<signalwire::transport_error>(*this, client);
    BOOST_TEST((error.code() == asio::error::connection_refused));
    BOOST_TEST(error.attempts() == 3);
    BOOST_TEST(error.reason().find(nowhere) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_certificate_of_a_stranger_is_refused_in_words_and_at_once)
{
    auto client = make_client([](auto& config) { config.tls.ca_pem.clear(); });
    auto const error = failure_of<signalwire::transport_error>(*this, client);
    BOOST_TEST(error.reason().find("certificate") != std::string::npos);
    BOOST_TEST(error.attempts() == 1);
    BOOST_TEST(server.stats().requests_received == 0U);
}

BOOST_AUTO_TEST_CASE(a_certificate_for_another_name_is_refused)
{
    signalwire::sandbox::server_options everywhere;
    everywhere.address = "0.0.0.0";
    signalwire::test::running_sandbox other(everywhere);
    auto stranger = make_client([&](auto& config) {
        config = other.server.client_config();
        config.host = "127.0.0.2:" + std::to_string(other.server.port());
    });
    auto const error = failure_of<signalwire::transport_error>(*this, stranger);
    BOOST_TEST(error.reason().find("certificate") != std::string::npos);
    BOOST_TEST(error.reason().find("mismatch") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(transient_refusals_are_tried_again)
{
    auto client = make_client();
    server.enqueue(mock_response(503, "busy", "text/plain"));
    server.enqueue(mock_response(429, R"({"code":20429,"message":"slow down","status":429})"));
    BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
    BOOST_TEST(client.stats().retries == 2U);
    BOOST_TEST(client.stats().requests_sent == 3U);
}

BOOST_AUTO_TEST_CASE(attempts_come_to_an_end_and_the_last_failure_is_thrown)
{
    auto client = make_client();
    script_times(server, mock_response(500, R"({"errors":["it broke"]})"), 3);
    auto const error = failure_of<signalwire::api_error>(*this, client);
    BOOST_TEST(error.status() == 500);
    BOOST_TEST(error.attempts() == 3);
    BOOST_TEST(error.server_message() == "it broke");
    BOOST_TEST(server.queued_responses() == 0U);
}

BOOST_AUTO_TEST_CASE(a_pause_that_would_pass_the_deadline_is_not_begun)
{
    auto client = make_client();
    server.enqueue(
        mock_response(429, R"({"code":20429,"message":"later"})").header("Retry-After", "3600"));
    auto const started = std::chrono::steady_clock::now();
    auto const error = failure_of<signalwire::api_error>(*this, client);
    BOOST_TEST((error.retry_after() == 3600s));
    BOOST_TEST(error.attempts() == 1);
    BOOST_TEST(std::string(error.what()).find("not retried") != std::string::npos);
    BOOST_TEST((std::chrono::steady_clock::now() - started < 30s));
}

BOOST_AUTO_TEST_CASE(html_under_200_is_an_error_that_quotes_it)
{
    auto client = make_client();
    server.enqueue(mock_response(200, "<html><b>Captive portal</b>\x1b[31m</html>", "text/html"));
    auto const error = failure_of<signalwire::protocol_error>(*this, client);
    BOOST_TEST((error.code() == signalwire::errc::unexpected_response));
    BOOST_TEST(error.reason().find("Captive portal") != std::string::npos);
    BOOST_TEST(error.reason().find('\x1b') == std::string::npos);
    BOOST_TEST(error.body_prefix().find("\x1b[31m") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_body_cut_short_is_tried_again_and_then_a_protocol_error)
{
    auto client = make_client();
    server.enqueue(mock_response().truncate(1000));
    BOOST_TEST(run(client.compat.calls.list()).size() == 50U);

    script_times(server, mock_response().truncate(2000), 3);
    auto const error = failure_of<signalwire::protocol_error>(*this, client);
    BOOST_TEST((error.code() == signalwire::errc::truncated_response));
    BOOST_TEST(error.attempts() == 3);
}

BOOST_AUTO_TEST_CASE(a_reset_in_the_body_is_a_transport_error)
{
    auto client = make_client();
    mock_response broken = mock_response().truncate(3000);
    broken.reset = true;
    script_times(server, broken, 3);
    auto const error = failure_of<signalwire::transport_error>(*this, client);
    BOOST_TEST((error.code() == asio::error::connection_reset));
}

BOOST_AUTO_TEST_CASE(a_connection_that_ends_without_an_answer_is_a_transport_error)
{
    auto client = make_client();
    script_times(server, mock_response::disconnect(), 3);
    auto const error = failure_of<signalwire::transport_error>(*this, client);
    BOOST_TEST(error.reason().find("before sending a response") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_not_http_is_a_protocol_error)
{
    auto client = make_client();
    server.enqueue(mock_response::raw_bytes("220 smtp.example ESMTP\r\n"));
    auto const error = failure_of<signalwire::protocol_error>(*this, client);
    BOOST_TEST((error.code() == signalwire::errc::malformed_response));
}

BOOST_AUTO_TEST_CASE(a_body_of_another_shape_names_the_place)
{
    auto client = make_client();
    server.enqueue(mock_response(200, R"({"calls":[{"sid":"a"},["b"]]})"));
    auto const error = failure_of<signalwire::protocol_error>(*this, client);
    BOOST_TEST((error.code() == signalwire::errc::schema_mismatch));
    BOOST_TEST(error.json_path() == "$.calls[1]");
}

BOOST_AUTO_TEST_CASE(a_value_that_its_member_cannot_hold_is_kept)
{
    auto client = make_client();
    server.enqueue(mock_response(200, body_with(R"("price":[1],"duration":12.7)")));
    compat::call_page const page = run(client.compat.calls.list());
    BOOST_TEST_REQUIRE(page.size() == 1U);
    BOOST_TEST(!page.calls[0].price.has_value());
    BOOST_TEST(page.calls[0].extra.at("price").at(0).as_int64() == 1);
    std::string const json = to_json(page.calls[0]);
    BOOST_TEST(json.find(R"("price":[1])") != std::string::npos);
    BOOST_TEST(json.find(R"("duration":12.7)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(unknown_members_and_values_are_kept)
{
    auto client = make_client();
    server.enqueue(
        mock_response(200, body_with(R"("status":"teleported","quantum":{"spin":[0.1,2]})")));
    compat::call_page const page = run(client.compat.calls.list());
    BOOST_TEST_REQUIRE(page.size() == 1U);
    BOOST_TEST(page.calls[0].status.text() == "teleported");
    BOOST_TEST(!page.calls[0].status.is_known());
    BOOST_TEST(page.calls[0].extra.at("quantum").at("spin").at(0).as_double() == 0.1);
    BOOST_TEST(client.stats().deviations > 0U);
}

BOOST_AUTO_TEST_CASE(strict_decoding_raises_what_lenient_decoding_counts)
{
    auto client =
        make_client([](auto& config) { config.decoding = signalwire::decoding_mode::strict; });
    server.enqueue(mock_response(200, body_with(R"("duration":"20")")));
    auto const error = failure_of<signalwire::protocol_error>(*this, client);
    BOOST_TEST(error.json_path() == "$.calls[0].duration");
}

BOOST_AUTO_TEST_CASE(a_server_that_does_not_begin_to_answer_runs_into_the_first_byte_limit)
{
    auto client = make_client([](auto& config) {
        config.timeouts.first_byte = 50ms;
        config.retry.max_attempts = 2;
    });
    script_times(server, mock_response().with_delay(20s), 2);
    auto const started = std::chrono::steady_clock::now();
    auto const error = failure_of<signalwire::timeout_error>(*this, client);
    BOOST_TEST((error.code() == asio::error::timed_out));
    BOOST_TEST((error.phase() == signalwire::phase::first_byte));
    BOOST_TEST((error.scope() == signalwire::timeout_scope::phase));
    BOOST_TEST(!error.last_failure().empty());
    BOOST_TEST((std::chrono::steady_clock::now() - started < 5s));
    BOOST_TEST(client.stats().connections_idle == 0U);
}

BOOST_AUTO_TEST_CASE(a_server_that_stops_in_the_body_runs_into_the_limit_between_bytes)
{
    auto client = make_client([](auto& config) {
        config.timeouts.between_bytes = 50ms;
        config.retry.max_attempts = 1;
    });
    server.enqueue(mock_response().throttle_body(1000, 20s));
    auto const error = failure_of<signalwire::timeout_error>(*this, client);
    BOOST_TEST((error.phase() == signalwire::phase::between_bytes));
}

BOOST_AUTO_TEST_CASE(a_slow_answer_runs_into_the_limit_of_the_attempt_or_of_the_operation)
{
    auto client = make_client();
    script_times(server, mock_response().throttle_body(10, 10ms), 2);
    auto const attempt = failure_of<signalwire::timeout_error>(
        *this, client, signalwire::request_options().attempt_timeout(60ms).max_attempts(1));
    BOOST_TEST((attempt.scope() == signalwire::timeout_scope::attempt));
    auto const total = failure_of<signalwire::timeout_error>(
        *this, client, signalwire::request_options().total_timeout(60ms));
    BOOST_TEST((total.scope() == signalwire::timeout_scope::total));
}

BOOST_AUTO_TEST_SUITE_END()
