// Cancellation of requests that change something: `total` promises that nothing has happened.

#include "integration/write_fixture.hpp"
#include "support/aborted.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using signalwire::request_outcome;
using signalwire::retry_stop_reason;
using signalwire::client::operation_type;
using signalwire::client::retry_class;
using signalwire::test::create_thing;
using signalwire::test::created;
using signalwire::test::direct_request;
using signalwire::test::every_type;
using signalwire::test::is_aborted;
using signalwire::test::rejected;
using cancellation = asio::cancellation_type;

BOOST_FIXTURE_TEST_SUITE(client_write_cancellation, signalwire::test::write_fixture)

BOOST_AUTO_TEST_CASE(total_cancellation_stops_what_is_not_sent)
{
    for (operation_type const* const type : every_type)
    {
        BOOST_TEST_CONTEXT(type->name)
        {
            use(config());
            direct_request waiting(sender, *type);
            waiting.cancel(cancellation::total);
            BOOST_TEST(is_aborted(finish(waiting)->exception()));
            BOOST_TEST(waiting.failure()->outcome() == request_outcome::not_sent);
            // Nobody accepts: the handshake of TLS hangs.
            direct_request connecting(sender, *type);
            BOOST_TEST_REQUIRE(run_until([&] { return sender->stats().connections_in_use == 1; }));
            connecting.cancel(cancellation::total);
            BOOST_TEST(is_aborted(finish(connecting)->exception()));
            BOOST_TEST(connecting.failure()->outcome() == request_outcome::not_sent);
            BOOST_TEST(sender->stats().requests_sent == 0U);
        }
    }
}

BOOST_AUTO_TEST_CASE(total_cancellation_does_not_stop_what_may_have_had_an_effect)
{
    for (operation_type const* const type : every_type)
    {
        BOOST_TEST_CONTEXT(type->name)
        {
            requests.clear();
            use(config());
            serve_at_gate(created());
            direct_request request(sender, *type);
            BOOST_TEST_REQUIRE(run_until([&] { return requests.size() == 1; }));
            request.cancel(cancellation::total);
            if (type->retry == retry_class::safe)
            {
                BOOST_TEST(is_aborted(finish(request)->exception()));
                gate.cancel();
                continue;
            }
            context.poll();
            BOOST_TEST(!request.done());
            gate.cancel();
            BOOST_TEST(!finish(request));
        }
    }
}

BOOST_AUTO_TEST_CASE(other_cancellation_stops_anything)
{
    for (cancellation const how : {cancellation::terminal, cancellation::partial})
    {
        requests.clear();
        use(config());
        serve_at_gate(created());
        direct_request request(sender, create_thing);
        BOOST_TEST_REQUIRE(run_until([&] { return requests.size() == 1; }));
        request.cancel(how);
        signalwire::error_ptr const why = finish(request);
        BOOST_TEST(is_aborted(why->exception()));
        BOOST_TEST(why->outcome() == request_outcome::unknown);
        BOOST_TEST(
            std::string_view(why->what())
                .find("; may have been sent: look it up before sending again")
            != std::string_view::npos);
        BOOST_TEST(sender->stats().connections_in_use == 0U);
    }
}

BOOST_AUTO_TEST_CASE(a_body_that_is_being_written_can_be_stopped)
{
    std::string const body = large_body();
    serve_before_body({"HTTP/1.1 100 Continue\r\n\r\n"}, false);
    direct_request cancelled(sender, create_thing, body);
    BOOST_TEST_REQUIRE(run_until([&] { return requests.size() == 1; }));
    cancelled.cancel(cancellation::terminal);
    BOOST_TEST(is_aborted(finish(cancelled)->exception()));
    BOOST_TEST(cancelled.failure()->outcome() == request_outcome::not_sent);

    serve_before_body({"HTTP/1.1 100 Continue\r\n\r\n"}, false);
    auto const once = signalwire::request_options().max_attempts(1).attempt_timeout(300ms);
    check_failed(
        send(create_thing, body, once), request_outcome::not_sent, true, 1,
        retry_stop_reason::max_attempts_reached);
    BOOST_TEST(sender->stats().connections_in_use == 0U);
}

BOOST_AUTO_TEST_CASE(a_context_can_be_destroyed_while_a_body_is_being_written)
{
    std::string const body = large_body();
    serve_before_body({"HTTP/1.1 100 Continue\r\n\r\n"}, false);
    direct_request const abandoned(sender, create_thing, body);
    BOOST_TEST_REQUIRE(run_until([&] { return requests.size() == 1; }));
    BOOST_TEST(!abandoned.done());
}

BOOST_AUTO_TEST_CASE(total_cancellation_that_comes_too_early_stops_the_next_attempt)
{
    serve_at_gate(rejected(429, "Retry-After: 0\r\n"));
    direct_request refused(sender, create_thing);
    BOOST_TEST_REQUIRE(run_until([&] { return requests.size() == 1; }));
    refused.cancel(cancellation::total);
    context.poll();
    gate.cancel();
    signalwire::error_ptr const stopped = finish(refused);
    BOOST_TEST(is_aborted(stopped->exception()));
    BOOST_TEST((stopped->outcome() == request_outcome::refused));
    BOOST_TEST(sender->stats().requests_sent == 1U);
    BOOST_TEST(sender->stats().retries == 0U, "none was made");
    BOOST_TEST(sender->stats().operations_cancelled == 1U);

    // It may have had an effect, and the error says so.
    use(config());
    serve_at_gate(rejected(502));
    direct_request unknown(sender, create_thing);
    BOOST_TEST_REQUIRE(run_until([&] { return requests.size() == 2; }));
    unknown.cancel(cancellation::total);
    context.poll();
    gate.cancel();
    check_failed(
        finish(unknown), request_outcome::unknown, true, 1, retry_stop_reason::not_idempotent);
}

BOOST_AUTO_TEST_SUITE_END()
