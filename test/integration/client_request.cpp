// What a request says of itself, as a server reads it.

#include "core/text.hpp"
#include "support/hostile_server.hpp"
#include "support/sandbox_fixture.hpp"

#include <signalwire/timeout_error.hpp>
#include <signalwire/version.hpp>

#include <chrono>
#include <string>

namespace compat = signalwire::compat;
using namespace std::chrono_literals;
using signalwire::request_options;
using signalwire::test::hostile_server;
using signalwire::test::silence;

BOOST_FIXTURE_TEST_SUITE(client_request, signalwire::test::sandbox_fixture)

BOOST_AUTO_TEST_CASE(a_request_says_who_asks_for_what_and_no_more)
{
    hostile_server hostile;
    signalwire::client_config config = hostile.client_config();
    config.user_agent_suffix = "billing-export/2.1 (nightly)";
    signalwire::rest_client client(context.get_executor(), config);
    run(client.compat.calls.list(compat::call_filter().page_size(7)));

    std::string const request = hostile.last_request();
    std::size_t const id = request.find("\r\nX-Request-Id: ") + 16;
    std::size_t const end = request.find("\r\n", id);
    BOOST_TEST_REQUIRE(end != std::string::npos);
    BOOST_TEST(
        request
        == "GET /api/laml/2010-04-01/Accounts/" + config.project
            + "/Calls?PageSize=7 HTTP/1.1\r\nX-Request-Id: " + request.substr(id, end - id)
            + "\r\nHost: " + config.host + "\r\nAuthorization: Basic "
            + signalwire::core::encode_base64(config.project + ':' + config.token)
            + "\r\nUser-Agent: signalwire-asio/" + std::string(signalwire::version)
            + " billing-export/2.1 (nightly)\r\nAccept: application/json"
              "\r\nAccept-Encoding: gzip\r\n\r\n");
}

BOOST_AUTO_TEST_CASE(an_error_tells_the_id_that_the_server_has_seen)
{
    hostile_server hostile;
    signalwire::rest_client client(context.get_executor(), hostile.client_config());
    run(client.compat.calls.list());
    std::string const first = hostile.last_request();
    hostile.fall_silent(silence::before_answer);
    auto const once = request_options().max_attempts(1).attempt_timeout(300ms);
    BOOST_CHECK_EXCEPTION(
        run(client.compat.calls.list({}, once)), signalwire::timeout_error, [&](auto const& error) {
            std::string const line = "\r\nX-Request-Id: " + error.client_request_id() + "\r\n";
            BOOST_TEST(first.find(line) == std::string::npos);
            return hostile.last_request().find(line) != std::string::npos;
        });
}

BOOST_AUTO_TEST_SUITE_END()
