// What do leases, waiters and idle connections cost, in time and in memory?

#include "client/api_endpoint.hpp"
#include "net/pool.hpp"
#include "net/tls_context.hpp"
#include "support/allocations.hpp"
#include "support/local_server.hpp"
#include "support/run.hpp"

#include <signalwire/rest_client.hpp>

#include <boost/asio/co_spawn.hpp>

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace asio = boost::asio;
namespace async = signalwire::async;
namespace bench = signalwire::bench;
namespace compat = signalwire::compat;
namespace core = signalwire::core;
namespace net = signalwire::net;

namespace
{

/// Returns a lease without waiting.
net::lease take_lease(net::pool& pool, async::operation& op)
{
    net::pool::acquire_operation acquired = pool.acquire(op);
    if (!acquired.result || !*acquired.result)
        throw std::runtime_error("the pool has no connection to lease");
    return std::move(**acquired.result);
}

asio::awaitable<void> open_one(net::pool& pool, async::operation& op)
{
    net::lease lease = take_lease(pool, op);
    core::result<void> const opened = co_await lease.open(op);
    if (!opened)
        throw std::runtime_error("no connection: " + opened.error().reason);
    lease.return_to_pool();
}

void lease_again(net::pool& pool, async::operation& op)
{
    net::lease lease = take_lease(pool, op);
    if (!lease.try_reuse())
        throw std::runtime_error("the connection did not last");
    lease.return_to_pool();
}

asio::awaitable<void> lease_again_and_again(
    benchmark::State& state, net::pool& pool, std::shared_ptr<async::operation> op)
{
    co_await open_one(pool, *op);
    bench::allocations const before = bench::allocations_so_far();
    for ([[maybe_unused]] auto const iteration : state)
        lease_again(pool, *op);
    bench::allocations const spent = bench::allocations_so_far() - before;
    state.counters["allocations"] =
        static_cast<double>(spent.own.blocks) / static_cast<double>(state.iterations());
    op->finish();
}

/// Acquires and returns an idle connection without contention. Includes the check whether the
/// connection is reusable, a system call.
void lease_and_return(benchmark::State& state)
{
    bench::local_server server(0);
    signalwire::client_config const config = server.client_config();
    asio::io_context context(1);
    auto const pool = std::make_shared<net::pool>(
        context.get_executor(),
        net::route(
            signalwire::client::parse_host(config.host),
            std::make_shared<asio::ssl::context>(net::make_tls_context(config.tls, context))),
        config.timeouts, config.pool, core::logger(config.log), std::make_shared<core::counters>());
    {
        // An operation keeps the context at work, so only the coroutine may hold it.
        auto const op = std::make_shared<async::operation>(
            async::serial_executor::on(context.get_executor()), std::chrono::minutes(10));
        asio::co_spawn(op->executor(), lease_again_and_again(state, *pool, op), bench::rethrow);
    }
    context.run();
    pool->close();
}

asio::awaitable<void> list_in_a_loop(signalwire::rest_client& client, std::int64_t& left)
{
    while (left > 0)
    {
        --left;
        co_await client.compat.calls.list();
    }
}

/// Requests for empty pages over 16 connections, so many coroutines asking at once. The client's
/// processor time for each.
void requests_in_flight(benchmark::State& state)
{
    constexpr std::int64_t requests = 30'000;
    bench::local_server server(0);
    asio::io_context context(1);
    signalwire::rest_client client(context.get_executor(), server.client_config());
    bench::run(context, context.get_executor(), client.warm_up(16));
    for ([[maybe_unused]] auto const iteration : state)
    {
        std::int64_t left = requests;
        for (std::int64_t i = 0; i < state.range(0); ++i)
            asio::co_spawn(context, list_in_a_loop(client, left), bench::rethrow);
        context.restart();
        context.run();
    }
    using benchmark::Counter;
    state.counters["cpu/request"] =
        Counter(static_cast<double>(requests), Counter::kIsRate | Counter::kInvert);
}

/// Lets `context` run until `count` operations wait for the only connection.
void await_waiters(asio::io_context& context, signalwire::rest_client& client, std::size_t count)
{
    while (client.stats().pending_acquires < count)
        context.run_one();
}

void start_lists(asio::io_context& context, signalwire::rest_client& client, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
    {
        // They end with the shutdown.
        asio::co_spawn(context, client.compat.calls.list(), [](std::exception_ptr, auto&&) {});
    }
}

/// What a coroutine takes that waits in `list` for a connection, itself included.
void waiting_memory(benchmark::State& state)
{
    constexpr std::size_t few = 1000;
    constexpr std::size_t many = 10'000;
    std::int64_t bytes = 0;
    for ([[maybe_unused]] auto const iteration : state)
    {
        bench::local_server server(0);
        server.server().set_latency(std::chrono::hours(1));
        signalwire::client_config config = server.client_config();
        config.pool.max_connections = 1;
        asio::io_context context(1);
        signalwire::rest_client client(context.get_executor(), config);
        start_lists(context, client, few + 1);
        await_waiters(context, client, few);
        bench::allocations const before = bench::allocations_so_far();
        start_lists(context, client, many - few);
        await_waiters(context, client, many);
        bytes = (bench::allocations_so_far() - before).own.live_bytes;
        bench::run(context, context.get_executor(), client.shutdown(std::chrono::milliseconds(0)));
        context.restart();
        context.run();
    }
    state.counters["bytes/waiter"] = static_cast<double>(bytes) / (many - few);
}

asio::awaitable<void> list_long_page(signalwire::rest_client& client)
{
    co_await client.compat.calls.list(compat::call_filter().page_size(1000));
}

/// Leaves so many connections idle; if they are to `serve`, each has had a page of 1000 calls.
void open_connections(
    asio::io_context& context, signalwire::rest_client& client, std::size_t count, bool serve)
{
    for (std::size_t i = 0; serve && i < count; ++i)
        asio::co_spawn(context, list_long_page(client), bench::rethrow);
    bench::run(context, context.get_executor(), client.warm_up(count));
    if (client.stats().connections_idle != count)
        throw std::logic_error(
            std::to_string(client.stats().connections_idle) + " connections are idle");
}

/// What an idle connection keeps, OpenSSL's share included, the kernel's not.
void idle_connection_memory(benchmark::State& state)
{
    constexpr std::size_t few = 2;
    constexpr std::size_t many = 34;
    bool const serve = state.range(0) != 0;
    bench::allocations kept;
    for ([[maybe_unused]] auto const iteration : state)
    {
        bench::local_server server(1000);
        signalwire::client_config config = server.client_config();
        config.pool.max_connections = many;
        asio::io_context context(1);
        signalwire::rest_client client(context.get_executor(), config);
        open_connections(context, client, few, serve);
        bench::allocations const before = bench::allocations_so_far();
        open_connections(context, client, many, serve);
        kept = bench::allocations_so_far() - before;
    }
    constexpr double connections = many - few;
    state.counters["bytes/connection"] =
        static_cast<double>(kept.own.live_bytes + kept.openssl.live_bytes) / connections;
    state.counters["openssl"] = static_cast<double>(kept.openssl.live_bytes) / connections;
}

} // namespace

BENCHMARK(lease_and_return);
BENCHMARK(requests_in_flight)->Arg(64)->Arg(10'000)->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK(waiting_memory)->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK(idle_connection_memory)
    ->ArgName("served")
    ->Arg(0)
    ->Arg(1)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);
