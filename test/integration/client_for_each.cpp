#include "integration/filters.hpp"
#include "support/sandbox_fixture.hpp"

#include <signalwire/for_each.hpp>
#include <signalwire/take.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using signalwire::test::hundreds;
using namespace std::chrono_literals;
using signalwire::for_each;
using signalwire::stream_options;
using signalwire::sandbox::mock_response;

namespace
{

using signalwire::test::sandbox_fixture;
using call_stream = signalwire::async_generator<compat::call>;

/// What the handlers of one `for_each` did.
struct account
{
    account() = default;

    std::size_t running = 0;
    std::size_t most = 0;
    std::vector<std::string> begun;
    /// How often each was handled to its end.
    std::map<std::string, int> handled;
};

/// Notes that a handler runs, however it ends.
class entry
{
public:
    entry(account& book, std::string const& sid)
        : book_(book)
    {
        book_.begun.push_back(sid);
        book_.most = std::max(book_.most, ++book_.running);
    }

    entry(entry const&) = delete;
    entry& operator=(entry const&) = delete;

    ~entry()
    {
        --book_.running;
    }

private:
    account& book_;
};

/// Lets others go on, so often.
asio::awaitable<void> yield(std::size_t times)
{
    for (std::size_t i = 0; i < times; ++i)
        co_await asio::post(asio::use_awaitable);
}

asio::awaitable<void> wait_long()
{
    asio::steady_timer timer(co_await asio::this_coro::executor, 10min);
    co_await timer.async_wait(asio::use_awaitable);
}

/// A handler that takes a while, a different one for each call.
asio::awaitable<void> handle_slowly(account& book, compat::call call, std::size_t pace)
{
    entry const here(book, call.sid);
    co_await yield(pace);
    ++book.handled[call.sid];
}

/// How `work` failed.
struct outcome
{
    outcome() = default;

    std::exception_ptr failure;
    boost::system::error_code code;
    std::optional<signalwire::cursor> position;
};

outcome examine(std::exception_ptr const& failure)
{
    outcome result;
    result.failure = failure;
    try
    {
        if (failure)
            std::rethrow_exception(failure);
    }
    catch (signalwire::error const& e)
    {
        result.code = e.code();
        result.position = e.cursor();
    }
    return result;
}

struct for_each_fixture : sandbox_fixture
{
    outcome fail(asio::awaitable<void> work)
    {
        try
        {
            run(std::move(work));
        }
        catch (...)
        {
            return examine(std::current_exception());
        }
        return outcome();
    }

    /// How many calls from the beginning on have been handled without a gap.
    std::size_t prefix(account const& book) const
    {
        std::size_t count = 0;
        while (count < server.count_calls() && book.handled.contains(server.call_at(count).sid))
            ++count;
        return count;
    }

