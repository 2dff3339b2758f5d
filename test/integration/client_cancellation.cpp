#include "support/held_name.hpp"
#include "support/hostile_server.hpp"
#include "support/sandbox_fixture.hpp"
#include "support/streams.hpp"
#include "support/timed_list.hpp"

#include <signalwire/take.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>

#include <netdb.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <future>
#include <string>
#include <thread>
#include <vector>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using namespace std::chrono_literals;
using signalwire::request_options;
using signalwire::sandbox::mock_response;
using signalwire::test::held_name;
using signalwire::test::hostile_server;
using signalwire::test::silence;
using signalwire::test::timed_list;

namespace
{

struct cancellation_fixture : signalwire::test::sandbox_fixture
{
    /// Cancels a list of `client` in each way, as soon as `moment` tells another number than it did
    /// when the list began.
    template <class Moment>
    void cancel_in_each_way(signalwire::rest_client& client, Moment moment)
    {
        for (auto const how :
             {asio::cancellation_type::terminal, asio::cancellation_type::partial,
              asio::cancellation_type::total})
        {
            cancel(client, how, moment);
            BOOST_TEST(client.stats().connections_in_use == 0U);
            BOOST_TEST(client.stats().pending_acquires == 0U);
        }
    }

    template <class Moment>
    void cancel(signalwire::rest_client& client, asio::cancellation_type how, Moment moment)
    {
        BOOST_TEST_CONTEXT("type of cancellation " << static_cast<int>(how))
        {
            auto const before = moment();
            std::uint64_t const cancelled = client.stats().operations_cancelled;
            timed_list list(context, client);
            list.run_until([&] { return moment() != before; });
            list.cancel(how);
            list.run_until_due(0ms);
            BOOST_TEST(list.aborted());
            BOOST_TEST(client.stats().operations_cancelled == cancelled + 1);
        }
    }

    /// Cancels lists of a server that falls silent, each way; afterwards it serves as ever.
    void cancel_at(silence where)
    {
        hostile_server hostile;
        signalwire::rest_client client(context.get_executor(), hostile.client_config());
        hostile.fall_silent(where);
        cancel_in_each_way(client, [&] { return hostile.silent_connections(); });
        hostile.recover();
        check_usable(client);
        BOOST_TEST(client.stats().connections_opened == (where < silence::before_answer ? 1U : 4U));
    }

    /// Cancels the warming of connections that a server leaves hanging, each way. All that could
    /// end it otherwise takes an hour.
    void cancel_warming_at(silence where)
    {
        hostile_server hostile;
        signalwire::client_config config = hostile.client_config();
        for (auto* const limit :
             {&config.timeouts.connect, &config.timeouts.handshake, &config.timeouts.attempt,
              &config.timeouts.total})
            *limit = 1h;
        signalwire::rest_client client(context.get_executor(), config);
        hostile.fall_silent(where);
        auto const hanging = [&] {
            return where == silence::before_accepting ? client.stats().connections_in_use
                                                      : hostile.silent_connections();
        };
        for (auto const how :
             {asio::cancellation_type::terminal, asio::cancellation_type::partial,
              asio::cancellation_type::total})
        {
            std::size_t const before = hanging();
            cancel_warming(client, how, [&] { return hanging() == before + 3; });
            BOOST_TEST(client.stats().connections_in_use == 0U);
            BOOST_TEST(client.stats().connections_idle == 0U);
        }
        hostile.recover();
        run(client.warm_up(3));
        BOOST_TEST(client.stats().connections_idle == 3U);
        BOOST_TEST(client.stats().connections_opened == 3U);
    }

    template <class Predicate>
    void cancel_warming(
        signalwire::rest_client& client, asio::cancellation_type how, Predicate there)
    {
        asio::cancellation_signal signal;
        std::future<void> warmed = asio::co_spawn(
            context, accept_all_kinds(client),
            asio::bind_cancellation_slot(signal.slot(), asio::use_future));
        BOOST_TEST_REQUIRE(run_until(there));
        signal.emit(how);
        run_context();
        BOOST_CHECK_EXCEPTION(warmed.get(), boost::system::system_error, [](auto const& error) {
            return error.code() == asio::error::operation_aborted;
        });
    }

