// How many exceptions a failed operation throws on the client's thread.

#include "support/sandbox_fixture.hpp"
#include "support/thrown_exceptions.hpp"

#include <signalwire/as_result.hpp>

#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using namespace std::chrono_literals;
using signalwire::as_result;
using signalwire::sandbox::mock_response;
using signalwire::test::thrown_exceptions;

namespace
{

struct failing_fixture : signalwire::test::sandbox_fixture
{
    failing_fixture()
        : client(make_client([](auto& config) { config.retry.max_attempts = 2; }))
    {
    }

    struct sample
    {
        std::string_view name;
        std::function<void()> prepare;
    };

    std::vector<sample> samples()
    {
        return {
            {"error status", [this] { server.enqueue(mock_response(404)); }},
            {"retried and failed",
             [this] {
                 server.enqueue(mock_response(503));
                 server.enqueue(mock_response(503));
             }},
            {"no JSON", [this] { server.enqueue(mock_response(200, "<html>", "text/html")); }},
            {"schema", [this] { server.enqueue(mock_response(200, R"({"calls":1})")); }},
            {"lost connection",
             [this] {
                 server.enqueue(mock_response::disconnect());
                 server.enqueue(mock_response::disconnect());
                 server.enqueue(mock_response::disconnect());
             }},
            {"timeout", [this] { server.enqueue(mock_response().with_delay(1h)); }}};
    }

    /// One attempt at most where time is short.
    signalwire::request_options const options =
        signalwire::request_options().attempt_timeout(500ms).total_timeout(600ms);
    signalwire::rest_client client;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_exceptions, failing_fixture)

BOOST_AUTO_TEST_CASE(failed_operation_throws_none_with_as_result)
{
    for (sample const& failing : samples())
    {
        failing.prepare();
        bool failed = false;
        auto const done = [&](signalwire::result<compat::call_page> const& page) {
            failed = !page.has_value();
        };
        std::size_t const before = thrown_exceptions();
        client.compat.calls.list({}, options, as_result(done));
        run_context();
        BOOST_TEST(failed, failing.name);
        BOOST_TEST(thrown_exceptions() - before == 0U, failing.name);
    }
}

BOOST_AUTO_TEST_CASE(failed_page_of_a_stream_throws_none_with_as_result)
{
    for (sample const& failing : samples())
    {
        auto calls = client.compat.calls.stream({}, signalwire::stream_options().request(options));
        failing.prepare();
        bool failed = false;
        auto const done = [&](signalwire::result<std::optional<compat::call>> const& call) {
            failed = !call.has_value();
        };
        std::size_t const before = thrown_exceptions();
        calls.next(as_result(done));
        run_context();
        BOOST_TEST(failed, failing.name);
        BOOST_TEST(thrown_exceptions() - before == 0U, failing.name);
    }
}

BOOST_AUTO_TEST_CASE(failed_operation_throws_to_its_awaiter_only)
{
    server.enqueue(mock_response(404));
    std::size_t const before = thrown_exceptions();
    BOOST_CHECK_THROW(run(client.compat.calls.list()), signalwire::api_error);
    // To the coroutine, and again by the future of the test.
    BOOST_TEST(thrown_exceptions() - before > 0U);
    BOOST_TEST(thrown_exceptions() - before <= 2U);
}

BOOST_AUTO_TEST_SUITE_END()
