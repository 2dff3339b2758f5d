#include "integration/sandbox_client.hpp"
#include "support/held_name.hpp"
#include "support/hostile_server.hpp"
#include "support/sandbox_fixture.hpp"
#include "support/timed_list.hpp"

#include <boost/asio/error.hpp>

#include <cstdint>
#include <string>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using namespace std::chrono_literals;
using signalwire::phase;
using signalwire::request_options;
using signalwire::timeout_scope;
using signalwire::sandbox::mock_response;
using signalwire::test::held_name;
using signalwire::test::hostile_server;
using signalwire::test::silence;
using signalwire::test::timed_list;

namespace
{

/// A limit of a step of an operation.
using step_limit = std::chrono::milliseconds signalwire::timeout_config::*;

/// Whether an answer came too late for another attempt, so that it is the failure.
bool ended_between_attempts(timed_list const& list)
{
    try
    {
        if (list.failure())
            std::rethrow_exception(list.failure());
    }
    catch (signalwire::api_error const& error)
    {
        return error.retry_stop_reason() == signalwire::retry_stop_reason::deadline;
    }
    catch (signalwire::error const&)
    {
        return false;
    }
    return false;
}

signalwire::timeout_error timeout_of(timed_list const& list)
{
    try
    {
        if (list.failure())
            std::rethrow_exception(list.failure());
    }
    catch (signalwire::timeout_error const& error)
    {
        BOOST_TEST_MESSAGE(error.what());
        BOOST_TEST((error.code() == asio::error::timed_out));
        return error;
    }
    throw std::runtime_error("the listing succeeded");
}

/// Calls `round` with a limit, and with longer ones while it says that the machine was too slow to
/// get within it to where the limit is to be met.
template <class Round>
void with_a_limit(Round round)
{
    constexpr std::chrono::milliseconds longest = 5s;
    std::chrono::milliseconds limit = 150ms;
    while (!round(limit))
    {
        BOOST_TEST_REQUIRE((limit < longest));
        limit *= 2;
    }
}

signalwire::client_config with_limit(
    signalwire::client_config config, timeout_scope which, step_limit own,
    std::chrono::milliseconds limit)
{
    config.retry.max_attempts = 1;
    switch (which)
    {
    case timeout_scope::phase: config.timeouts.*own = limit; break;
    case timeout_scope::attempt: config.timeouts.attempt = limit; break;
    case timeout_scope::total: config.timeouts.total = limit; break;
    }
    return config;
}

struct deadlines_fixture : signalwire::test::sandbox_fixture
{
    /// Makes clients of `config` with each of the limits that hold during `step`, its own being
    /// `own`, and has them list what `prepare` has seen to that it does not come.
    template <class Prepare>
    void run_into_each_limit(
        signalwire::client_config const& config, phase step, step_limit own, Prepare prepare)
    {
        for (timeout_scope const which :
             {timeout_scope::phase, timeout_scope::attempt, timeout_scope::total})
        {
            BOOST_TEST_CONTEXT("limit number " << static_cast<int>(which))
            {
                with_a_limit([&](auto limit) {
                    signalwire::rest_client client(
                        context.get_executor(), with_limit(config, which, own, limit));
                    prepare(client);
                    return runs_into(client, which, limit, step);
                });
            }
        }
    }

    /// Lists until `limit` has passed, which is to be in `step`; false when it was before that.
    bool runs_into(
        signalwire::rest_client& client, timeout_scope which, std::chrono::milliseconds limit,
        phase step)
    {
        timed_list list(context, client);
        list.run_until_due(limit);
        auto const error = timeout_of(list);
        BOOST_TEST((error.scope() == which));
        BOOST_TEST(error.last_failure() == "");
        BOOST_TEST(client.stats().connections_in_use == 0U);
        BOOST_TEST(client.stats().connections_idle == 0U);
        if (error.phase() < step)
            return false;
        BOOST_TEST(error.phase() == step);
        return true;
    }

    /// The same for what a server does once it is connected.
    void run_into_each_limit_at(silence where, phase step, step_limit own)
    {
        hostile_server hostile;
        run_into_each_limit(hostile.client_config(), step, own, [&](auto& client) {
            hostile.recover();
            connect(client);
            hostile.fall_silent(where);
        });
    }

