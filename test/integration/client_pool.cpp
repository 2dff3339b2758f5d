#include "support/aborted.hpp"
#include "support/sandbox_fixture.hpp"
#include "support/timed_list.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using namespace std::chrono_literals;
using signalwire::request_options;
using signalwire::sandbox::mock_response;
using signalwire::test::is_aborted;
using signalwire::test::sandbox_fixture;
using signalwire::test::timed_list;

BOOST_FIXTURE_TEST_SUITE(client_pool, sandbox_fixture)

BOOST_AUTO_TEST_CASE(many_lists_share_few_connections)
{
    auto client = make_client([](auto& config) { config.pool.max_connections = 4; });
    int served = 0;
    for (int i = 0; i < 200; ++i)
    {
        client.compat.calls.list(
            compat::call_filter().page_size(1), request_options(),
            [&](std::exception_ptr failure, compat::call_page const& page) {
                BOOST_TEST(!failure);
                BOOST_TEST(page.size() == 1U);
                ++served;
            });
    }
    run_context();
    BOOST_TEST(served == 200);
    BOOST_TEST(server.stats().connections_accepted == 4U);
    BOOST_TEST(client.stats().connections_opened == 4U);
    BOOST_TEST(client.stats().connections_reused == 196U);
    BOOST_TEST(client.stats().connections_idle == 4U);
    BOOST_TEST(client.stats().connections_in_use == 0U);
}

BOOST_AUTO_TEST_CASE(who_waits_for_a_connection_is_served_in_order)
{
    auto client = make_client([](auto& config) { config.pool.max_connections = 1; });
    std::vector<int> order;
    std::vector<int> expected;
    for (int i = 0; i < 100; ++i)
    {
        client.compat.calls.list(
            compat::call_filter().page_size(1), request_options(),
            [&order, i](std::exception_ptr failure, compat::call_page const&) {
                BOOST_TEST(!failure);
                order.push_back(i);
            });
        expected.push_back(i);
    }
    run_context();
    BOOST_TEST(order == expected, boost::test_tools::per_element());
    BOOST_TEST(server.stats().connections_accepted == 1U);
}

BOOST_AUTO_TEST_CASE(an_idle_client_leaves_no_work_on_its_executor)
{
    auto client = make_client();
    run(client.compat.calls.list());
    BOOST_TEST(client.stats().connections_idle == 1U);
    context.restart();
    BOOST_TEST(context.run() == 0U);
}

BOOST_AUTO_TEST_CASE(an_operation_without_a_free_connection_runs_into_its_deadline)
{
    auto client = make_client([](auto& config) { config.pool.max_connections = 1; });
    server.enqueue(mock_response().with_delay(20s));
    timed_list slow(context, client);
    std::exception_ptr failure;
    client.compat.calls.list(
        compat::call_filter(), request_options().total_timeout(50ms),
        [&](std::exception_ptr why, compat::call_page const&) { failure = why; });
    slow.run_until([&] { return failure != nullptr; });
    BOOST_CHECK_EXCEPTION(
        std::rethrow_exception(failure), signalwire::timeout_error, [](auto const& error) {
            return error.phase() == signalwire::phase::acquire && error.attempts() == 0;
        });
    slow.cancel(asio::cancellation_type::total);
    run_context();
    BOOST_TEST(slow.aborted());
}

BOOST_AUTO_TEST_CASE(more_waiters_than_allowed_are_refused_at_once)
{
    auto client = make_client([](auto& config) {
        config.pool.max_connections = 1;
        config.pool.max_waiters = 2;
    });
    int served = 0;
    int refused = 0;
    for (int i = 0; i < 5; ++i)
    {
        client.compat.calls.list(
            compat::call_filter().page_size(1), request_options(),
            [&](std::exception_ptr failure, compat::call_page const&) {
                (failure ? refused : served) += 1;
                if (failure)
                {
                    BOOST_CHECK_EXCEPTION(
                        std::rethrow_exception(failure), signalwire::error, [](auto const& error) {
                            return error.code() == signalwire::errc::too_many_waiters;
                        });
                }
            });
    }
    run_context();
    BOOST_TEST(served == 3);
    BOOST_TEST(refused == 2);
}

