// Every asynchronous function of the library with every kind of completion token: it compiles,
// completes with the right value on the right executor, and can be cancelled.

#include "integration/token_table.hpp"
#include "support/aborted.hpp"

#include <signalwire/as_result.hpp>
#include <signalwire/for_each.hpp>
#include <signalwire/take.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_allocator.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/version.hpp>

#ifdef SIGNALWIRE_TEST_SPAWN
#include <boost/asio/spawn.hpp>
#endif
#if BOOST_VERSION < 108200
#include <boost/asio/experimental/promise.hpp>
// after it
#include <boost/asio/experimental/use_promise.hpp>
#endif
#if BOOST_VERSION >= 108600
#include <boost/asio/cancel_after.hpp>
#endif

#include <concepts>
#include <exception>
#include <future>
#include <memory>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using namespace std::chrono_literals;
using signalwire::as_result;
using namespace signalwire::test;

BOOST_FIXTURE_TEST_SUITE(completion_tokens, table_fixture)

// The default token.
static_assert(std::same_as<
              decltype(std::declval<signalwire::rest_client&>().compat.calls.list()),
              asio::awaitable<compat::call_page>>);
static_assert(std::same_as<
              decltype(std::declval<call_stream&>().next()),
              asio::awaitable<std::optional<compat::call>>>);
static_assert(std::same_as<
              decltype(signalwire::take(std::declval<call_stream&>(), 1)),
              asio::awaitable<std::vector<compat::call>>>);
static_assert(std::same_as<
              decltype(signalwire::for_each(std::declval<call_stream&>(), 1, note_call)),
              asio::awaitable<void>>);
static_assert(std::same_as<
              decltype(std::declval<signalwire::rest_client&>().warm_up()), asio::awaitable<void>>);
static_assert(
    std::same_as<
        decltype(std::declval<signalwire::rest_client&>().shutdown()), asio::awaitable<void>>);

namespace
{

template <class... Arguments>
concept can_list = requires(compat::calls_resource const& calls, Arguments... arguments) {
    calls.list(arguments...);
};

using redirecting = asio::redirect_error_t<asio::use_awaitable_t<>>;

} // namespace

static_assert(can_list<asio::use_future_t<>>);
static_assert(can_list<compat::call_filter, asio::use_future_t<>>);
// It would do nothing: operations complete with an exception.
static_assert(!can_list<redirecting>);
static_assert(!can_list<compat::call_filter, redirecting>);
static_assert(!can_list<compat::call_filter, signalwire::request_options, redirecting>);
static_assert(!can_list<asio::as_tuple_t<redirecting>>);
static_assert(!can_list<int>);
static_assert(!can_list<compat::call_filter, int>);
#if BOOST_VERSION < 108200
static_assert(!can_list<asio::experimental::use_promise_t<>>);
#endif
#if BOOST_VERSION < 108300 && defined(SIGNALWIRE_TEST_SPAWN)
static_assert(!can_list<asio::yield_context>);
#endif

BOOST_AUTO_TEST_CASE(arguments_before_the_token_may_be_omitted)
{
    auto const& calls = client.compat.calls;
    signalwire::request_options const hasty = signalwire::request_options().max_attempts(1);
    BOOST_TEST(run(calls.list(as_result))->size() == 50U);
    BOOST_TEST(is_right_result(run(calls.list(filter, as_result))));
    BOOST_TEST(is_right_result(run(calls.list(filter, hasty, as_result))));
    BOOST_TEST(is_right_result(run(calls.page_at(first.uri, as_result))));
    BOOST_TEST(is_right_result(run(calls.next_page(first, as_result))));
    BOOST_TEST(is_right_result(run(calls.previous_page(second, as_result))));

    // Braces stand for the default.
    BOOST_TEST(run(calls.list({}, {}, as_result))->size() == 50U);
    BOOST_TEST(is_right(run(calls.list(filter, {}))));

    // A handler that is an lvalue is copied.
    observer seen;
    calls.list(filter, seen);
    run_context();
    BOOST_TEST(*seen.right);

    BOOST_TEST(run(client.warm_up(as_result)).has_value());
    BOOST_TEST(run(client.shutdown(as_result)).has_value());
}

BOOST_AUTO_TEST_CASE(options_before_the_token_apply)
{
    server.enqueue(signalwire::sandbox::mock_response(503));
    auto const hasty = signalwire::request_options().max_attempts(1);
    BOOST_TEST(!run(client.compat.calls.list(filter, hasty, as_result)).has_value());
}

BOOST_AUTO_TEST_CASE(use_awaitable_gives_the_value)
{
    for_each_operation([this]<class Start>(std::string_view, Start start) {
        if constexpr (std::is_void_v<result_of<Start>>)
            run(start(asio::use_awaitable));
        else
            BOOST_TEST(is_right(run(start(asio::use_awaitable))));
    });
}

