#include "support/sandbox_fixture.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <cstddef>
#include <future>
#include <string>
#include <string_view>
#include <vector>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using namespace std::chrono_literals;
using signalwire::retry_stop_reason;
using signalwire::sandbox::mock_response;

BOOST_FIXTURE_TEST_SUITE(client_resilience, signalwire::test::sandbox_fixture)

namespace
{

mock_response too_many(std::string const& retry_after)
{
    return mock_response(429, R"({"code":20429,"message":"slow down","status":429})")
        .header("Retry-After", retry_after);
}

auto stopped_by(retry_stop_reason reason)
{
    return [reason](signalwire::error const& error) {
        BOOST_TEST(error.retry_stop_reason() == reason, error.what());
        return true;
    };
}

} // namespace

BOOST_AUTO_TEST_CASE(errors_say_why_there_was_no_other_attempt)
{
    auto client = make_client([](auto& config) { config.retry.max_attempts = 2; });
    server.enqueue(mock_response(404));
    BOOST_CHECK_EXCEPTION(
        run(client.compat.calls.list()), signalwire::api_error,
        stopped_by(retry_stop_reason::permanent));
    server.enqueue(mock_response(503));
    server.enqueue(mock_response(503));
    BOOST_CHECK_EXCEPTION(
        run(client.compat.calls.list()), signalwire::api_error,
        stopped_by(retry_stop_reason::max_attempts_reached));
    server.enqueue(mock_response(503).header("Retry-After", "3600"));
    BOOST_CHECK_EXCEPTION(
        run(client.compat.calls.list()), signalwire::api_error,
        stopped_by(retry_stop_reason::deadline));
}

BOOST_AUTO_TEST_CASE(an_outage_uses_up_the_budget_of_all_operations)
{
    auto client = make_client([](auto& config) {
        config.retry.max_attempts = 3;
        config.retry.budget = 3;
    });
    for (int i = 0; i < 5; ++i)
        server.enqueue(mock_response(503));
    BOOST_CHECK_EXCEPTION(
        run(client.compat.calls.list()), signalwire::api_error,
        stopped_by(retry_stop_reason::max_attempts_reached));
    BOOST_CHECK_EXCEPTION(
        run(client.compat.calls.list()), signalwire::api_error, [](signalwire::error const& error) {
            return error.retry_stop_reason() == retry_stop_reason::budget_exhausted
                && error.attempts() == 2
                && std::string(error.what()).find("retry.budget") != std::string::npos;
        });
    BOOST_TEST(client.stats().retries == 3U);
    BOOST_TEST(client.stats().retries_over_budget == 1U);

    // Two successes earn a retry.
    run(client.compat.calls.list());
    run(client.compat.calls.list());
    server.enqueue(mock_response(503));
    BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
}

BOOST_AUTO_TEST_CASE(the_statuses_that_are_tried_again_can_be_chosen)
{
    auto client = make_client([](auto& config) { config.retry.retryable_statuses = {418}; });
    server.enqueue(mock_response(418));
    BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
    server.enqueue(mock_response(503));
    BOOST_CHECK_THROW(run(client.compat.calls.list()), signalwire::api_error);
}

BOOST_AUTO_TEST_CASE(failures_of_the_transport_need_not_be_tried_again)
{
    auto client = make_client([](auto& config) { config.retry.retry_transport_errors = false; });
    server.enqueue(mock_response().truncate(10));
    BOOST_CHECK_EXCEPTION(
        run(client.compat.calls.list()), signalwire::protocol_error,
        stopped_by(retry_stop_reason::permanent));
    BOOST_TEST(client.stats().retries == 0U);
}

BOOST_AUTO_TEST_CASE(a_429_holds_back_every_operation_of_the_client)
{
    auto client = make_client([](auto& config) {
        config.pool.max_connections = 1;
        config.timeouts.total = 1min;
    });
    // Nobody may send for longer than any operation may take: all that come fail at once.
    server.enqueue(too_many("3600"));
    BOOST_CHECK_EXCEPTION(
        run(client.compat.calls.list()), signalwire::api_error,
        stopped_by(retry_stop_reason::deadline));
    auto const requests = server.stats().requests_received;
    for (auto const total : {1s, 60s})
    {
        // Before a minute is over, the API would be asked again, but to no avail.
        auto const options = signalwire::request_options().total_timeout(total);
        BOOST_CHECK_EXCEPTION(
            run(client.compat.calls.list({}, options)), signalwire::error, [](auto const& error) {
                return error.code() == signalwire::errc::retry_after_too_long
                    && std::string(error.what()).find("rate limited by the API")
                    != std::string::npos;
            });
    }
    BOOST_TEST(server.stats().requests_received == requests);
}

BOOST_AUTO_TEST_CASE(whoever_is_held_back_is_served_in_order_afterwards)
{
    auto client = make_client([](auto& config) { config.pool.max_connections = 1; });
    server.enqueue(mock_response(429)); // without Retry-After a pause of our own
    std::vector<std::future<compat::call_page>> pages;
    for (int size = 1; size <= 5; ++size)
        pages.push_back(
            client.compat.calls.list(compat::call_filter().page_size(size), {}, asio::use_future));
    run_context();
    for (std::size_t i = 0; i < pages.size(); ++i)
        BOOST_TEST(pages[i].get().size() == i + 1);
    BOOST_TEST(client.stats().requests_sent == 6U);
    BOOST_TEST(client.stats().retries == 1U);
}