    /// Lists, whatever the limits are, so that there is a connection and the limits meet what
    /// follows.
    void connect(signalwire::rest_client& client)
    {
        // Whoever was too slow the last time may have left one under way.
        BOOST_TEST_REQUIRE(
            signalwire::test::eventually([this] { return server.queued_responses() == 0; }));
        run(client.compat.calls.list(
            compat::call_filter(),
            request_options().attempt_timeout(20s).total_timeout(40s).max_attempts(10)));
        BOOST_TEST(client.stats().connections_idle == 1U);
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_deadlines, deadlines_fixture)

BOOST_AUTO_TEST_CASE(a_name_that_is_not_answered_runs_into_each_limit_in_time)
{
    held_name slow("slow.signalwire.test");
    signalwire::client_config config = server.client_config();
    config.host = "slow.signalwire.test";
    run_into_each_limit(config, phase::resolve, &signalwire::timeout_config::resolve, [](auto&) {});
}

BOOST_AUTO_TEST_CASE(a_server_that_does_not_accept_runs_into_each_limit_in_time)
{
    hostile_server hostile;
    hostile.fall_silent(silence::before_accepting);
    run_into_each_limit(
        hostile.client_config(), phase::connect, &signalwire::timeout_config::connect,
        [](auto&) {});
}

BOOST_AUTO_TEST_CASE(a_server_that_accepts_and_is_silent_runs_into_each_limit_in_time)
{
    hostile_server hostile;
    hostile.fall_silent(silence::before_hello);
    run_into_each_limit(
        hostile.client_config(), phase::handshake, &signalwire::timeout_config::handshake,
        [](auto&) {});
}

BOOST_AUTO_TEST_CASE(a_server_that_stops_within_its_hello_runs_into_each_limit_in_time)
{
    hostile_server hostile;
    hostile.fall_silent(silence::within_hello);
    run_into_each_limit(
        hostile.client_config(), phase::handshake, &signalwire::timeout_config::handshake,
        [](auto&) {});
}

BOOST_AUTO_TEST_CASE(a_server_that_never_answers_runs_into_each_limit_in_time)
{
    run_into_each_limit_at(
        silence::before_answer, phase::first_byte, &signalwire::timeout_config::first_byte);
}

BOOST_AUTO_TEST_CASE(a_server_that_stops_within_the_header_runs_into_each_limit_in_time)
{
    run_into_each_limit_at(
        silence::within_header, phase::between_bytes, &signalwire::timeout_config::between_bytes);
}

BOOST_AUTO_TEST_CASE(a_server_that_stops_within_the_body_runs_into_each_limit_in_time)
{
    run_into_each_limit_at(
        silence::within_body, phase::between_bytes, &signalwire::timeout_config::between_bytes);
}

BOOST_AUTO_TEST_CASE(a_byte_a_second_runs_into_each_limit_in_time)
{
    run_into_each_limit(
        server.client_config(), phase::between_bytes, &signalwire::timeout_config::between_bytes,
        [&](auto& client) {
            connect(client);
            server.enqueue(mock_response().throttle_body(1, 1s));
        });
}

BOOST_AUTO_TEST_CASE(bytes_that_keep_coming_do_not_move_the_other_limits)
{
    for (timeout_scope const which : {timeout_scope::attempt, timeout_scope::total})
    {
        with_a_limit([&](auto limit) {
            signalwire::rest_client client(
                context.get_executor(), with_limit(server.client_config(), which, nullptr, limit));
            connect(client);
            server.enqueue(mock_response().throttle_body(1, 5ms));
            return runs_into(client, which, limit, phase::between_bytes);
        });
    }
}

BOOST_AUTO_TEST_CASE(a_connection_that_does_not_become_free_runs_into_its_limits_in_time)
{
    for (timeout_scope const which : {timeout_scope::phase, timeout_scope::total})
    {
        constexpr std::chrono::milliseconds limit = 150ms;
        signalwire::client_config config =
            with_limit(server.client_config(), which, &signalwire::timeout_config::acquire, limit);
        config.pool.max_connections = 1;
        config.retry.max_attempts = 3;
        signalwire::rest_client client(context.get_executor(), config);
        std::uint64_t const before = server.stats().requests_received;
        server.enqueue(mock_response().with_delay(30s));
        timed_list first(context, client, request_options().total_timeout(1min));
        first.run_until([&] { return server.stats().requests_received > before; });

        timed_list second(context, client);
        second.run_until_due(limit);
        auto const error = timeout_of(second);
        BOOST_TEST(error.phase() == phase::acquire);
        BOOST_TEST((error.scope() == which));
        BOOST_TEST(error.attempts() == 0);
        BOOST_TEST(client.stats().pending_acquires == 0U);
        BOOST_TEST(client.stats().connections_in_use == 1U);
        first.cancel(asio::cancellation_type::terminal);
        first.run_until_due(0ms);
    }
}

BOOST_AUTO_TEST_CASE(the_failure_of_the_attempt_before_is_part_of_the_timeout)
{
    with_a_limit([&](auto limit) {
        signalwire::test::running_sandbox other;
        auto client = make_client([&](auto& config) {
            config.host = other.server.authority();
            config.tls.ca_pem = other.server.ca_pem();
        });
        connect(client);
        other.server.enqueue(mock_response(503, "tea break", "text/plain"));
        other.server.enqueue(mock_response().with_delay(30s));
        timed_list list(context, client, request_options().total_timeout(limit));
        list.run_until_due(limit);
        if (ended_between_attempts(list))
            return false;
        auto const error = timeout_of(list);
        BOOST_TEST((error.scope() == timeout_scope::total));
        if (error.attempts() < 2)
            return false;
        BOOST_TEST(error.phase() == phase::first_byte);
        BOOST_TEST(error.attempts() == 2);
        BOOST_TEST(error.last_failure().find("503") != std::string::npos);
        return true;
    });
}

BOOST_AUTO_TEST_CASE(every_attempt_has_its_limit_and_the_last_one_reports)
{
    constexpr std::chrono::milliseconds limit = 150ms;
    auto client = make_client();
    connect(client);
    for (int i = 0; i < 3; ++i)
        server.enqueue(mock_response().with_delay(30s));
    timed_list list(context, client, request_options().attempt_timeout(limit));
    list.run_until_due(3 * limit);
    auto const error = timeout_of(list);
    BOOST_TEST((error.scope() == timeout_scope::attempt));
    BOOST_TEST(error.attempts() == 3);
    BOOST_TEST(!error.last_failure().empty());
}

BOOST_AUTO_TEST_SUITE_END()