BOOST_AUTO_TEST_CASE(as_tuple_gives_the_exception_and_the_value)
{
    for_each_operation([this]<class Start>(std::string_view, Start start) {
        auto const values = run(start(asio::as_tuple(asio::use_awaitable)));
        BOOST_TEST(!std::get<0>(values));
        if constexpr (!std::is_void_v<result_of<Start>>)
            BOOST_TEST(is_right(std::get<1>(values)));
    });
}

BOOST_AUTO_TEST_CASE(deferred_starts_when_it_is_called)
{
    for_each_operation([this]<class Start>(std::string_view, Start start) {
        observer seen;
        auto deferred = start(asio::deferred);
        run_context();
        BOOST_TEST(*seen.calls == 0);
        std::move(deferred)(seen);
        run_context();
        BOOST_TEST(*seen.calls == 1);
        BOOST_TEST(*seen.right);
    });
}

#if BOOST_VERSION >= 108200
namespace
{

template <class Start>
asio::awaitable<bool> await_deferred(Start start)
{
    if constexpr (std::is_void_v<result_of<Start>>)
    {
        co_await start(asio::deferred);
        co_return true;
    }
    else
        co_return is_right(co_await start(asio::deferred));
}

} // namespace

BOOST_AUTO_TEST_CASE(deferred_can_be_awaited)
{
    for_each_operation([this]<class Start>(std::string_view, Start start) {
        BOOST_TEST(run(await_deferred(start)));
    });
}
#endif

BOOST_AUTO_TEST_CASE(use_future_gives_the_value)
{
    for_each_operation([this]<class Start>(std::string_view, Start start) {
        auto future = start(asio::use_future);
        run_context();
        BOOST_TEST(is_right_future(std::move(future)));
    });
}

BOOST_AUTO_TEST_CASE(callback_is_called_once_and_not_before_the_function_has_returned)
{
    for_each_operation([this]<class Start>(std::string_view, Start start) {
        observer seen;
        asio::post(context, [&] {
            start(seen);
            BOOST_TEST(*seen.calls == 0);
        });
        run_context();
        BOOST_TEST(*seen.calls == 1);
        BOOST_TEST(*seen.right);
    });
}

BOOST_AUTO_TEST_CASE(handler_is_called_on_its_own_executor)
{
    for_each_operation([this]<class Start>(std::string_view, Start start) {
        observer seen;
        asio::io_context other;
        auto const work = asio::make_work_guard(other);
        start(asio::bind_executor(other.get_executor(), seen));
        bool called = false;
        BOOST_TEST(run_until([&] {
            if (called)
                return true;
            // Not on that of the client, which has run since.
            BOOST_TEST(*seen.calls == 0);
            other.poll();
            called = *seen.calls > 0;
            return called;
        }));
        BOOST_TEST(*seen.right);
        run_context();
        BOOST_TEST(*seen.calls == 1);
    });
}

BOOST_AUTO_TEST_CASE(cancellation_slot_stops_the_operation)
{
    server.set_latency(1h);
    for_each_operation([this]<class Start>(std::string_view name, Start start) {
        observer seen;
        asio::cancellation_signal signal;
        start(asio::bind_cancellation_slot(signal.slot(), seen));
        signal.emit(asio::cancellation_type::terminal);
        run_context();
        BOOST_TEST(*seen.calls == 1);
        // Without an operation in flight it may be done already.
        BOOST_TEST((name == "shutdown" || is_aborted(*seen.failure)));
    });
}

BOOST_AUTO_TEST_CASE(as_result_reports_cancellation_as_a_value)
{
    server.set_latency(1h);
    for_each_operation([this]<class Start>(std::string_view name, Start start) {
        using result = signalwire::result<result_of<Start>>;
        std::optional<result> seen;
        asio::cancellation_signal signal;
        start(as_result(asio::bind_cancellation_slot(
            signal.slot(), [&](result value) { seen.emplace(std::move(value)); })));
        signal.emit(asio::cancellation_type::terminal);
        run_context();
        BOOST_TEST_REQUIRE(seen.has_value());
        BOOST_TEST((name == "shutdown" || is_aborted_result(*seen)));
    });
}

namespace
{

/// Counts what is allocated with it.
template <class T>
struct counting_allocator
{
    using value_type = T;

    explicit counting_allocator(std::shared_ptr<std::size_t> total) noexcept
        : count(std::move(total))
    {
    }

    template <class U>
    counting_allocator(counting_allocator<U> const& other) noexcept
        : count(other.count)
    {
    }

    T* allocate(std::size_t n)
    {
        ++*count;
        return std::allocator<T>().allocate(n);
    }

