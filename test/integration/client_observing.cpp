// The hooks and the log of each request, and the header fields that a caller adds.

#include "integration/wire_fixture.hpp"

#include <signalwire/api_error.hpp>
#include <signalwire/timeout_error.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/use_future.hpp>

#include <chrono>
#include <future>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using namespace std::chrono_literals;
using signalwire::request_event;
using signalwire::request_options;
using signalwire::test::answer;
using signalwire::test::page;
using signalwire::test::page_body;
using signalwire::test::wire_fixture;

namespace
{

/// The members of an event that outlive the call.
struct seen_event
{
    explicit seen_event(request_event const& told)
        : operation(told.operation)
        , method(told.method)
        , url_template(told.url_template)
        , url(told.url)
        , error_type(told.error_type)
        , reason(told.reason)
        , request_id(told.request_id)
        , client_request_id(told.client_request_id)
        , event(told)
    {
        for (signalwire::log_field const& field : attributes(told))
        {
            auto const* const number = std::get_if<std::int64_t>(&field.value);
            labels[std::string(field.name)] = number
                ? std::to_string(*number)
                : std::string(std::get<std::string_view>(field.value));
        }
    }

    std::string operation, method, url_template, url, error_type, reason, request_id,
        client_request_id;
    std::map<std::string, std::string> labels;
    /// Its texts are gone.
    request_event event;
};

std::string failure(int status, std::string_view more = {})
{
    return answer(status, R"({"code":1,"message":"broken","status":500})", more);
}

struct observing_fixture : wire_fixture
{
    signalwire::rest_client observed_client(int max_attempts = 2)
    {
        return client_with([&](signalwire::client_config& config) {
            config.retry.max_attempts = max_attempts;
            config.on_attempt = [this](request_event const& event) {
                attempts.emplace_back(event);
            };
            config.on_request = [this](request_event const& event) {
                finished.emplace_back(event);
            };
            config.log.level = signalwire::log_level::debug;
            config.log.write = [this](signalwire::log_record const& record) {
                if (record.event.starts_with("request."))
                    lines.push_back(to_string(record));
            };
        });
    }

    bool has_header(std::size_t request, std::string_view line) const
    {
        return requests.at(request).find("\r\n" + std::string(line) + "\r\n") != std::string::npos;
    }

    void check_line(
        std::size_t index, std::string_view begin, std::vector<std::string> const& parts)
    {
        BOOST_TEST_REQUIRE(index < lines.size());
        BOOST_TEST(lines[index].starts_with(begin), lines[index]);
        for (std::string const& part : parts)
            BOOST_TEST(lines[index].find(part) != std::string::npos, lines[index] << part);
    }

