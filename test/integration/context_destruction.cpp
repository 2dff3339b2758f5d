// An execution context that is destroyed while operations wait destroys them, and with them the
// coroutines of the caller: LeakSanitizer sees what is left, and the guards in the coroutines.

#include "support/sandbox_fixture.hpp"

#include <signalwire/for_each.hpp>
#include <signalwire/take.hpp>

#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <atomic>
#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <semaphore>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using namespace std::chrono_literals;
using signalwire::rest_client;

namespace
{

using call_stream = signalwire::async_generator<compat::call>;

/// Coroutines that were started, and those that have not been destroyed.
struct frame_counts
{
    std::counting_semaphore<> started{0};
    std::atomic<int> alive = 0;
};

/// Counts the coroutine that owns it.
class frame_guard
{
public:
    explicit frame_guard(frame_counts& counts)
        : counts_(counts)
    {
        ++counts_.alive;
        counts_.started.release();
    }

    frame_guard(frame_guard const&) = delete;
    frame_guard& operator=(frame_guard const&) = delete;

    ~frame_guard()
    {
        --counts_.alive;
    }

private:
    frame_counts& counts_;
};

/// What a caller does; each waits for a server that does not respond.
using caller = std::function<asio::awaitable<void>(rest_client&)>;

asio::awaitable<void> wait_list(rest_client& client)
{
    co_await client.compat.calls.list();
}

asio::awaitable<void> wait_next(rest_client& client)
{
    call_stream calls = client.compat.calls.stream();
    co_await calls.next();
}

asio::awaitable<void> wait_prefetched(rest_client& client)
{
    call_stream calls = client.compat.calls.stream(
        compat::call_filter(), signalwire::stream_options().prefetch_pages(8));
    co_await calls.next_batch(10);
}

asio::awaitable<void> wait_page(rest_client& client)
{
    auto pages = client.compat.calls.pages();
    co_await pages.next();
}

asio::awaitable<void> wait_take(rest_client& client)
{
    call_stream calls = client.compat.calls.stream();
    co_await signalwire::take(calls, 100);
}

asio::awaitable<void> wait_for_each(rest_client& client)
{
    call_stream calls = client.compat.calls.stream();
    auto const ignore = [](compat::call const&) {};
    co_await signalwire::for_each(calls, 4, ignore);
}

asio::awaitable<void> wait_shards(rest_client& client)
{
    auto const now = std::chrono::system_clock::now();
    compat::call_filter filter;
    filter.start_time_after(std::chrono::floor<std::chrono::seconds>(now) - std::chrono::days(90));
    filter.start_time_before(std::chrono::floor<std::chrono::seconds>(now));
    call_stream calls = client.compat.calls.stream(filter, signalwire::stream_options().shards(4));
    co_await calls.next();
}

asio::awaitable<void> wait_watch(rest_client& client)
{
    call_stream calls = client.compat.calls.watch(compat::call_filter(), 1h);
    co_await calls.next();
}

/// A write, and what looks for its outcome.
asio::awaitable<void> wait_create(rest_client& client)
{
    compat::new_message const form = compat::new_message().to("+1555").from("+1556").body("x");
    co_await client.compat.messages.create(form);
    co_await client.compat.messages.find(form, std::chrono::system_clock::now());
}

asio::awaitable<void> wait_download(rest_client& client)
{
    compat::recording_page const page = co_await client.compat.recordings.list();
    signalwire::download_destination const ignore([](std::string_view) {});
    co_await client.compat.recordings.download(page.recordings.front().sid, ignore);
}

asio::awaitable<void> wait_shutdown(rest_client& client)
{
    co_await client.shutdown(1h);
}

asio::awaitable<void> wait_warm_up(rest_client& client)
{
    co_await client.warm_up(4);
}

/// Its handler owns the generator.
asio::awaitable<void> wait_by_callback(rest_client& client)
{
    auto const calls = std::make_shared<call_stream>(client.compat.calls.stream());
    calls->next([calls](std::exception_ptr const&, std::optional<compat::call> const&) {});
    co_await wait_list(client);
}

struct named_caller
{
    std::string_view name;
    caller call;
};

named_caller const callers[] = {
    {"list", wait_list},           {"next", wait_next},         {"prefetched", wait_prefetched},
    {"pages", wait_page},          {"take", wait_take},         {"for_each", wait_for_each},
    {"shards", wait_shards},       {"watch", wait_watch},       {"create", wait_create},
    {"download", wait_download},   {"shutdown", wait_shutdown}, {"warm_up", wait_warm_up},
    {"callback", wait_by_callback}};

asio::awaitable<void> guarded(caller call, rest_client& client, frame_counts& frames)
{
    frame_guard const guard(frames);
    try
    {
        co_await call(client);
    }
    catch (std::exception const&)
    {
    }
}

/// The coroutine owns the client, as a session of a server may.
asio::awaitable<void> owning(
    caller call, asio::any_io_executor executor, signalwire::client_config config,
    frame_counts& frames)
{
    rest_client client(executor, std::move(config));
    co_await guarded(std::move(call), client, frames);
}

struct silent_fixture : signalwire::test::sandbox_fixture
{
    silent_fixture()
    {
        server.set_latency(1h);
    }

