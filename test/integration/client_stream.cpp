#include "support/aborted.hpp"
#include "support/sandbox_fixture.hpp"
#include "support/streams.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <string>
#include <vector>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using namespace std::chrono_literals;
using signalwire::stream_options;
using signalwire::sandbox::mock_response;

namespace
{

using signalwire::test::call_stream;
using signalwire::test::rest_of;
using signalwire::test::sandbox_fixture;
using signalwire::test::take;

compat::call_filter hundreds()
{
    return compat::call_filter().page_size(100);
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_stream, sandbox_fixture)

BOOST_AUTO_TEST_CASE(stream_delivers_every_call_once_in_order)
{
    auto client = make_client();
    auto calls = client.compat.calls.stream(compat::call_filter().page_size(7));
    BOOST_TEST(server.stats().connections_accepted == 0U);
    BOOST_TEST(
        run(rest_of(calls)) == sids(0, server.count_calls()), boost::test_tools::per_element());
    BOOST_TEST(server.stats().connections_accepted == 1U);
    BOOST_TEST(server.stats().requests_received == (server.count_calls() + 6) / 7);
    BOOST_TEST(client.stats().connections_reused == server.stats().requests_received - 1);
    BOOST_TEST(calls.cursor().at_end());
    BOOST_TEST(run(rest_of(calls)).empty());
}

BOOST_AUTO_TEST_CASE(calls_equal_those_of_server)
{
    auto client = make_client();
    auto calls = client.compat.calls.stream(hundreds());
    for (std::size_t i = 0; i < server.count_calls(); ++i)
    {
        std::optional<compat::call> const call = run(calls.next());
        BOOST_TEST_REQUIRE(call.has_value());
        BOOST_TEST((*call == server.call_at(i)), compat::to_json(*call));
        BOOST_TEST(compat::to_json(*call) == compat::to_json(server.call_at(i)));
    }
}

BOOST_AUTO_TEST_CASE(prefetch_is_limited)
{
    auto client = make_client();
    for (std::size_t ahead : {0U, 1U, 3U})
    {
        std::uint64_t const before = server.stats().requests_received;
        auto calls = client.compat.calls.stream(hundreds(), stream_options().prefetch_pages(ahead));
        run(take(calls, 1));
        BOOST_TEST(server.stats().requests_received - before == 1 + ahead);
        run(take(calls, 99));
        BOOST_TEST(server.stats().requests_received - before == 1 + ahead);
        run(take(calls, 1));
        BOOST_TEST(server.stats().requests_received - before == 2 + ahead);
        BOOST_TEST(client.stats().connections_in_use == 0U);
    }
}

/// What arrives at once is decoded at once, but not before the consumer has had its turn.
BOOST_AUTO_TEST_CASE(next_page_is_requested_before_a_page_that_is_there_is_decoded)
{
    asio::io_context server_context;
    signalwire::sandbox::server fast(server_context);
    signalwire::client_config config = fast.client_config();
    std::size_t in_flight = 0;
    std::vector<std::size_t> in_flight_at_end;
    config.log.level = signalwire::log_level::debug;
    config.log.write = [&](signalwire::log_record const& record) {
        if (record.event == "request.started")
            ++in_flight;
        if (record.event == "request.completed")
            in_flight_at_end.push_back(in_flight--);
    };
    asio::io_context client_context;
    signalwire::rest_client client(client_context.get_executor(), config);
    auto calls = client.compat.calls.stream(hundreds());
    std::future<std::vector<std::string>> const all =
        asio::co_spawn(client_context, rest_of(calls), asio::use_future);
    // The server has answered whenever the client looks.
    auto const is_ready = [&] { return all.wait_for(0s) == std::future_status::ready; };
    for (int turns = 0; !is_ready() && turns < 10'000'000; ++turns)
    {
        server_context.poll();
        client_context.poll_one();
    }
    BOOST_TEST_REQUIRE(is_ready());
    BOOST_TEST_REQUIRE(in_flight_at_end.size() > 2U);
    in_flight_at_end.pop_back();
    std::vector<std::size_t> const two(in_flight_at_end.size(), 2);
    BOOST_TEST(in_flight_at_end == two, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(limit_avoids_unnecessary_requests)
{
    auto client = make_client();
    auto calls =
        client.compat.calls.stream(hundreds(), stream_options().limit(200).prefetch_pages(5));
    BOOST_TEST(run(rest_of(calls)) == sids(0, 200), boost::test_tools::per_element());
    BOOST_TEST(server.stats().requests_received == 2U);

    auto none = client.compat.calls.stream(hundreds(), stream_options().limit(0));
    BOOST_TEST(run(rest_of(none)).empty());
    BOOST_TEST(server.stats().requests_received == 2U);
}

BOOST_AUTO_TEST_CASE(page_stream_limit_counts_pages)
{
    auto client = make_client();
    auto pages = client.compat.calls.pages(hundreds(), stream_options().limit(3));
    std::size_t next = 0;
    while (std::optional<compat::call_page> page = run(pages.next()))
    {
        BOOST_TEST(page->page == static_cast<std::int64_t>(next / 100));
        for (compat::call const& call : *page)
            BOOST_TEST(call.sid == server.call_at(next++).sid);
    }
    BOOST_TEST(next == 300U);
    BOOST_TEST(server.stats().requests_received == 3U);
}

BOOST_AUTO_TEST_CASE(cursor_resumes_after_last_call)
{
    auto client = make_client();
    for (std::size_t const taken : {0U, 1U, 99U, 100U, 101U, 250U, 999U, 1000U})
    {
        auto first = client.compat.calls.stream(hundreds());
        run(take(first, taken));
        std::string const text = first.cursor().to_string();
        BOOST_TEST(text.find(server.token()) == std::string::npos);

        auto another = make_client();
        auto second = another.compat.calls.stream(
            hundreds(), stream_options().resume_from(signalwire::cursor::from_string(text)));
        BOOST_TEST(
            run(rest_of(second)) == sids(taken, server.count_calls()),
            boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(cursor_at_end_sends_no_request)
{
    auto client = make_client();
    auto first = client.compat.calls.stream(hundreds());
    run(rest_of(first));
    std::uint64_t const before = server.stats().requests_received;
    auto second =
        client.compat.calls.stream(hundreds(), stream_options().resume_from(first.cursor()));
    BOOST_TEST(run(rest_of(second)).empty());
    BOOST_TEST(server.stats().requests_received == before);
}

BOOST_AUTO_TEST_CASE(cursor_of_other_filter_or_account_is_rejected)
{
    auto client = make_client();
    auto calls = client.compat.calls.stream(hundreds());
    run(take(calls, 5));
    stream_options const resuming = stream_options().resume_from(calls.cursor());
    BOOST_CHECK_THROW(
        static_cast<void>(
            client.compat.calls.stream(hundreds().status(compat::call_status::busy), resuming)),
        std::invalid_argument);
    auto other = make_client([](auto& config) { config.project = "another"; });
    BOOST_CHECK_THROW(
        static_cast<void>(other.compat.calls.stream(hundreds(), resuming)), std::invalid_argument);
    BOOST_CHECK_NO_THROW(static_cast<void>(
        client.compat.calls.stream(compat::call_filter().page_size(10), resuming)));
    BOOST_CHECK_THROW(
        static_cast<void>(client.compat.calls.pages(hundreds(), resuming)), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(broken_page_is_retried_without_loss)
{
    // The page after it is requested meanwhile: any request may get any of these responses.
    auto client = make_client([](auto& config) { config.retry.max_attempts = 5; });
    server.enqueue(mock_response());
    server.enqueue(mock_response().truncate(20000));
    server.enqueue(mock_response(503));
    server.enqueue(mock_response());
    server.enqueue(mock_response::disconnect());
    auto calls = client.compat.calls.stream(hundreds());
    BOOST_TEST(
        run(rest_of(calls)) == sids(0, server.count_calls()), boost::test_tools::per_element());
    BOOST_TEST(server.queued_responses() == 0U);
}

BOOST_AUTO_TEST_CASE(calls_before_break_precede_error)
{
    auto client = make_client();
    server.enqueue(mock_response());
    for (int i = 0; i < 3; ++i)
        server.enqueue(mock_response().truncate(50000));
    auto calls = client.compat.calls.stream(hundreds());

    std::vector<std::string> delivered = run(take(calls, 100));
    signalwire::cursor position;
    try
    {
        for (;;)
            delivered.push_back(run(calls.next()).value().sid);
    }
    catch (signalwire::protocol_error const& error)
    {
        BOOST_TEST((error.code() == signalwire::errc::truncated_response));
        position = calls.cursor();
    }
    BOOST_TEST(delivered.size() > 100U);
    BOOST_TEST(delivered.size() < 200U);

    std::size_t const count = delivered.size();
    for (std::string& sid : run(rest_of(calls)))
        delivered.push_back(std::move(sid));
    BOOST_TEST(delivered == sids(0, server.count_calls()), boost::test_tools::per_element());

    auto resumed = client.compat.calls.stream(hundreds(), stream_options().resume_from(position));
    BOOST_TEST(
        run(rest_of(resumed)) == sids(count, server.count_calls()),
        boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(error_response_is_thrown_and_page_retried)
{
    auto client = make_client();
    auto calls = client.compat.calls.stream(hundreds(), stream_options().prefetch_pages(0));
    run(take(calls, 100));
    server.enqueue(mock_response(400, R"({"code":54453,"message":"expired","status":400})"));
    BOOST_CHECK_EXCEPTION(run(calls.next()), signalwire::api_error, [](auto const& error) {
        return error.code() == signalwire::api_errc::invalid_page_token;
    });
    BOOST_TEST(
        run(rest_of(calls)) == sids(100, server.count_calls()), boost::test_tools::per_element());
}

std::string page_body(std::string const& next, std::string const& sid)
{
    return R"({"uri":"/u","first_page_uri":"/f","next_page_uri":)" + next
        + R"(,"previous_page_uri":null,"page":0,"page_size":1,"calls":[{"sid":")" + sid + R"("}]})";
}

BOOST_AUTO_TEST_CASE(cyclic_pages_are_an_error)
{
    auto client = make_client();
    std::string const path = "/api/laml/2010-04-01/Accounts/" + server.project() + "/Calls";
    std::string const to_a = '"' + path + "?PageToken=PAa\"";
    std::string const to_b = '"' + path + "?PageToken=PAb\"";
    server.enqueue(mock_response(200, page_body(to_a, "1")));
    server.enqueue(mock_response(200, page_body(to_b, "2")));
    server.enqueue(mock_response(200, page_body(to_a, "3")));
    auto calls = client.compat.calls.stream();
    BOOST_TEST(run(take(calls, 3)).back() == "3");
    for (int i = 0; i < 2; ++i)
    {
        BOOST_CHECK_EXCEPTION(
            run(calls.next()), signalwire::pagination_error,
            [](auto const& error) { return error.code() == signalwire::errc::page_cycle; });
    }
    BOOST_TEST(server.stats().requests_received == 3U);
}

BOOST_AUTO_TEST_CASE(page_on_other_host_gets_no_token)
{
    auto client = make_client();
    server.enqueue(mock_response(200, page_body("\"https://evil.example/api/Calls\"", "1")));
    auto calls = client.compat.calls.stream();
    BOOST_TEST(run(take(calls, 1)).size() == 1U);
    BOOST_CHECK_EXCEPTION(run(calls.next()), signalwire::pagination_error, [](auto const& error) {
        return error.code() == signalwire::errc::page_outside_listing;
    });
    BOOST_TEST(server.stats().requests_received == 1U);
}

BOOST_AUTO_TEST_CASE(empty_pages_and_links_are_valid)
{
    auto client = make_client();
    std::string const path = "/api/laml/2010-04-01/Accounts/" + server.project() + "/Calls";
    server.enqueue(mock_response(
        200,
        R"({"uri":"/u","first_page_uri":"/f","next_page_uri":")" + path
            + R"(?Page=1\u0026PageToken=PAx","previous_page_uri":"","page":"0","page_size":"50","calls":[]})"));
    server.enqueue(mock_response(200, page_body("\"\"", "only")));
    auto calls = client.compat.calls.stream();
    BOOST_TEST(
        run(rest_of(calls)) == std::vector<std::string>{"only"}, boost::test_tools::per_element());
    BOOST_TEST(server.recent_request_targets().back() == path + "?Page=1&PageToken=PAx");
}

asio::awaitable<void> two_at_once(call_stream& calls)
{
    std::future<std::optional<compat::call>> first = calls.next(asio::use_future);
    bool refused = false;
    calls.next([&](std::exception_ptr failure, std::optional<compat::call>) {
        try
        {
            std::rethrow_exception(failure);
        }
        catch (signalwire::error const& error)
        {
            refused = error.code() == signalwire::errc::concurrent_next;
        }
    });
    while (!refused || first.wait_for(0s) != std::future_status::ready)
        co_await asio::post(asio::use_awaitable);
    BOOST_TEST(first.get().has_value());
}

BOOST_AUTO_TEST_CASE(concurrent_next_is_rejected)
{
    auto client = make_client();
    auto calls = client.compat.calls.stream();
    run(two_at_once(calls));
    BOOST_TEST(run(take(calls, 1)).size() == 1U);
}

BOOST_AUTO_TEST_CASE(cancelled_next_keeps_position)
{
    auto client = make_client();
    for (auto type :
         {asio::cancellation_type::terminal, asio::cancellation_type::partial,
          asio::cancellation_type::total})
    {
        auto calls = client.compat.calls.stream(hundreds());
        server.enqueue(mock_response().with_delay(20s));
        asio::cancellation_signal signal;
        std::exception_ptr failure;
        calls.next(asio::bind_cancellation_slot(
            signal.slot(),
            [&](std::exception_ptr why, std::optional<compat::call>) { failure = why; }));
        std::uint64_t const seen = server.stats().requests_received;
        asio::co_spawn(
            context,
            [&]() -> asio::awaitable<void> {
                while (server.stats().requests_received == seen)
                    co_await asio::post(asio::use_awaitable);
                signal.emit(type);
            },
            asio::detached);
        auto const started = std::chrono::steady_clock::now();
        run_context();
        BOOST_TEST((std::chrono::steady_clock::now() - started < 10s));
        BOOST_TEST(signalwire::test::is_aborted(failure));
        BOOST_TEST(client.stats().connections_in_use == 0U);
        BOOST_TEST(server.stats().requests_received == seen + 1, "nobody wants the page any more");
        BOOST_TEST(
            run(rest_of(calls)) == sids(0, server.count_calls()), boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(destroyed_generator_cancels_requests)
{
    auto client = make_client();
    server.enqueue(mock_response().with_delay(20s));
    std::exception_ptr failure;
    std::optional<call_stream> calls(client.compat.calls.stream(hundreds()));
    calls->next([&](std::exception_ptr why, std::optional<compat::call>) { failure = why; });
    BOOST_TEST_REQUIRE(run_until([this] { return server.stats().requests_received > 0; }));
    calls.reset();
    auto const started = std::chrono::steady_clock::now();
    run_context();
    BOOST_TEST((std::chrono::steady_clock::now() - started < 10s));
    BOOST_TEST(signalwire::test::is_aborted(failure));
    BOOST_TEST(client.stats().connections_in_use == 0U);
    BOOST_TEST(client.stats().pending_acquires == 0U);
    BOOST_TEST(client.stats().operations_cancelled >= 1U);
}

BOOST_AUTO_TEST_CASE(generator_outlives_client)
{
    std::optional<call_stream> calls;
    {
        auto client = make_client();
        calls.emplace(client.compat.calls.stream(hundreds()));
        run(take(*calls, 1));
    }
    BOOST_TEST(
        run(rest_of(*calls)) == sids(1, server.count_calls()), boost::test_tools::per_element());
    BOOST_TEST(server.stats().connections_accepted <= 2U);
}

BOOST_AUTO_TEST_SUITE_END()