    /// Coroutines hear of terminal cancellation only, unless they say otherwise.
    static asio::awaitable<void> accept_all_kinds(signalwire::rest_client& client)
    {
        co_await asio::this_coro::reset_cancellation_state(asio::enable_total_cancellation());
        co_await client.warm_up(3);
    }

    void check_usable(signalwire::rest_client& client)
    {
        run(client.compat.calls.list());
        BOOST_TEST(client.stats().connections_in_use == 0U);
        BOOST_TEST(client.stats().connections_idle == 1U);
        BOOST_TEST(run(client.compat.calls.list()).page_size == 50);
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_cancellation, cancellation_fixture)

BOOST_AUTO_TEST_CASE(a_list_that_waits_for_a_connection_can_be_cancelled)
{
    auto client = make_client([](auto& config) { config.pool.max_connections = 1; });
    server.enqueue(mock_response().with_delay(30s));
    timed_list first(context, client);
    first.run_until([&] { return server.stats().requests_received == 1U; });
    for (auto const how :
         {asio::cancellation_type::terminal, asio::cancellation_type::partial,
          asio::cancellation_type::total})
    {
        cancel(client, how, [&] { return client.stats().pending_acquires; });
        BOOST_TEST(client.stats().pending_acquires == 0U);
        BOOST_TEST(client.stats().connections_in_use == 1U);
    }
    first.cancel(asio::cancellation_type::total);
    first.run_until_due(0ms);
    BOOST_TEST(first.aborted());
    check_usable(client);
}

BOOST_AUTO_TEST_CASE(a_list_that_waits_for_the_name_service_can_be_cancelled)
{
    held_name name("localhost");
    auto client = make_client(
        [this](auto& config) { config.host = "localhost:" + std::to_string(server.port()); });
    for (auto const how :
         {asio::cancellation_type::terminal, asio::cancellation_type::partial,
          asio::cancellation_type::total})
    {
        cancel(client, how, [&] { return name.questions(); });
        BOOST_TEST(client.stats().connections_in_use == 0U);
        // Until the question is answered, the next one is not asked.
        name.refuse(EAI_AGAIN);
        run_context();
        name.hold();
    }
    name.answer("127.0.0.1");
    check_usable(client);
}

BOOST_AUTO_TEST_CASE(a_list_that_connects_can_be_cancelled)
{
    hostile_server hostile;
    signalwire::rest_client client(context.get_executor(), hostile.client_config());
    hostile.fall_silent(silence::before_accepting);
    cancel_in_each_way(client, [&] { return client.stats().connections_in_use; });
    hostile.recover();
    check_usable(client);
}

BOOST_AUTO_TEST_CASE(a_list_can_be_cancelled_before_the_server_says_hello)
{
    cancel_at(silence::before_hello);
}

BOOST_AUTO_TEST_CASE(a_list_can_be_cancelled_within_the_hello_of_the_server)
{
    cancel_at(silence::within_hello);
}

BOOST_AUTO_TEST_CASE(a_list_that_waits_for_its_answer_can_be_cancelled)
{
    cancel_at(silence::before_answer);
}

BOOST_AUTO_TEST_CASE(a_list_can_be_cancelled_within_the_header)
{
    cancel_at(silence::within_header);
}

BOOST_AUTO_TEST_CASE(a_list_can_be_cancelled_within_the_body)
{
    cancel_at(silence::within_body);
}

BOOST_AUTO_TEST_CASE(a_list_that_pauses_between_attempts_can_be_cancelled)
{
    auto client = make_client();
    for (int i = 0; i < 3; ++i)
        server.enqueue(mock_response(503).header("Retry-After", "30"));
    cancel_in_each_way(client, [&] { return client.stats().retries; });
    check_usable(client);
    BOOST_TEST(client.stats().connections_opened == 1U);
}

BOOST_AUTO_TEST_CASE(a_future_is_told_of_the_cancellation)
{
    auto client = make_client();
    server.enqueue(mock_response().with_delay(30s));
    asio::cancellation_signal signal;
    std::future<compat::call_page> page = client.compat.calls.list(
        compat::call_filter(), request_options(),
        asio::bind_cancellation_slot(signal.slot(), asio::use_future));
    BOOST_TEST_REQUIRE(run_until([&] { return server.stats().requests_received == 1U; }));
    signal.emit(asio::cancellation_type::total);
    run_context();
    BOOST_CHECK_EXCEPTION(page.get(), boost::system::system_error, [](auto const& error) {
        return error.code() == asio::error::operation_aborted;
    });
    BOOST_TEST(client.stats().operations_cancelled == 1U);
    check_usable(client);
}

BOOST_AUTO_TEST_CASE(a_list_that_is_cancelled_at_once_sends_nothing)
{
    auto client = make_client();
    for (auto const how :
         {asio::cancellation_type::terminal, asio::cancellation_type::partial,
          asio::cancellation_type::total})
    {
        timed_list list(context, client);
        list.cancel(how);
        list.run_until_due(0ms);
        BOOST_TEST(list.aborted());
    }
    BOOST_TEST(server.stats().requests_received == 0U);
    BOOST_TEST(client.stats().operations_cancelled == 3U);
    check_usable(client);
}

BOOST_AUTO_TEST_CASE(what_fails_or_runs_out_of_time_does_not_count_as_cancelled)
{
    auto client = make_client([](auto& config) { config.retry.max_attempts = 1; });
    server.enqueue(mock_response(503));
    BOOST_CHECK_THROW(run(client.compat.calls.list()), signalwire::api_error);
    server.enqueue(mock_response().with_delay(1h));
    BOOST_CHECK_THROW(
        run(client.compat.calls.list({}, request_options().total_timeout(1ms))),
        signalwire::timeout_error);
    BOOST_TEST(client.stats().attempts_timed_out == 1U);
    BOOST_TEST(client.stats().operations_cancelled == 0U);
}

BOOST_AUTO_TEST_CASE(the_stream_of_a_take_that_is_cancelled_goes_on_behind_what_was_dropped)
{
    auto client = make_client();
    auto calls = client.compat.calls.stream(
        compat::call_filter().page_size(100), signalwire::stream_options().prefetch_pages(0));
    BOOST_TEST((run(signalwire::test::take(calls, 30)) == sids(0, 30)));
    signalwire::cursor const before = calls.cursor();
    server.enqueue(mock_response());
    server.enqueue(mock_response().with_delay(1h));
    asio::cancellation_signal signal;
    std::future<std::vector<compat::call>> taken = asio::co_spawn(
        context, signalwire::take(calls, 500),
        asio::bind_cancellation_slot(signal.slot(), asio::use_future));
    BOOST_TEST_REQUIRE(run_until([&] { return server.stats().requests_received == 3U; }));
    signal.emit(asio::cancellation_type::terminal);
    run_context();
    BOOST_CHECK_EXCEPTION(taken.get(), signalwire::error, [&](auto const& error) {
        BOOST_TEST((error.cursor() == before));
        return error.code() == asio::error::operation_aborted;
    });
    BOOST_TEST(client.stats().operations_cancelled == 1U);
    BOOST_TEST(
        run(signalwire::test::rest_of(calls)) == sids(200, server.count_calls()),
        boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(warming_can_be_cancelled_while_it_connects)
{
    cancel_warming_at(silence::before_accepting);
}

BOOST_AUTO_TEST_CASE(warming_can_be_cancelled_before_the_server_says_hello)
{
    cancel_warming_at(silence::before_hello);
}

BOOST_AUTO_TEST_CASE(warming_can_be_cancelled_within_the_hello_of_the_server)
{
    cancel_warming_at(silence::within_hello);
}

// The rule of the guides about threads; ThreadSanitizer judges it.
BOOST_AUTO_TEST_CASE(other_threads_can_cancel_through_the_strand_of_the_handler)
{
    std::atomic<int> ended = 0;
    for (int round = 0; round != 20; ++round)
    {
        asio::thread_pool pool(3);
        signalwire::rest_client client(pool, make_config());
        auto const strand = asio::make_strand(pool);
        asio::cancellation_signal stop;
        auto const on_end = [&](std::exception_ptr const&, compat::call_page const&) { ++ended; };
        asio::post(strand, [&] {
            client.compat.calls.list(
                asio::bind_cancellation_slot(stop.slot(), asio::bind_executor(strand, on_end)));
        });
        // At another moment each time: every one is right.
        std::this_thread::sleep_for(round * 500us);
        asio::post(strand, [&] { stop.emit(asio::cancellation_type::terminal); });
        pool.join();
    }
    BOOST_TEST(ended == 20);
}

BOOST_AUTO_TEST_SUITE_END()
