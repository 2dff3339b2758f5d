// Watches that outlive outages.

#include "integration/watch_fixture.hpp"

#include <signalwire/api_error.hpp>
#include <signalwire/errc.hpp>
#include <signalwire/log.hpp>
#include <signalwire/request_options.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace compat = signalwire::compat;
namespace sandbox = signalwire::sandbox;
using namespace std::chrono_literals;
using sandbox::fault;
using sandbox::mock_response;
using sandbox::page_mutation;
using signalwire::client_config;
using signalwire::cursor;
using signalwire::request_options;
using signalwire::watch_options;
using signalwire::test::account;
using signalwire::test::call_watch;
using signalwire::test::restless_account;
using signalwire::test::restless_watch;
using signalwire::test::watch_fixture;

namespace
{

watch_options everything()
{
    return watch_options().lookback(std::chrono::hours(24 * 365 * 20)).max_interval(2ms);
}

mock_response bad_token()
{
    return mock_response(400, R"({"code":54453,"message":"Page token is invalid","status":400})");
}

/// A client that does not try again by itself.
void without_retries(client_config& config)
{
    config.retry.max_attempts = 1;
}

mock_response trouble(std::uint64_t kind)
{
    switch (kind)
    {
    case 0: return mock_response(503);
    case 1: return mock_response::disconnect();
    case 2: return mock_response().truncate(700);
    case 3:
    {
        mock_response reset = mock_response().truncate(0);
        reset.reset = true;
        return reset;
    }
    case 4: return mock_response(503).header("Retry-After", "0");
    case 5: return bad_token();
    case 6: return mock_response(401, R"({"code":20003,"message":"Authenticate","status":401})");
    default: return mock_response();
    }
}

struct troubled_account : watch_fixture
{
    troubled_account()
        : watch_fixture(account(100))
    {
    }

    /// Keeps what the client's log says.
    void keep_log(client_config& config)
    {
        config.retry.max_attempts = 1;
        config.log.write = [this](signalwire::log_record const& record) {
            if (record.event.starts_with("watch."))
                log.push_back(to_string(record));
        };
    }

    std::vector<std::string> log;
};

} // namespace

BOOST_AUTO_TEST_SUITE(client_watch_outage)

BOOST_AUTO_TEST_CASE(faults_lose_and_repeat_nothing)
{
    // How much happens before a watch has seen all is up to the machine: one may meet no 401.
    std::size_t errors = 0;
    for (std::uint64_t seed = 1; seed <= 12; ++seed)
    {
        restless_watch watched(restless_account(seed), seed);
        auto client = watched.make_client(without_retries);
        auto const make = [&](watch_options const& how) {
            return client.compat.calls.watch(compat::call_filter().page_size(25), 1ms, how);
        };
        call_watch calls = make(everything());
        watched.go_on(calls, [&] {
            if (watched.server.queued_responses() == 0 && watched.below(3) == 0)
                watched.server.enqueue(trouble(watched.below(9)));
            std::optional<compat::call> call = watched.next(calls, 2000);
            if (watched.below(10) == 0)
            {
                std::string const position = calls.cursor().to_string();
                calls = make(everything().resume_from(cursor::from_string(position)));
            }
            return call;
        });
        errors += watched.errors;
    }
    BOOST_TEST(errors > 0U, "a 401 is no outage");
}

BOOST_FIXTURE_TEST_CASE(watch_logs_and_survives_transient_failure, troubled_account)
{
    auto client = make_client([this](client_config& config) { keep_log(config); });
    auto calls =
        client.compat.calls.watch(compat::call_filter().page_size(1000), 1ms, everything());
    server.enqueue(mock_response::disconnect());
    server.enqueue(mock_response(503));
    auto const next = begin(calls, 4);
    server.add_calls();
    BOOST_TEST((finish(next) == server.call_at(0)));
    BOOST_TEST_REQUIRE(log.size() == 3U);
    BOOST_TEST(log[0].starts_with("warning watch.interrupted"), log[0]);
    BOOST_TEST(log[0].find("failures=1 delay_ms=2") != std::string::npos, log[0]);
    BOOST_TEST(log[1].find("503") != std::string::npos, log[1]);
    BOOST_TEST(log[1].find("failures=2") != std::string::npos, log[1]);
    BOOST_TEST(log[2].starts_with("info watch.resumed"), log[2]);
    BOOST_TEST(log[2].find("failures=2") != std::string::npos, log[2]);
}