    void deallocate(T* address, std::size_t n) noexcept
    {
        std::allocator<T>().deallocate(address, n);
    }

    template <class U>
    friend bool operator==(counting_allocator const& l, counting_allocator<U> const& r) noexcept
    {
        return l.count == r.count;
    }

    std::shared_ptr<std::size_t> count;
};

} // namespace

BOOST_AUTO_TEST_CASE(associated_allocator_is_used)
{
    for_each_operation([this]<class Start>(std::string_view, Start start) {
        observer seen;
        auto const count = std::make_shared<std::size_t>(0);
        start(asio::bind_allocator(counting_allocator<char>(count), seen));
        run_context();
        BOOST_TEST(*seen.right);
        BOOST_TEST(*count > 0U);
    });
}

BOOST_AUTO_TEST_CASE(detached_runs_without_a_handler)
{
    for_each_operation([this]<class Start>(std::string_view name, Start start) {
        auto const before = server.stats();
        start(asio::detached);
        run_context();
        auto const after = server.stats();
        BOOST_TEST(
            (name == "shutdown" || after.requests_received > before.requests_received
             || after.connections_accepted > before.connections_accepted));
    });
}

BOOST_AUTO_TEST_CASE(as_result_gives_a_value)
{
    for_each_operation([this]<class Start>(std::string_view, Start start) {
        using result = signalwire::result<result_of<Start>>;
        static_assert(std::same_as<decltype(start(as_result)), asio::awaitable<result>>);
        BOOST_TEST(is_right_result(run(start(as_result))));
    });
}

BOOST_AUTO_TEST_CASE(as_result_adapts_another_token)
{
    for_each_operation([this]<class Start>(std::string_view, Start start) {
        auto future = start(as_result(asio::use_future));
        run_context();
        BOOST_TEST(is_right_result(future.get()));
    });
}

namespace
{

template <class Start>
asio::awaitable<bool> await_result_deferred(Start start)
{
    signalwire::result<result_of<Start>> const result = co_await start(as_result(asio::deferred));
    co_return is_right_result(result);
}

} // namespace

BOOST_AUTO_TEST_CASE(as_result_of_deferred_can_be_awaited)
{
    for_each_operation([this]<class Start>(std::string_view, Start start) {
        BOOST_TEST(run(await_result_deferred(start)));
    });
}

#ifdef SIGNALWIRE_TEST_SPAWN

BOOST_AUTO_TEST_CASE(as_result_suspends_a_stackful_coroutine)
{
    for_each_operation([this]<class Start>(std::string_view, Start start) {
        bool right = false;
        asio::spawn(
            context,
            [&](asio::yield_context yield) { right = is_right_result(start(as_result(yield))); },
            asio::detached);
        run_context();
        BOOST_TEST(right);
    });
}

#if BOOST_VERSION >= 108300
BOOST_AUTO_TEST_CASE(a_stackful_coroutine_waits)
{
    for_each_operation([this]<class Start>(std::string_view, Start start) {
        bool right = false;
        asio::spawn(
            context,
            [&](asio::yield_context yield) {
                if constexpr (std::is_void_v<result_of<Start>>)
                {
                    start(yield);
                    right = true;
                }
                else
                    right = is_right(start(yield));
            },
            asio::detached);
        run_context();
        BOOST_TEST(right);
    });
}
#endif

#else

BOOST_AUTO_TEST_CASE(a_stackful_coroutine_waits)
{
    BOOST_TEST_MESSAGE("SKIPPED: there is no Boost.Context");
}

#endif

#if BOOST_VERSION >= 108600

BOOST_AUTO_TEST_CASE(cancel_after_ends_every_operation)
{
    server.set_latency(1h);
    for_each_operation([this]<class Start>(std::string_view name, Start start) {
        if (name == "shutdown" || name == "warm_up")
            return;
        observer seen;
        start(asio::cancel_after(20ms, seen));
        run_context();
        BOOST_TEST(is_aborted(*seen.failure));
        BOOST_TEST(is_aborted_result(run(start(asio::cancel_after(20ms, as_result)))));
        BOOST_TEST(is_aborted_result(
            run(start(as_result(asio::cancel_after(20ms, asio::use_awaitable))))));
    });
}

BOOST_AUTO_TEST_CASE(cancel_after_a_long_time_changes_nothing)
{
    for_each_operation([this]<class Start>(std::string_view, Start start) {
        BOOST_TEST(is_right_result(run(start(asio::cancel_after(1h, as_result)))));
        BOOST_TEST(
            is_right_result(run(start(as_result(asio::cancel_after(1h, asio::use_awaitable))))));
    });
}

#endif

BOOST_AUTO_TEST_SUITE_END()
