// What do next, next_batch and take cost when the calls are at hand, and how much does a request
// allocate?

#include "support/allocations.hpp"
#include "support/local_server.hpp"
#include "support/run.hpp"

#include <signalwire/rest_client.hpp>
#include <signalwire/take.hpp>

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace asio = boost::asio;
namespace bench = signalwire::bench;
namespace compat = signalwire::compat;

namespace
{

using call_stream = signalwire::async_generator<compat::call>;

constexpr std::size_t page_size = 1000;

/// What was measured while calls were consumed.
struct consumption
{
    consumption() = default;

    std::uint64_t calls = 0;
    bench::allocations spent;
};

/// Consumes `stream` to its end, in one of the ways there are, and returns the number of calls.
using consumer = asio::awaitable<std::size_t> (*)(call_stream& stream, std::size_t most);

asio::awaitable<std::size_t> by_next(call_stream& stream, std::size_t)
{
    std::size_t calls = 0;
    while (std::optional<compat::call> call = co_await stream.next())
    {
        benchmark::DoNotOptimize(call->duration);
        ++calls;
    }
    co_return calls;
}

asio::awaitable<std::size_t> by_next_batch(call_stream& stream, std::size_t most)
{
    std::size_t calls = 0;
    for (;;)
    {
        std::vector<compat::call> const batch = co_await stream.next_batch(most);
        if (batch.empty())
            co_return calls;
        benchmark::DoNotOptimize(batch.front().duration);
        calls += batch.size();
    }
}

asio::awaitable<std::size_t> by_take(call_stream& stream, std::size_t most)
{
    std::size_t calls = 0;
    for (;;)
    {
        std::vector<compat::call> const some = co_await signalwire::take(stream, most);
        if (some.empty())
            co_return calls;
        benchmark::DoNotOptimize(some.front().duration);
        calls += some.size();
    }
}

/// The first `next` fetches the only page; what follows it is measured. The end of the stream is
/// part of it: one call more or less in a thousand.
asio::awaitable<void> consume_pages(
    benchmark::State& state, signalwire::rest_client& client, consumer consume, consumption& out)
{
    for ([[maybe_unused]] auto const iteration : state)
    {
        call_stream stream = client.compat.calls.stream(compat::call_filter().page_size(page_size));
        co_await stream.next();

        bench::allocations const before = bench::allocations_so_far();
        auto const begin = std::chrono::steady_clock::now();
        out.calls += co_await consume(stream, static_cast<std::size_t>(state.range(0)));
        std::chrono::duration<double> const elapsed = std::chrono::steady_clock::now() - begin;
        bench::allocations const spent = bench::allocations_so_far() - before;
        out.spent.own.blocks += spent.own.blocks;
        state.SetIterationTime(elapsed.count());
    }
}

void buffered(benchmark::State& state, consumer consume)
{
    bench::local_server server(page_size);
    asio::io_context context(1);
    signalwire::rest_client client(context.get_executor(), server.client_config());
    consumption found;
    bench::run(context, context.get_executor(), consume_pages(state, client, consume, found));

    using benchmark::Counter;
    auto const calls = static_cast<double>(found.calls);
    state.counters["time/call"] = Counter(calls, Counter::kIsRate | Counter::kInvert);
    state.counters["allocations/call"] = static_cast<double>(found.spent.own.blocks) / calls;
}

/// How many blocks the strings of a page's calls take: as many as those of a copy.
std::int64_t string_blocks(compat::call_page const& page)
{
    std::vector<compat::call> copies;
    copies.reserve(page.size());
    bench::allocations const before = bench::allocations_so_far();
    for (compat::call const& call : page)
        copies.push_back(call);
    return (bench::allocations_so_far() - before).own.blocks;
}

struct request_costs
{
    request_costs() = default;

    bench::allocations spent;
    std::int64_t strings = 0;
};

asio::awaitable<void> list_pages(
    benchmark::State& state, signalwire::rest_client& client, request_costs& out)
{
    compat::call_filter filter;
    filter.page_size(50);
    // Connection, session and caches are there from here on.
    for (int i = 0; i < 10; ++i)
        out.strings = string_blocks(co_await client.compat.calls.list(filter));

    for ([[maybe_unused]] auto const iteration : state)
    {
        bench::allocations const before = bench::allocations_so_far();
        compat::call_page const page = co_await client.compat.calls.list(filter);
        bench::allocations const spent = bench::allocations_so_far() - before;
        out.spent.own.blocks += spent.own.blocks;
        out.spent.openssl.blocks += spent.openssl.blocks;
        benchmark::DoNotOptimize(page.page);
    }
}

/// A page of so many calls: `list` from its call to its page. The column CPU is the client's.
void list(benchmark::State& state)
{
    bench::local_server server(static_cast<std::size_t>(state.range(0)));
    asio::io_context context(1);
    signalwire::rest_client client(context.get_executor(), server.client_config());
    request_costs found;
    bench::run(context, context.get_executor(), list_pages(state, client, found));

    auto const requests = static_cast<double>(state.iterations());
    auto const strings = static_cast<double>(found.strings);
    state.counters["allocations/request"] =
        static_cast<double>(found.spent.own.blocks) / requests - strings;
    state.counters["strings/request"] = strings;
    state.counters["openssl/request"] = static_cast<double>(found.spent.openssl.blocks) / requests;
}

} // namespace

// A page has to be fetched for every iteration, which is not measured, but takes its time.
BENCHMARK_CAPTURE(buffered, next, by_next)->Arg(1)->UseManualTime()->Iterations(100);
BENCHMARK_CAPTURE(buffered, next_batch, by_next_batch)->Arg(50)->UseManualTime()->Iterations(100);
BENCHMARK_CAPTURE(buffered, take, by_take)->Arg(50)->UseManualTime()->Iterations(100);
BENCHMARK(list)->Arg(0)->Arg(1)->Arg(50)->Unit(benchmark::kMicrosecond);