    std::vector<seen_event> attempts;
    std::vector<seen_event> finished;
    std::vector<std::string> lines;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_observing, observing_fixture)

BOOST_AUTO_TEST_CASE(attempts_and_requests_are_reported)
{
    serve(
        {{failure(503, "X-Request-Id: first\r\n"),
          answer(200, page_body, "X-Request-Id: second\r\n")}});
    auto client = observed_client();
    auto const before = std::chrono::system_clock::now();
    run(client.compat.calls.list(compat::call_filter().to("+15550100")));

    BOOST_TEST_REQUIRE(attempts.size() == 2U);
    BOOST_TEST_REQUIRE(finished.size() == 1U);
    seen_event const& first = attempts[0];
    BOOST_TEST(first.operation == "calls.list");
    BOOST_TEST(first.method == "GET");
    BOOST_TEST(first.url_template == "/Calls");
    BOOST_TEST(first.url.ends_with("/Calls?To=%2B15550100"), first.url);
    BOOST_TEST(first.event.attempt == 1);
    BOOST_TEST(first.event.status == 503);
    BOOST_TEST(first.error_type == "503");
    BOOST_TEST(first.reason.find("broken") != std::string::npos, first.reason);
    BOOST_TEST((first.event.outcome == signalwire::request_outcome::unknown));
    BOOST_TEST(first.event.retry_delay.has_value());
    BOOST_TEST(first.request_id == "first");
    BOOST_TEST(!first.event.timeline.connection_reused);

    seen_event const& second = attempts[1];
    BOOST_TEST(second.event.attempt == 2);
    BOOST_TEST(second.event.status == 200);
    BOOST_TEST(second.error_type.empty());
    BOOST_TEST(!second.event.outcome.has_value());
    BOOST_TEST(!second.event.retry_delay.has_value());
    BOOST_TEST(second.request_id == "second");
    BOOST_TEST(has_header(1, "X-Request-Id: " + second.client_request_id));
    BOOST_TEST(second.event.timeline.connection_reused);

    seen_event const& whole = finished[0];
    BOOST_TEST(whole.event.attempt == 2);
    BOOST_TEST(whole.event.status == 200);
    BOOST_TEST((whole.event.duration >= first.event.duration + second.event.duration));
    BOOST_TEST((whole.event.start >= before && whole.event.start <= second.event.start));
    BOOST_TEST((second.event.start >= first.event.start));
    std::map<std::string, std::string> const expected = {
        {"signalwire.operation", "calls.list"},
        {"http.request.method", "GET"},
        {"url.template", "/Calls"},
        {"server.address", "127.0.0.1"},
        {"server.port", std::to_string(acceptor.local_endpoint().port())},
        {"http.response.status_code", "200"},
        {"http.request.resend_count", "1"}};
    BOOST_TEST((whole.labels == expected));
    BOOST_TEST(first.labels.at("error.type") == "503");
}

BOOST_AUTO_TEST_CASE(every_request_is_logged_from_its_start_to_its_end)
{
    serve({{failure(503, "X-Request-Id: theirs\r\n"), page()}});
    auto client = observed_client();
    run(client.compat.calls.list());
    serve({{failure(404)}});
    BOOST_CHECK_THROW(run(client.compat.calls.get("C1")), signalwire::api_error);
    BOOST_TEST(lines.size() == 5U);
    check_line(0, "debug request.started method=\"GET\" url=", {"operation=\"calls.list\""});
    check_line(
        1, "warning request.retry_scheduled method=",
        {" attempt=1 ", " status=503 duration_us=", " request_id=\"theirs\" client_request_id=\""});
    check_line(2, "debug request.completed method=", {" attempt=2 ", " status=200 duration_us="});
    check_line(3, "debug request.started method=", {"operation=\"calls.get\""});
    check_line(
        4, "error request.failed method=",
        {" attempt=1 ", "operation=\"calls.get\" status=404 duration_us=", "request_id=\"\""});
}

BOOST_AUTO_TEST_CASE(a_cancelled_request_is_reported_as_such)
{
    auto client = observed_client();
    asio::cancellation_signal signal;
    std::future<compat::call_page> listed = client.compat.calls.list(
        {}, request_options(), asio::bind_cancellation_slot(signal.slot(), asio::use_future));
    // Nobody answers: the connection is being opened.
    run_until([&] { return client.stats().connections_in_use == 1; });
    signal.emit(asio::cancellation_type::terminal);
    run_context();
    BOOST_CHECK_THROW(listed.get(), boost::system::system_error);
    BOOST_TEST_REQUIRE(finished.size() == 1U);
    BOOST_TEST(finished[0].error_type == "cancelled");
    BOOST_TEST(finished[0].event.status == 0);
    BOOST_TEST(attempts.size() == 1U);
    check_line(1, "debug request.cancelled method=", {" attempt=1 ", " status=0 duration_us="});
}

BOOST_AUTO_TEST_CASE(a_request_that_only_waited_has_no_attempt)
{
    auto client = client_with([&](signalwire::client_config& config) {
        config.rate_limit.requests_per_second = 0.001;
        config.timeouts.total = 50ms;
        config.on_attempt = [this](request_event const& event) { attempts.emplace_back(event); };
        config.on_request = [this](request_event const& event) { finished.emplace_back(event); };
    });
    serve({{page()}});
    run(client.compat.calls.list());
    BOOST_CHECK_THROW(run(client.compat.calls.list()), signalwire::timeout_error);
    BOOST_TEST(attempts.size() == 1U);
    BOOST_TEST_REQUIRE(finished.size() == 2U);
    BOOST_TEST(finished[1].error_type == "timeout");
    BOOST_TEST(finished[1].event.attempt == 0);
    BOOST_TEST((finished[1].event.outcome == signalwire::request_outcome::not_sent));
}

BOOST_AUTO_TEST_CASE(a_failing_hook_harms_nothing)
{
    int calls = 0;
    auto client = client_with([&](signalwire::client_config& config) {
        config.on_attempt = config.on_request = [&](request_event const&) {
            ++calls;
            throw std::runtime_error("hook");
        };
    });
    serve({{failure(503), page()}});
    BOOST_TEST(run(client.compat.calls.list()).page_size == 50);
    BOOST_TEST(calls == 3);
}

BOOST_AUTO_TEST_CASE(every_page_and_attempt_has_the_fields_of_the_caller)
{
    std::string first(page_body);
    std::string const link = R"("next_page_uri":"/api/laml/2010-04-01/Accounts/)"
        + make_config().project + R"(/Calls?Page=1&PageToken=PA1")";
    first.replace(first.find(R"("next_page_uri":null)"), 20, link);
    serve({{answer(200, first), failure(503), page()}});
    auto client = client_with([](auto&) {});
    auto calls = client.compat.calls.stream(
        {},
        signalwire::stream_options().request(
            request_options().header("traceparent", "00-1-2-01").header("X-Tenant", "a")));
    BOOST_TEST(!run(calls.next()).has_value());
    BOOST_TEST_REQUIRE(requests.size() == 3U);
    for (std::size_t i = 0; i < 3; ++i)
        BOOST_TEST((has_header(i, "traceparent: 00-1-2-01") && has_header(i, "X-Tenant: a")));

    requests.clear();
    serve({{answer(204, "")}});
    run(client.compat.calls.remove("C1", request_options().header("X-Tenant", "b")));
    serve({{page()}});
    run(client.compat.calls.list());
    BOOST_TEST(has_header(0, "X-Tenant: b"));
    BOOST_TEST(requests.at(1).find("X-Tenant") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
