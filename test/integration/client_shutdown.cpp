// A shutdown and what runs beside it.

#include "support/aborted.hpp"
#include "support/sandbox_fixture.hpp"

#include <signalwire/as_result.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <chrono>
#include <exception>
#include <optional>
#include <stdexcept>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using namespace std::chrono_literals;
using signalwire::as_result;
using signalwire::errc;
using call_stream = signalwire::async_generator<compat::call>;

namespace
{

struct shutdown_fixture : signalwire::test::sandbox_fixture
{
    call_stream stream_by(int page_size)
    {
        return client.compat.calls.stream(compat::call_filter().page_size(page_size));
    }

    /// Starts a shutdown that is not waited for.
    void begin_shutdown(std::chrono::milliseconds grace)
    {
        client.shutdown(grace, [this](std::exception_ptr failure) {
            ended = true;
            why = std::move(failure);
        });
        context.restart();
        context.poll();
    }

    /// Runs `work` while a shutdown waits.
    template <class T>
    T run_beside(asio::awaitable<T> work)
    {
        std::future<T> result = asio::co_spawn(context, std::move(work), asio::use_future);
        BOOST_TEST_REQUIRE(
            run_until([&] { return result.wait_for(0s) == std::future_status::ready; }));
        return result.get();
    }

    /// Reads to the end, or to an error.
    asio::awaitable<std::size_t> count(call_stream& calls)
    {
        std::size_t items = 0;
        for (;;)
        {
            signalwire::result<std::optional<compat::call>> next = co_await calls.next(as_result);
            if (!next)
                error.emplace(next.error());
            if (!next || !*next)
                co_return items;
            ++items;
        }
    }

    signalwire::rest_client client = make_client();
    bool ended = false;
    std::exception_ptr why;
    std::optional<signalwire::error> error;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_shutdown, shutdown_fixture)

BOOST_AUTO_TEST_CASE(stream_that_has_begun_comes_to_its_end)
{
    call_stream calls = stream_by(20);
    BOOST_TEST(run(calls.next()).has_value());
    begin_shutdown(1h);
    BOOST_TEST(!ended);
    BOOST_TEST(run(count(calls)) == server.count_calls() - 1);
    BOOST_TEST(!error);
    BOOST_TEST(ended);
    BOOST_TEST((why == nullptr));
    BOOST_TEST(client.stats().connections_idle == 0U);
}

BOOST_AUTO_TEST_CASE(new_operations_and_streams_are_rejected)
{
    call_stream running = stream_by(20);
    BOOST_TEST(run(running.next()).has_value());
    begin_shutdown(1h);
    BOOST_TEST((
        run_beside(client.compat.calls.list({}, {}, as_result)).error().code() == errc::shut_down));
    call_stream late = stream_by(20);
    BOOST_TEST(run_beside(count(late)) == 0U);
    BOOST_TEST_REQUIRE(error.has_value());
    BOOST_TEST((error->code() == errc::shut_down));
    BOOST_TEST(!ended);
}

BOOST_AUTO_TEST_CASE(stream_ends_with_its_cursor_after_the_grace)
{
    call_stream calls = stream_by(20);
    BOOST_TEST(run(calls.next()).has_value());
    begin_shutdown(1ms);
    // Nothing but the grace keeps the context at work.
    run_context();
    BOOST_TEST(ended);
    std::size_t const items = run(count(calls));
    BOOST_TEST(items < server.count_calls() - 1);
    BOOST_TEST_REQUIRE(error.has_value());
    BOOST_TEST((error->code() == errc::shut_down));
    BOOST_TEST_REQUIRE(error->cursor().has_value());

    signalwire::rest_client next = make_client();
    call_stream rest = next.compat.calls.stream(
        compat::call_filter().page_size(20),
        signalwire::stream_options().resume_from(*error->cursor()));
    error.reset();
    BOOST_TEST(run(count(rest)) == server.count_calls() - 1 - items);
    BOOST_TEST(!error);
}

BOOST_AUTO_TEST_CASE(destroyed_stream_is_not_waited_for)
{
    {
        call_stream calls = stream_by(20);
        BOOST_TEST(run(calls.next()).has_value());
        begin_shutdown(1h);
        BOOST_TEST(!ended);
    }
    run_context();
    BOOST_TEST(ended);
}

BOOST_AUTO_TEST_CASE(stream_that_failed_may_continue_while_others_run)
{
    call_stream running = stream_by(20);
    BOOST_TEST(run(running.next()).has_value());
    call_stream failing = stream_by(20);
    server.enqueue(signalwire::sandbox::mock_response(404));
    BOOST_TEST(run(count(failing)) == 0U);
    BOOST_TEST_REQUIRE(error.has_value());
    error.reset();
    begin_shutdown(1h);
    BOOST_TEST(run_beside(count(failing)) == server.count_calls());
    BOOST_TEST(!error);
    BOOST_TEST(!ended);
    BOOST_TEST(run(count(running)) == server.count_calls() - 1);
    BOOST_TEST(ended);
}

BOOST_AUTO_TEST_CASE(failed_stream_is_not_waited_for)
{
    call_stream failing = stream_by(20);
    server.enqueue(signalwire::sandbox::mock_response(404));
    BOOST_TEST(run(count(failing)) == 0U);
    begin_shutdown(1h);
    run_context();
    BOOST_TEST(ended);
    error.reset();
    BOOST_TEST(run(count(failing)) == 0U);
    BOOST_TEST_REQUIRE(error.has_value());
    BOOST_TEST((error->code() == errc::shut_down));
}

BOOST_AUTO_TEST_CASE(watch_ends_at_once)
{
    call_stream calls = client.compat.calls.watch(compat::call_filter(), 1h);
    bool watch_ended = false;
    calls.next([&](std::exception_ptr failure, std::optional<compat::call> const&) {
        watch_ended = failure != nullptr;
    });
    BOOST_TEST(run_until([&] { return client.stats().requests_sent > 0; }));
    begin_shutdown(1h);
    run_context();
    BOOST_TEST(ended);
    BOOST_TEST(watch_ended);
}

BOOST_AUTO_TEST_CASE(cancelled_shutdown_ends_the_wait_and_not_the_shutdown)
{
    server.set_latency(1h);
    bool listed = false;
    client.compat.calls.list(
        {}, {}, [&](std::exception_ptr const&, compat::call_page const&) { listed = true; });
    BOOST_TEST(run_until([&] { return client.stats().requests_sent == 1; }));
    asio::cancellation_signal signal;
    client.shutdown(
        20ms, asio::bind_cancellation_slot(signal.slot(), [&](std::exception_ptr failure) {
            ended = true;
            why = std::move(failure);
        }));
    signal.emit(asio::cancellation_type::terminal);
    BOOST_TEST(run_until([&] { return ended; }));
    BOOST_TEST(signalwire::test::is_aborted(why));
    BOOST_TEST(
        (run(client.compat.calls.list({}, {}, as_result)).error().code() == errc::shut_down));
    // The grace ends the list, although nobody waits for the shutdown.
    run_context();
    BOOST_TEST(listed);
    BOOST_TEST(client.stats().connections_in_use == 0U);
}

BOOST_AUTO_TEST_CASE(empty_executor_is_invalid)
{
    BOOST_CHECK_THROW(
        signalwire::rest_client(asio::any_io_executor(), server.client_config()),
        std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
