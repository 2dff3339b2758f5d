// What goes over the wire and what of it is told: ids of requests, and connections found dead.

#include "integration/wire_fixture.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

using signalwire::log_record;
using signalwire::test::answer;
using signalwire::test::page;
using signalwire::test::wire_fixture;

namespace
{

std::string failure(std::string_view more = {})
{
    return answer(500, R"({"code":1,"message":"broken","status":500})", more);
}

/// The value of a field that stands in the header exactly once.
std::string field(std::string const& request, std::string const& name)
{
    std::string const begin = "\r\n" + name + ": ";
    std::size_t const at = request.find(begin);
    BOOST_TEST_REQUIRE(at != std::string::npos, "no " << name << " in: " << request);
    BOOST_TEST(request.find(begin, at + 1) == std::string::npos, "two of " << name);
    std::size_t const value = at + begin.size();
    return request.substr(value, request.find("\r\n", value) - value);
}

/// Keeps the lines about dead connections.
struct stale_log_fixture : wire_fixture
{
    signalwire::rest_client logging_client()
    {
        return client_with([this](auto& config) {
            config.log.level = signalwire::log_level::debug;
            config.log.write = [this](log_record const& record) {
                if (record.event == "connection.stale")
                    lines.push_back(to_string(record));
            };
        });
    }

    void check_told(std::string const& reason)
    {
        BOOST_TEST_REQUIRE(lines.size() == 1U);
        BOOST_TEST(
            lines[0]
            == "debug connection.stale origin=\"127.0.0.1:"
                + std::to_string(acceptor.local_endpoint().port()) + "\" reason=\"" + reason
                + "\"");
    }

    std::vector<std::string> lines;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_wire, wire_fixture)

BOOST_AUTO_TEST_CASE(an_error_has_the_request_id_of_the_last_attempt_as_it_was_sent)
{
    auto client = client_with([](auto& config) { config.retry.max_attempts = 2; });
    serve({{failure(), failure("X-Request-Id: theirs\r\n")}});
    BOOST_CHECK_EXCEPTION(
        run(client.compat.calls.list()), signalwire::api_error, [&](auto const& error) {
            BOOST_TEST_REQUIRE(requests.size() == 2U);
            std::string const last = field(requests[1], "X-Request-Id");
            BOOST_TEST(!last.empty());
            BOOST_TEST(last != field(requests[0], "X-Request-Id"));
            BOOST_TEST(error.request_id() == "theirs");
            return error.client_request_id() == last;
        });
}

BOOST_AUTO_TEST_CASE(no_two_requests_have_the_same_id_whichever_client_sends_them)
{
    auto client = client_with([](auto&) {});
    serve({{page(), page()}});
    run(list_twice(client));
    auto other = client_with([](auto&) {});
    serve({{page(), page()}});
    run(list_twice(other));
    std::vector<std::string> ids;
    for (std::string const& request : requests)
        ids.push_back(field(request, "X-Request-Id"));
    std::sort(ids.begin(), ids.end());
    BOOST_TEST(ids.size() == 4U);
    BOOST_TEST((std::unique(ids.begin(), ids.end()) == ids.end()));
}

BOOST_FIXTURE_TEST_CASE(a_connection_that_died_while_it_was_idle_is_told, stale_log_fixture)
{
    auto client = logging_client();
    serve({{page()}});
    run(client.compat.calls.list());
    BOOST_TEST(client.stats().connections_idle == 1U);
    BOOST_TEST(lines.empty());
    serve({{page()}});
    run(client.compat.calls.list());
    check_told("closed by the server while idle");
    BOOST_TEST(client.stats().connections_stale == 1U);
    BOOST_TEST(client.stats().connections_opened == 2U);
    BOOST_TEST(client.stats().retries == 0U);
}

BOOST_FIXTURE_TEST_CASE(a_connection_that_dies_of_a_request_is_told_and_replaced, stale_log_fixture)
{
    auto client = logging_client();
    serve({{page(), ""}, {page()}});
    run(list_twice(client));
    check_told("closed by the server while the request was sent");
    BOOST_TEST(client.stats().connections_stale == 1U);
    BOOST_TEST(client.stats().connections_opened == 2U);
    BOOST_TEST(client.stats().retries == 0U);
    BOOST_TEST_REQUIRE(requests.size() == 3U);
    BOOST_TEST(requests[1] == requests[2], "the same attempt, on another connection");
}

BOOST_AUTO_TEST_SUITE_END()