BOOST_AUTO_TEST_CASE(a_cancelled_waiter_leaves_at_once_and_loses_no_slot)
{
    auto client = make_client([](auto& config) { config.pool.max_connections = 1; });
    server.enqueue(mock_response().with_delay(20s));
    timed_list slow(context, client);
    timed_list waiter(context, client);
    auto last =
        client.compat.calls.list(compat::call_filter(), request_options(), asio::use_future);
    waiter.run_until([&] {
        return client.stats().pending_acquires == 2 && server.stats().requests_received == 1;
    });
    waiter.cancel(asio::cancellation_type::total);
    waiter.run_until_due(0ms);
    BOOST_TEST(waiter.aborted());
    BOOST_TEST(client.stats().pending_acquires == 1U);
    slow.cancel(asio::cancellation_type::total);
    run_context();
    BOOST_TEST(slow.aborted());
    BOOST_TEST(last.get().size() == 50U);
    BOOST_TEST(client.stats().connections_idle == 1U);
}

BOOST_AUTO_TEST_CASE(a_timed_out_exchange_closes_its_connection)
{
    auto client = make_client();
    run(client.compat.calls.list());
    server.enqueue(mock_response().with_delay(20s));
    BOOST_CHECK_THROW(
        run(client.compat.calls.list(compat::call_filter(), request_options().total_timeout(50ms))),
        signalwire::timeout_error);
    BOOST_TEST(client.stats().connections_idle == 0U);
    BOOST_TEST(client.stats().connections_in_use == 0U);
    BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
    BOOST_TEST(client.stats().connections_opened == 2U);
}

BOOST_AUTO_TEST_CASE(a_connection_that_the_server_closes_is_not_used_again)
{
    auto client = make_client();
    server.enqueue(mock_response().header("Connection", "close"));
    run(client.compat.calls.list());
    BOOST_TEST(client.stats().connections_idle == 0U);
    run(client.compat.calls.list());
    BOOST_TEST(client.stats().connections_opened == 2U);
    BOOST_TEST(client.stats().retries == 0U);
}

BOOST_AUTO_TEST_CASE(a_connection_that_died_while_idle_costs_no_attempt)
{
    auto client = make_client([](auto& config) { config.retry.max_attempts = 1; });
    run(client.compat.calls.list());
    // The request meets a connection that ends without a byte, as one does that the server closed
    // at that very moment.
    server.enqueue(mock_response::disconnect());
    BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
    BOOST_TEST(client.stats().retries == 0U);
    BOOST_TEST(client.stats().connections_opened == 2U);
}

BOOST_AUTO_TEST_CASE(a_connection_past_its_time_is_replaced)
{
    auto client = make_client([](auto& config) { config.pool.max_lifetime = 1ms; });
    // By the time of its answer the connection is older than it may get.
    server.enqueue(mock_response().with_delay(5ms));
    run(client.compat.calls.list());
    BOOST_TEST(client.stats().connections_idle == 0U);
    run(client.compat.calls.list());
    BOOST_TEST(client.stats().connections_reused == 0U);
    BOOST_TEST(client.stats().connections_opened == 2U);
}

BOOST_AUTO_TEST_CASE(shutdown_lets_running_operations_finish)
{
    auto client = make_client();
    server.enqueue(mock_response().with_delay(100ms));
    auto page =
        client.compat.calls.list(compat::call_filter(), request_options(), asio::use_future);
    run(client.shutdown());
    BOOST_TEST(page.get().size() == 50U);
    BOOST_TEST(client.stats().connections_idle == 0U);
    BOOST_TEST(client.stats().connections_in_use == 0U);
    BOOST_CHECK_EXCEPTION(
        run(client.compat.calls.list()), signalwire::error,
        [](auto const& error) { return error.code() == signalwire::errc::shut_down; });
}

