// The sandbox over TLS with another client: listing, errors, HTTP.

#include "integration/sandbox_client.hpp"

#include <boost/asio/read.hpp>
#include <boost/json/serialize.hpp>

#include <chrono>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace
{

namespace http = boost::beast::http;
namespace json = boost::json;
using signalwire::sandbox::server_options;
using signalwire::test::json_of;
using signalwire::test::plain_client;
using signalwire::test::plain_response;
using signalwire::test::threaded_sandbox;

server_options small_account()
{
    server_options options;
    options.calls = 430;
    options.seed = 11;
    return options;
}

struct fixture
{
    fixture()
        : sandbox(small_account())
        , server(*sandbox.server)
        , calls(signalwire::test::calls_path(server))
        , client(server)
    {
        client.shake_hands();
    }

    void check_error(plain_response const& response, unsigned status, int code)
    {
        BOOST_TEST(response.result_int() == status);
        BOOST_TEST(response[http::field::content_type] == "application/json");
        json::object const body = json_of(response);
        BOOST_TEST(body.at("code").as_int64() == code);
        BOOST_TEST(body.at("status").as_int64() == status);
    }

    threaded_sandbox sandbox;
    signalwire::sandbox::server& server;
    std::string calls;
    plain_client client;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(sandbox_http, fixture)

BOOST_AUTO_TEST_CASE(page_has_the_headers_of_the_api)
{
    plain_response const response = client.get(calls);
    BOOST_TEST(response.result_int() == 200U);
    BOOST_TEST(response.version() == 11U);
    BOOST_TEST(response[http::field::content_type] == "application/json");
    BOOST_TEST(response[http::field::content_length] == std::to_string(response.body().size()));
    BOOST_TEST(response["x-request-id"].size() == 36U);
    BOOST_TEST(response["x-request-id"] != client.get(calls)["x-request-id"]);
    BOOST_TEST(json_of(response).at("calls").as_array().size() == 50U);
}

BOOST_AUTO_TEST_CASE(one_connection_lists_every_call_both_ways)
{
    std::vector<std::string> sids;
    std::vector<std::string> pages;
    std::string target = calls + "?PageSize=100";
    json::object page;
    for (;;)
    {
        page = json_of(client.get(target));
        pages.push_back(json::serialize(page.at("calls")));
        for (json::value const& call : page.at("calls").as_array())
            sids.emplace_back(call.at("sid").as_string());
        if (page.at("next_page_uri").is_null())
            break;
        target = page.at("next_page_uri").as_string();
    }
    BOOST_TEST(pages.size() == 5U);
    BOOST_TEST_REQUIRE(sids.size() == server.count_calls());
    for (std::size_t i = 0; i != sids.size(); ++i)
        BOOST_TEST(sids[i] == server.call_at(i).sid);

    for (std::size_t i = pages.size() - 1; i != 0; --i)
    {
        page = json_of(client.get(std::string(page.at("previous_page_uri").as_string())));
        BOOST_TEST(json::serialize(page.at("calls")) == pages[i - 1]);
        BOOST_TEST(page.at("page").as_int64() == static_cast<std::int64_t>(i - 1));
    }
    BOOST_TEST(page.at("previous_page_uri").is_null());
    BOOST_TEST(server.stats().connections_accepted == 1U);
    BOOST_TEST(server.stats().requests_received == 9U);
    BOOST_TEST(server.stats().responses_2xx == 9U);
    BOOST_TEST(server.recent_request_targets().size() == 9U);
    BOOST_TEST(server.recent_request_targets().front() == calls + "?PageSize=100");
}

BOOST_AUTO_TEST_CASE(filter_matches_find_calls)
{
    namespace compat = signalwire::compat;
    std::chrono::sys_days const june(std::chrono::year(2025) / 6 / 1);
    auto const filter = compat::call_filter()
                            .status(compat::call_status::completed)
                            .start_time_after(signalwire::timestamp(june));
    std::vector<std::string> expected;
    for (std::size_t const index : server.find_calls(filter))
        expected.push_back(server.call_at(index).sid);
    BOOST_TEST(expected.size() > 50U);
    BOOST_TEST(server.count_calls(filter) == expected.size());
    BOOST_TEST(server.count_calls(compat::call_filter().page_size(1)) == server.count_calls());
    BOOST_TEST(server.count_calls(compat::call_filter().to("+4400000000")) == 0U);

    std::vector<std::string> sids;
    std::string target = calls + "?Status=completed&PageSize=20"
        + "&StartTime%3E=Sun%2C%2001%20Jun%202025%2000%3A00%3A00%20%2B0000";
    while (!target.empty())
    {
        json::object const page = json_of(client.get(target));
        for (json::value const& call : page.at("calls").as_array())
            sids.emplace_back(call.at("sid").as_string());
        json::value const& next = page.at("next_page_uri");
        target = next.is_null() ? std::string() : std::string(next.as_string());
    }
    BOOST_TEST(sids == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(every_api_error_has_its_code)
{
    check_error(client.get("/api/laml/2010-04-01/Accounts/other/Calls"), 404, 20404);
    check_error(client.get(calls + "?PageSize=1001"), 400, 54454);
    check_error(client.get(calls + "?Page=1"), 400, 54453);
    check_error(client.get(calls + "?Page=1&PageToken=PAxxxxxxxxxx"), 400, 54453);
    check_error(client.get(calls + "?StartTime>=x"), 400, 20001);

    plain_response const invalid = client.get(calls + "?StartTime%3E==now");
    BOOST_TEST(invalid.result_int() == 422U);
    BOOST_TEST(json_of(invalid).at("attribute").as_string() == "StartTime>");

    client.send("DELETE " + calls + client.head("").substr(4));
    plain_response const method = client.receive();
    check_error(method, 405, 20004);
    BOOST_TEST(method[http::field::allow] == "GET, POST");

    client.send("GET " + calls + " HTTP/1.1\r\nHost: x\r\nAuthorization: Basic eDp5\r\n\r\n");
    plain_response const stranger = client.receive();
    check_error(stranger, 401, 20003);
    BOOST_TEST(stranger[http::field::www_authenticate].starts_with("Basic "));

    BOOST_TEST(server.stats().connections_accepted == 1U);
    BOOST_TEST(server.stats().responses_4xx == 8U);
}

BOOST_AUTO_TEST_CASE(pipelined_requests_are_served)
{
    std::string requests;
    for (int i = 1; i <= 20; ++i)
        requests += client.head(calls + "?PageSize=" + std::to_string(i));
    client.send(requests);
    for (std::size_t i = 1; i <= 20; ++i)
        BOOST_TEST(json_of(client.receive()).at("calls").as_array().size() == i);
}

BOOST_AUTO_TEST_CASE(connection_close_is_honored)
{
    BOOST_TEST(!client.get(calls, "Connection: close\r\n").keep_alive());
    BOOST_TEST((client.read_to_end() == boost::asio::error::eof));
}

BOOST_AUTO_TEST_CASE(http_1_0_closes_without_keep_alive)
{
    std::string const head = client.head(calls, "Connection: keep-alive\r\n");
    std::string old = head;
    old.replace(old.find("HTTP/1.1"), 8, "HTTP/1.0");
    client.send(old);
    plain_response const kept = client.receive();
    BOOST_TEST(kept[http::field::connection] == "keep-alive");
    BOOST_TEST(kept.result_int() == 200U);

    std::string last = client.head(calls);
    last.replace(last.find("HTTP/1.1"), 8, "HTTP/1.0");
    client.send(last);
    BOOST_TEST(client.receive().result_int() == 200U);
    BOOST_TEST((client.read_to_end() == boost::asio::error::eof));
}

BOOST_AUTO_TEST_CASE(head_response_has_no_body)
{
    client.send("HEAD " + calls + client.head("").substr(4) + client.head(calls));
    std::string text;
    while (text.find("\r\n\r\n") == std::string::npos)
    {
        char byte = 0;
        boost::asio::read(client.stream, boost::asio::buffer(&byte, 1));
        text += byte;
    }
    BOOST_TEST(text.starts_with("HTTP/1.1 405 "));
    BOOST_TEST(client.receive().result_int() == 200U); // no body precedes it
}

BOOST_AUTO_TEST_CASE(request_body_is_ignored_and_expect_rejected)
{
    client.send(client.head(calls, "Content-Length: 5\r\n") + "hello");
    BOOST_TEST(client.receive().result_int() == 200U);
    BOOST_TEST(client.get(calls).result_int() == 200U);
    plain_response const asked = client.get(calls, "Content-Length: 5\r\nExpect: 100-continue\r\n");
    BOOST_TEST(!asked.keep_alive());
}

BOOST_AUTO_TEST_CASE(invalid_request_ends_the_connection)
{
    std::vector<std::pair<std::string, unsigned>> const cases = {
        {"nonsense\r\n\r\n", 400},
        {"GET / HTTP/9.9\r\n\r\n", 400},
        {"GET " + calls + " HTTP/1.1\r\nHost: x\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n",
         431},
        {"POST " + calls + " HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n", 413},
    };
    for (auto const& [request, status] : cases)
    {
        plain_client other(server);
        other.shake_hands().send(request);
        plain_response const response = other.receive();
        BOOST_TEST(response.result_int() == status, request.substr(0, 40));
        BOOST_TEST(!response.keep_alive());
        other.read_to_end();
    }
}

BOOST_AUTO_TEST_CASE(rejected_request_keeps_the_connection)
{
    client.send("GET " + calls + " HTTP/1.1\r\n\r\n");
    BOOST_TEST(client.receive().result_int() == 400U);
    BOOST_TEST(client.get("/\xC3\xA9").result_int() == 400U);
    BOOST_TEST(client.get("*").result_int() == 400U);
    BOOST_TEST(client.get(calls).result_int() == 200U);
}

BOOST_AUTO_TEST_CASE(page_of_1000_calls_is_complete)
{
    server_options options;
    options.calls = 3000;
    threaded_sandbox big(options);
    plain_client reader(*big.server);
    reader.shake_hands();
    plain_response const response =
        reader.get(signalwire::test::calls_path(*big.server) + "?PageSize=1000");
    BOOST_TEST(response.body().size() > 1'000'000U);
    BOOST_TEST(json_of(response).at("calls").as_array().size() == 1000U);
    BOOST_TEST(big.server->stats().response_body_bytes == response.body().size());
}

BOOST_AUTO_TEST_CASE(invalid_account_changes_are_rejected)
{
    using namespace std::chrono_literals;
    signalwire::timestamp const now = server.now();
    std::size_t const size = server.count_calls();
    for (std::size_t const index : {size, size + 1, std::numeric_limits<std::size_t>::max()})
    {
        BOOST_CHECK_THROW(server.update_call(index), std::out_of_range);
        BOOST_CHECK_THROW(static_cast<void>(server.call_at(index)), std::out_of_range);
    }
    BOOST_CHECK_THROW(server.advance_clock(-1s), std::invalid_argument);
    BOOST_CHECK_THROW(server.advance_clock(std::chrono::seconds::min()), std::invalid_argument);
    BOOST_TEST(server.call_history().empty());
    BOOST_TEST((server.now() == now));

    server.advance_clock(0s);
    BOOST_TEST((server.now() == now));
    server.update_call(size - 1);
    BOOST_TEST(server.call_history().size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