    [[nodiscard]] signalwire::client_config config(std::size_t connections) const
    {
        signalwire::client_config out = server.client_config();
        out.pool.max_connections = connections;
        out.retry.base_delay = out.retry.max_delay = 1h;
        return out;
    }
};

/// Runs until nothing happens any more.
void settle(asio::io_context& context)
{
    while (context.run_one_for(50ms) > 0)
    {
    }
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(context_destruction, silent_fixture)

BOOST_AUTO_TEST_CASE(frames_are_destroyed_with_an_io_context)
{
    for (named_caller const& each : callers)
    {
        // With one connection, the second and third of them wait for it.
        for (std::size_t const connections : {1U, 8U})
        {
            BOOST_TEST_CONTEXT(each.name << ", " << connections << " connections")
            {
                frame_counts frames;
                {
                    asio::io_context own;
                    for (int i = 0; i != 3; ++i)
                        asio::co_spawn(
                            own, owning(each.call, own.get_executor(), config(connections), frames),
                            asio::detached);
                    auto const shared =
                        std::make_shared<rest_client>(own.get_executor(), config(connections));
                    for (int i = 0; i != 3; ++i)
                        asio::co_spawn(own, guarded(each.call, *shared, frames), [shared](auto) {});
                    settle(own);
                }
                BOOST_TEST(frames.alive == 0);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(frames_are_destroyed_wherever_the_context_stops)
{
    for (named_caller const& each : callers)
    {
        for (int steps = 0; steps < 60; steps += 3)
        {
            frame_counts frames;
            {
                asio::io_context own;
                asio::co_spawn(
                    own, owning(each.call, own.get_executor(), config(2), frames), asio::detached);
                for (int i = 0; i != steps; ++i)
                    own.run_one_for(5ms);
            }
            BOOST_TEST(frames.alive == 0, each.name << " after " << steps << " handlers");
        }
    }
}

BOOST_AUTO_TEST_CASE(frames_are_destroyed_with_a_thread_pool)
{
    for (named_caller const& each : callers)
    {
        frame_counts frames;
        {
            asio::thread_pool pool(2);
            for (int i = 0; i != 6; ++i)
                asio::co_spawn(
                    pool, owning(each.call, pool.get_executor(), config(2), frames),
                    asio::detached);
            for (int i = 0; i != 6; ++i)
                BOOST_TEST_REQUIRE(frames.started.try_acquire_for(1min));
        }
        BOOST_TEST(frames.alive == 0, each.name);
    }
}

BOOST_AUTO_TEST_CASE(frames_are_destroyed_that_wait_for_the_rate_limit_or_for_a_retry)
{
    for (bool const is_retry : {false, true})
    {
        frame_counts frames;
        {
            asio::io_context own;
            signalwire::client_config limited = config(8);
            if (!is_retry)
                limited.rate_limit.max_in_flight = 1;
            if (is_retry)
            {
                limited.host = "127.0.0.1:1";
                limited.timeouts.total = 24h;
            }
            rest_client client(own.get_executor(), limited);
            for (int i = 0; i != 3; ++i)
            {
                asio::co_spawn(own, guarded(wait_list, client, frames), asio::detached);
                asio::co_spawn(own, guarded(wait_next, client, frames), asio::detached);
            }
            settle(own);
            BOOST_TEST(frames.alive == 6);
        }
        BOOST_TEST(frames.alive == 0);
    }
}

namespace
{

using connecting = asio::awaitable<asio::ip::tcp::socket>;

/// Waits in a handler of the user's, which also owns something.
connecting wait_in_handler(frame_counts& frames, bool obeys_cancellation)
{
    frame_guard const guard(frames);
    if (!obeys_cancellation)
        co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    asio::steady_timer timer(co_await asio::this_coro::executor, 1h);
    co_await timer.async_wait(asio::use_awaitable);
    throw std::logic_error("the timer expired");
}

} // namespace

BOOST_AUTO_TEST_CASE(frames_are_destroyed_that_wait_in_a_connect_handler)
{
    for (bool const obeys_cancellation : {true, false})
    {
        // Also after the client has given up.
        for (auto const timeout : {std::chrono::milliseconds(1h), 10ms})
        {
            frame_counts frames;
            {
                asio::io_context own;
                signalwire::client_config connecting = config(8);
                connecting.timeouts.connect = timeout;
                connecting.connect = [&](signalwire::connect_request const&) {
                    return wait_in_handler(frames, obeys_cancellation);
                };
                for (named_caller const& each : callers)
                {
                    asio::co_spawn(
                        own, owning(each.call, own.get_executor(), connecting, frames),
                        asio::detached);
                }
                settle(own);
                BOOST_TEST(frames.alive > 0);
            }
            BOOST_TEST(frames.alive == 0);
        }
    }
}

namespace
{

/// Starts each caller twice, with a client of its own.
template <class Context>
void start_all(Context& context, signalwire::client_config const& config, frame_counts& frames)
{
    for (named_caller const& each : callers)
    {
        auto const repeatedly = [call = each.call](rest_client& client) -> asio::awaitable<void> {
            for (int i = 0; i != 3; ++i)
                co_await call(client);
        };
        for (caller const& call : {each.call, caller(repeatedly)})
        {
            asio::co_spawn(
                context, owning(call, context.get_executor(), config, frames), asio::detached);
        }
    }
}

std::size_t rounds()
{
    char const* const text = std::getenv("SIGNALWIRE_TEST_ROUNDS");
    return text ? std::stoul(text) : 40;
}

} // namespace

// The server responds, so that every operation comes to every place sooner or later.
BOOST_AUTO_TEST_CASE(frames_are_destroyed_at_random_moments)
{
    std::minstd_rand random(1);
    for (std::size_t round = 0; round != rounds(); ++round)
    {
        server.set_latency(std::chrono::milliseconds(random() % 3));
        signalwire::client_config settings = config(1 + random() % 8);
        if (random() % 4 == 0)
            settings.rate_limit.max_in_flight = 1;
        frame_counts frames;
        if (random() % 2 == 0)
        {
            asio::io_context own;
            start_all(own, settings, frames);
            for (auto left = random() % 4000; left != 0 && own.run_one_for(50ms) != 0; --left)
            {
            }
        }
        else
        {
            asio::thread_pool pool(3);
            start_all(pool, settings, frames);
            // Not a wait for something: any moment is a good one.
            std::this_thread::sleep_for(std::chrono::microseconds(random() % 50'000));
            if (random() % 2 == 0)
                pool.stop();
        }
        BOOST_TEST(frames.alive == 0, "round " << round);
    }
}

BOOST_AUTO_TEST_SUITE_END()