BOOST_FIXTURE_TEST_CASE(watch_requests_use_options, troubled_account)
{
    auto client = make_client([this](client_config& config) {
        keep_log(config);
        config.retry.max_attempts = 3;
    });
    watch_options const once = everything().request(request_options().max_attempts(1));
    auto calls = client.compat.calls.watch(compat::call_filter().page_size(1000), 1ms, once);
    server.enqueue(mock_response(503));
    auto const next = begin(calls, 3);
    server.add_calls();
    BOOST_TEST((finish(next) == server.call_at(0)));
    BOOST_TEST(client.stats().retries == 0U);
    BOOST_TEST_REQUIRE(log.size() == 2U);
    BOOST_TEST(log[0].starts_with("warning watch.interrupted"), log[0]);
}

BOOST_FIXTURE_TEST_CASE(watch_waits_for_requested_delay, troubled_account)
{
    auto client = make_client([this](client_config& config) { keep_log(config); });
    auto calls =
        client.compat.calls.watch(compat::call_filter().page_size(1000), 1ms, everything());
    server.enqueue(mock_response(503).header("Retry-After", "120"));
    auto const next = start(calls);
    BOOST_TEST_REQUIRE(run_until([&] { return !log.empty(); }));
    BOOST_TEST(log[0].find("delay_ms=120000") != std::string::npos, log[0]);
    next->signal.emit(boost::asio::cancellation_type::total);
    run_context();
    BOOST_TEST(next->aborted());
    BOOST_TEST(server.stats().requests_received == 1U);
}

BOOST_FIXTURE_TEST_CASE(poll_resumes_with_failed_page, troubled_account)
{
    auto client = make_client(without_retries);
    auto calls = client.compat.calls.watch(compat::call_filter().page_size(40), 1ms, everything());
    server.enqueue(mock_response());
    server.enqueue(mock_response(503));
    auto const next = begin(calls, 5);
    server.add_calls();
    finish(next);
    std::vector<std::string> const targets = server.recent_request_targets();
    BOOST_TEST(targets[1].find("Page=1&") != std::string::npos, targets[1]);
    BOOST_TEST(targets[2] == targets[1]);
    BOOST_TEST(targets[3].find("Page=2&") != std::string::npos, targets[3]);
}

BOOST_FIXTURE_TEST_CASE(expired_page_token_restarts_poll, troubled_account)
{
    auto client = make_client(without_retries);
    auto calls = client.compat.calls.watch(compat::call_filter().page_size(40), 1ms, everything());
    auto next = begin(calls, 6);
    // Wherever the watch is just now, one of two requests has a token.
    server.inject(fault(mock_response().mutate_page(page_mutation::expired_token)).times(2));
    BOOST_TEST(run_until([&] { return server.stats().faults_injected == 2; }));
    BOOST_TEST(server.stats().responses_4xx >= 1U);
    server.add_calls();
    server.update_call(90);
    // A poll that is past its first page sees the change first.
    std::optional<compat::call> const one = finish(next);
    std::optional<compat::call> const other = run(calls.next());
    compat::call const arrived = server.call_at(0);
    compat::call const changed = server.call_at(90);
    BOOST_TEST(((one == arrived && other == changed) || (one == changed && other == arrived)));
}

BOOST_FIXTURE_TEST_CASE(permanent_failure_is_thrown_and_watch_resumes, troubled_account)
{
    auto client = make_client(without_retries);
    auto calls =
        client.compat.calls.watch(compat::call_filter().page_size(1000), 1ms, everything());
    auto next = begin(calls, 2);
    server.add_calls();
    finish(next);
    for (int status : {401, 403, 404, 422})
    {
        server.enqueue(mock_response(status));
        BOOST_CHECK_EXCEPTION(
            run(calls.next()), signalwire::api_error, [&](signalwire::api_error const& error) {
                return error.status() == status && error.cursor() == calls.cursor();
            });
    }
    server.enqueue(mock_response(200, R"({"calls": 7})"));
    BOOST_CHECK_THROW(run(calls.next()), signalwire::protocol_error);
    server.update_call(50);
    BOOST_TEST((run(calls.next()) == server.call_at(50)));
}

BOOST_AUTO_TEST_SUITE_END()