BOOST_AUTO_TEST_CASE(a_rate_of_our_own_is_kept)
{
    auto client = make_client([](auto& config) {
        config.rate_limit.requests_per_second = 20;
        config.rate_limit.burst = 2;
    });
    // Lists take their time, too: only those that are asked for at once show who held them back.
    std::vector<std::future<compat::call_page>> pages;
    for (int i = 0; i < 4; ++i)
        pages.push_back(client.compat.calls.list({}, {}, asio::use_future));
    auto const begin = std::chrono::steady_clock::now();
    run_context();
    BOOST_TEST((std::chrono::steady_clock::now() - begin >= 100ms));
    BOOST_TEST((pages.front().get().timeline.queue == 0ns));
    BOOST_TEST((pages.back().get().timeline.queue > 0ns));
}

BOOST_AUTO_TEST_CASE(no_more_requests_are_under_way_than_allowed)
{
    auto client = make_client([](auto& config) { config.rate_limit.max_in_flight = 2; });
    std::vector<std::future<compat::call_page>> pages;
    for (int i = 0; i < 10; ++i)
        pages.push_back(client.compat.calls.list({}, {}, asio::use_future));
    run_context();
    for (auto& page : pages)
        BOOST_TEST(page.get().size() == 50U);
    BOOST_TEST(client.stats().connections_opened <= 2U);
}

BOOST_AUTO_TEST_CASE(waiting_for_the_rate_can_be_cancelled_and_loses_no_turn)
{
    auto client = make_client([](auto& config) {
        config.rate_limit.requests_per_second = 1;
        config.rate_limit.burst = 1;
    });
    // Later, the first list would take so long that the next need not wait.
    run(client.warm_up());
    run(client.compat.calls.list());
    asio::cancellation_signal signal;
    std::exception_ptr cancelled;
    client.compat.calls.list(
        {}, {},
        asio::bind_cancellation_slot(
            signal.slot(), [&](std::exception_ptr failure, compat::call_page) {
                cancelled = std::move(failure);
            }));
    auto next = client.compat.calls.list({}, {}, asio::use_future);
    context.restart();
    context.poll();
    signal.emit(asio::cancellation_type::total);
    run_context();
    BOOST_CHECK_EXCEPTION(
        std::rethrow_exception(cancelled), boost::system::system_error,
        [](auto const& error) { return error.code() == asio::error::operation_aborted; });
    BOOST_TEST(next.get().size() == 50U);
    BOOST_TEST(client.stats().requests_sent == 2U);
}

BOOST_AUTO_TEST_CASE(waiting_for_the_rate_has_the_deadline_of_the_operation)
{
    auto client = make_client([](auto& config) { config.rate_limit.requests_per_second = 0.001; });
    run(client.compat.calls.list());
    auto const soon = signalwire::request_options().total_timeout(50ms);
    BOOST_CHECK_EXCEPTION(
        run(client.compat.calls.list({}, soon)), signalwire::timeout_error, [](auto const& error) {
            return error.phase() == signalwire::phase::rate_limit
                && error.scope() == signalwire::timeout_scope::total
                && error.retry_stop_reason() == retry_stop_reason::deadline;
        });
}

BOOST_AUTO_TEST_CASE(more_waiters_for_the_rate_than_allowed_are_refused_at_once)
{
    auto client = make_client([](auto& config) {
        config.rate_limit.max_in_flight = 1;
        config.pool.max_waiters = 2;
    });
    std::vector<std::future<compat::call_page>> pages;
    for (int i = 0; i < 5; ++i)
        pages.push_back(client.compat.calls.list({}, {}, asio::use_future));
    run_context();
    for (std::size_t i = 0; i < 3; ++i)
        BOOST_TEST(pages[i].get().size() == 50U);
    for (std::size_t i = 3; i < 5; ++i)
    {
        BOOST_CHECK_EXCEPTION(pages[i].get(), signalwire::error, [](auto const& error) {
            return error.code() == signalwire::errc::too_many_waiters && error.attempts() == 0
                && std::string_view(error.what()).find("rate_limit") != std::string_view::npos;
        });
    }
    BOOST_TEST(client.stats().requests_sent == 3U);
}

BOOST_AUTO_TEST_CASE(every_request_has_an_id_of_our_own)
{
    auto client = make_client([](auto& config) { config.retry.max_attempts = 1; });
    std::string ids[2];
    for (std::string& id : ids)
    {
        server.enqueue(mock_response::disconnect());
        server.enqueue(mock_response::disconnect());
        BOOST_CHECK_EXCEPTION(
            run(client.compat.calls.list()), signalwire::transport_error, [&](auto const& error) {
                id = error.client_request_id();
                return std::string(error.what()).find(id) != std::string::npos;
            });
        BOOST_TEST(id.size() > 32U);
    }
    BOOST_TEST(ids[0] != ids[1]);
}

BOOST_AUTO_TEST_CASE(deviations_are_counted_by_member)
{
    auto client = make_client();
    server.enqueue(mock_response(
        200,
        R"({"uri":"","first_page_uri":"","next_page_uri":null,"previous_page_uri":null,)"
        R"("page":"0","page_size":50,"calls":[],"novelty":1})"));
    run(client.compat.calls.list());
    auto const stats = client.stats();
    BOOST_TEST(stats.deviations == 2U);
    BOOST_TEST(stats.deviations_by_member.at("$.page") == 1U);
    BOOST_TEST(stats.deviations_by_member.at("$.novelty") == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