    /// A stream that resumes from `position` delivers exactly what is behind the prefix.
    void check_resumes_behind_prefix(outcome const& how, account const& book)
    {
        BOOST_TEST(book.running == 0U);
        BOOST_TEST_REQUIRE(how.position.has_value());
        auto client = make_client();
        auto calls = client.compat.calls.stream(
            compat::call_filter().page_size(1000), stream_options().resume_from(*how.position));
        std::vector<std::string> rest;
        auto const note = [&](compat::call const& call) { rest.push_back(call.sid); };
        run(for_each(calls, 1, note));
        BOOST_TEST(
            rest == sids(prefix(book), server.count_calls()), boost::test_tools::per_element());
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_for_each, for_each_fixture)

BOOST_AUTO_TEST_CASE(callbacks_run_once_in_order_with_limit)
{
    auto client = make_client();
    for (std::size_t const n : {1U, 2U, 7U, 64U, 5000U})
    {
        std::mt19937 random(static_cast<unsigned>(n));
        account book;
        auto calls = client.compat.calls.stream(hundreds());
        auto const handler = [&](compat::call call) -> asio::awaitable<void> {
            return handle_slowly(book, std::move(call), random() % 20);
        };
        run(for_each(calls, n, handler));
        BOOST_TEST(book.begun == sids(0, server.count_calls()), boost::test_tools::per_element());
        BOOST_TEST(book.handled.size() == server.count_calls());
        BOOST_TEST(book.running == 0U);
        BOOST_TEST(book.most <= n);
        if (n <= 7)
            BOOST_TEST(book.most == n);
        BOOST_TEST(calls.cursor().at_end());
    }
}

BOOST_AUTO_TEST_CASE(callback_need_not_be_a_coroutine)
{
    auto client = make_client();
    auto calls = client.compat.calls.stream(hundreds());
    std::vector<std::string> seen;
    auto const handler = [&](compat::call const& call) { seen.push_back(call.sid); };
    run(for_each(calls, 3, handler));
    BOOST_TEST(seen == sids(0, server.count_calls()), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(empty_listing_calls_no_callback)
{
    auto client = make_client();
    auto calls = client.compat.calls.stream(hundreds(), stream_options().limit(0));
    bool called = false;
    run(for_each(calls, 3, [&](compat::call const&) { called = true; }));
    BOOST_TEST(!called);
}

BOOST_AUTO_TEST_CASE(zero_concurrency_is_rejected)
{
    auto client = make_client();
    auto calls = client.compat.calls.stream(hundreds());
    BOOST_CHECK_THROW(run(for_each(calls, 0, [](compat::call const&) {})), std::invalid_argument);
    BOOST_TEST(server.stats().requests_received == 0U);
}

BOOST_AUTO_TEST_CASE(slow_callbacks_slow_fetching)
{
    auto client = make_client();
    account book;
    auto calls = client.compat.calls.stream(
        compat::call_filter().page_size(2), stream_options().prefetch_pages(0));
    asio::cancellation_signal stop;
    auto const handler = [&](compat::call call) -> asio::awaitable<void> {
        entry const here(book, call.sid);
        co_await wait_long();
    };
    std::exception_ptr failure;
    asio::co_spawn(
        context, for_each(calls, 3, handler),
        asio::bind_cancellation_slot(
            stop.slot(), [&](std::exception_ptr thrown) { failure = thrown; }));
    BOOST_TEST_REQUIRE(run_until([&] { return book.running == 3; }));
    // Nothing but three timers is left to wait for: time would bring no further request.
    context.poll();
    BOOST_TEST(book.begun.size() == 3U);
    BOOST_TEST(server.stats().requests_received == 2U);
    stop.emit(asio::cancellation_type::terminal);
    run_context();
    BOOST_TEST((examine(failure).code == asio::error::operation_aborted));
}

BOOST_AUTO_TEST_CASE(first_failed_callback_ends_for_each)
{
    auto client = make_client();
    for (std::size_t const n : {1U, 3U, 8U, 300U})
    {
        for (std::size_t const bad : {0U, 1U, 99U, 100U, 250U, 999U})
        {
            std::mt19937 random(static_cast<unsigned>(n * 1000 + bad));
            account book;
            std::string const bad_sid = server.call_at(bad).sid;
            auto calls = client.compat.calls.stream(hundreds());
            auto const handler = [&](compat::call call) -> asio::awaitable<void> {
                entry const here(book, call.sid);
                co_await yield(random() % 10);
                if (call.sid == bad_sid)
                    throw std::runtime_error("no room for it");
                co_await yield(random() % 10);
                // Some never come to an end of their own.
                if (random() % 50 == 0 && book.begun.size() + n > bad)
                    co_await wait_long();
                ++book.handled[call.sid];
            };
            outcome const how = fail(for_each(calls, n, handler));
            BOOST_TEST_CONTEXT("n " << n << ", item " << bad)
            {
                BOOST_TEST((how.code == signalwire::errc::callback_failed));
                BOOST_TEST(book.most <= n);
                BOOST_TEST(!book.handled.contains(bad_sid));
                BOOST_TEST(prefix(book) <= bad);
                check_resumes_behind_prefix(how, book);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(callback_exception_is_available)
{
    auto client = make_client();
    auto calls = client.compat.calls.stream(hundreds());
    auto const handler = [](compat::call const&) { throw std::out_of_range("too far"); };
    outcome const how = fail(for_each(calls, 2, handler));
    BOOST_CHECK_EXCEPTION(
        std::rethrow_exception(how.failure), signalwire::callback_error,
        [](signalwire::callback_error const& e) {
            BOOST_CHECK_THROW(std::rethrow_exception(e.cause()), std::out_of_range);
            BOOST_TEST(e.what() == std::string("the callback failed: too far"));
            return e.cursor().has_value();
        });
    auto const odd = [](compat::call const&) { throw 1; };
    auto again = client.compat.calls.stream(hundreds());
    BOOST_CHECK_THROW(run(for_each(again, 2, odd)), signalwire::callback_error);
}

BOOST_AUTO_TEST_CASE(stream_error_has_low_water_mark)
{
    auto client = make_client();
    for (std::size_t const n : {1U, 4U, 500U})
    {
        account book;
        std::string const stuck = server.call_at(n == 1 ? 1000U - 1 : 150).sid;
        auto calls = client.compat.calls.stream(hundreds());
        server.enqueue(mock_response());
        server.enqueue(mock_response());
        server.enqueue(mock_response(400, R"({"code":21603,"message":"no","status":400})"));
        auto const handler = [&](compat::call call) -> asio::awaitable<void> {
            entry const here(book, call.sid);
            if (call.sid == stuck)
                co_await wait_long();
            ++book.handled[call.sid];
        };
        outcome const how = fail(for_each(calls, n, handler));
        BOOST_CHECK_THROW(std::rethrow_exception(how.failure), signalwire::api_error);
        BOOST_TEST(book.begun.size() == 200U);
        BOOST_TEST(prefix(book) == (n == 1 ? 200U : 150U));
        check_resumes_behind_prefix(how, book);
    }
}

BOOST_AUTO_TEST_CASE(cancellation_leaves_no_work)
{
    auto client = make_client();
    int cancelled = 0;
    for (unsigned seed = 0; seed < 40; ++seed)
    {
        std::mt19937 random(seed);
        std::size_t const n = 1 + random() % 20;
        account book;
        auto calls = client.compat.calls.stream(hundreds());
        asio::cancellation_signal stop;
        bool ended = false;
        std::exception_ptr failure;
        auto const handler = [&](compat::call call) -> asio::awaitable<void> {
            return handle_slowly(book, std::move(call), random() % 5);
        };
        asio::co_spawn(
            context, for_each(calls, n, handler),
            asio::bind_cancellation_slot(stop.slot(), [&](std::exception_ptr thrown) {
                failure = thrown;
                ended = true;
            }));
        context.restart();
        std::size_t const steps = random() % 2000;
        for (std::size_t i = 0; i < steps && !ended; ++i)
            context.run_one();
        stop.emit(asio::cancellation_type::terminal);
        run_context();
        BOOST_TEST_REQUIRE(ended);
        BOOST_TEST(book.running == 0U);
        BOOST_TEST(client.stats().connections_in_use == 0U);
        if (!failure)
            continue; // it had been done
        ++cancelled;
        outcome const how = examine(failure);
        BOOST_TEST((how.code == asio::error::operation_aborted));
        check_resumes_behind_prefix(how, book);
    }
    BOOST_TEST(cancelled > 0);
}

BOOST_AUTO_TEST_CASE(cancelled_but_successful_callback_counts)
{
    auto client = make_client();
    account book;
    std::string const bad_sid = server.call_at(2).sid;
    auto calls = client.compat.calls.stream(hundreds());
    auto const handler = [&](compat::call call) -> asio::awaitable<void> {
        entry const here(book, call.sid);
        if (call.sid == bad_sid)
            throw std::runtime_error("bad");
        try
        {
            co_await wait_long();
        }
        catch (boost::system::system_error const&)
        {
            ++book.handled[call.sid];
        }
    };
    outcome const how = fail(for_each(calls, 3, handler));
    BOOST_TEST(prefix(book) == 2U);
    check_resumes_behind_prefix(how, book);
}

BOOST_AUTO_TEST_CASE(callbacks_do_not_run_in_parallel)
{
    asio::thread_pool pool(4);
    signalwire::rest_client client(pool.get_executor(), server.client_config());
    int cancelled = 0;
    for (unsigned seed = 0; seed < 20; ++seed)
    {
        std::mt19937 random(seed);
        account book;
        auto calls = client.compat.calls.stream(hundreds());
        auto const strand = asio::make_strand(pool);
        asio::cancellation_signal stop;
        std::promise<std::exception_ptr> ended;
        // Every other one is cancelled, from the strand that runs it, when it has come so far.
        std::size_t const far = seed % 2 == 0 ? 5000 : random() % 1000;
        auto const handler = [&](compat::call call) -> asio::awaitable<void> {
            if (book.begun.size() == far)
                asio::post(strand, [&] { stop.emit(asio::cancellation_type::terminal); });
            return handle_slowly(book, std::move(call), random() % 4);
        };
        asio::co_spawn(
            strand, for_each(calls, 16, handler),
            asio::bind_cancellation_slot(
                stop.slot(), asio::bind_executor(strand, [&](std::exception_ptr thrown) {
                    ended.set_value(thrown);
                })));
        std::exception_ptr const failure = ended.get_future().get();
        // What has been posted must not outlive what it refers to.
        asio::post(strand, asio::use_future).get();
        BOOST_TEST(book.most <= 16U);
        BOOST_TEST(book.running == 0U);
        if (failure)
        {
            ++cancelled;
            outcome const how = examine(failure);
            BOOST_TEST((how.code == asio::error::operation_aborted));
            check_resumes_behind_prefix(how, book);
        }
        else
            BOOST_TEST(book.handled.size() == server.count_calls());
    }
    BOOST_TEST(cancelled > 0);
    BOOST_TEST(cancelled <= 10);
    pool.join();
}

BOOST_AUTO_TEST_CASE(take_returns_up_to_n_items)
{
    auto client = make_client();
    auto calls = client.compat.calls.stream(hundreds());
    std::size_t next = 0;
    for (std::size_t const count : {0U, 1U, 99U, 250U, 400U, 1000U, 10U})
    {
        std::vector<compat::call> const taken = run(signalwire::take(calls, count));
        BOOST_TEST(taken.size() == std::min(count, server.count_calls() - next));
        for (compat::call const& call : taken)
            BOOST_TEST(call.sid == server.call_at(next++).sid);
    }
    BOOST_TEST(next == server.count_calls());
}

BOOST_AUTO_TEST_CASE(cancelled_take_reports_start_cursor)
{
    auto client = make_client();
    auto calls = client.compat.calls.stream(hundreds(), stream_options().prefetch_pages(0));
    server.enqueue(mock_response());
    server.enqueue(mock_response().with_delay(1h));
    BOOST_TEST(run(signalwire::take(calls, 50)).size() == 50U);
    asio::cancellation_signal stop;
    std::exception_ptr failure;
    asio::co_spawn(
        context, signalwire::take(calls, 100),
        asio::bind_cancellation_slot(
            stop.slot(), [&](std::exception_ptr thrown, auto&&) { failure = thrown; }));
    BOOST_TEST_REQUIRE(run_until([this] { return server.stats().requests_received == 2U; }));
    stop.emit(asio::cancellation_type::terminal);
    run_context();
    outcome const how = examine(failure);
    BOOST_TEST((how.code == asio::error::operation_aborted));
    BOOST_TEST_REQUIRE(how.position.has_value());
    auto again =
        client.compat.calls.stream(hundreds(), stream_options().resume_from(*how.position));
    BOOST_TEST(run(signalwire::take(again, 1)).at(0).sid == server.call_at(50).sid);
}

BOOST_AUTO_TEST_CASE(failed_take_reports_start_cursor)
{
    auto client = make_client();
    auto calls = client.compat.calls.stream(hundreds(), stream_options().prefetch_pages(0));
    server.enqueue(mock_response());
    server.enqueue(mock_response(400, R"({"code":21603,"message":"no","status":400})"));
    BOOST_TEST(run(signalwire::take(calls, 50)).size() == 50U);
    std::exception_ptr failure;
    try
    {
        run(signalwire::take(calls, 100));
    }
    catch (signalwire::api_error const&)
    {
        failure = std::current_exception();
    }
    outcome const how = examine(failure);
    BOOST_TEST_REQUIRE(how.position.has_value());
    auto again =
        client.compat.calls.stream(hundreds(), stream_options().resume_from(*how.position));
    BOOST_TEST(run(signalwire::take(again, 1)).at(0).sid == server.call_at(50).sid);
}

BOOST_AUTO_TEST_SUITE_END()