BOOST_AUTO_TEST_CASE(shutdown_aborts_what_does_not_finish_in_time)
{
    auto client = make_client();
    server.enqueue(mock_response().with_delay(20s));
    auto page =
        client.compat.calls.list(compat::call_filter(), request_options(), asio::use_future);
    auto const started = std::chrono::steady_clock::now();
    run(client.shutdown(50ms));
    BOOST_TEST((std::chrono::steady_clock::now() - started < 10s));
    BOOST_CHECK_EXCEPTION(page.get(), boost::system::system_error, [](auto const& error) {
        return error.code() == asio::error::operation_aborted;
    });
    BOOST_TEST(client.stats().connections_in_use == 0U);
}

BOOST_AUTO_TEST_CASE(operations_in_flight_outlive_the_client)
{
    server.enqueue(mock_response().with_delay(50ms));
    std::future<compat::call_page> page;
    {
        auto client = make_client();
        page = client.compat.calls.list(compat::call_filter(), request_options(), asio::use_future);
    }
    run_context();
    BOOST_TEST(page.get().size() == 50U);
}

BOOST_AUTO_TEST_CASE(every_type_of_cancellation_ends_a_list_promptly)
{
    auto client = make_client();
    for (auto type :
         {asio::cancellation_type::terminal, asio::cancellation_type::partial,
          asio::cancellation_type::total})
    {
        server.enqueue(mock_response().with_delay(20s));
        asio::cancellation_signal signal;
        std::exception_ptr failure;
        std::uint64_t const seen = server.stats().requests_received;
        client.compat.calls.list(
            compat::call_filter(), request_options(),
            asio::bind_cancellation_slot(
                signal.slot(),
                [&](std::exception_ptr why, compat::call_page const&) { failure = why; }));
        BOOST_TEST_REQUIRE(run_until([&] { return server.stats().requests_received > seen; }));
        signal.emit(type);
        BOOST_TEST_REQUIRE(run_until([&] { return failure != nullptr; }));
        BOOST_TEST(is_aborted(failure));
        BOOST_TEST(client.stats().connections_in_use == 0U);
        BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
    }
}

asio::awaitable<void> list_many(
    signalwire::rest_client& client, int count, std::atomic<int>& listed)
{
    for (int i = 0; i < count; ++i)
    {
        compat::call_page const page =
            co_await client.compat.calls.list(compat::call_filter().page_size(3));
        listed += static_cast<int>(page.size());
    }
}

asio::awaitable<void> stream_all(signalwire::rest_client& client, std::atomic<int>& listed)
{
    auto calls = client.compat.calls.stream(compat::call_filter().page_size(50));
    while (std::optional<compat::call> const call = co_await calls.next())
        ++listed;
}

BOOST_AUTO_TEST_CASE(many_threads_share_a_client)
{
    std::atomic<int> listed = 0;
    asio::thread_pool threads(4);
    signalwire::client_config config = server.client_config();
    config.pool.max_connections = 3;
    {
        signalwire::rest_client client(threads.get_executor(), config);
        std::vector<std::future<void>> done;
        for (int i = 0; i < 16; ++i)
            done.push_back(
                asio::co_spawn(threads, list_many(client, 25, listed), asio::use_future));
        for (int i = 0; i < 4; ++i)
            done.push_back(asio::co_spawn(threads, stream_all(client, listed), asio::use_future));
        for (std::future<void>& one : done)
            one.get();
        BOOST_TEST(client.stats().connections_in_use == 0U);
        BOOST_TEST(client.stats().pending_acquires == 0U);
    }
    threads.join();
    BOOST_TEST(listed == 16 * 25 * 3 + 4 * 1000);
    BOOST_TEST(server.stats().connections_accepted <= 3U);
}

BOOST_AUTO_TEST_SUITE_END()
