// What do next, next_batch and take cost when the calls are buffered, and how much does a request
// allocate?

#include "support/allocations.hpp"
#include "support/local_server.hpp"
#include "support/run.hpp"

#include <signalwire/rest_client.hpp>
#include <signalwire/take.hpp>

#include <benchmark/benchmark.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace asio = boost::asio;
namespace bench = signalwire::bench;
namespace compat = signalwire::compat;

namespace
{

using call_stream = signalwire::async_generator<compat::call>;

constexpr std::size_t batch_size = 50;

/// Consumes `n` buffered calls of `stream`, in one of the ways there are. What the
/// consumer has had is destroyed, as it would be elsewhere.
using consumer = asio::awaitable<void> (*)(call_stream& stream, std::size_t count);

asio::awaitable<void> by_next(call_stream& stream, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
    {
        std::optional<compat::call> const call = co_await stream.next();
        benchmark::DoNotOptimize(call->duration);
    }
}

asio::awaitable<void> by_try_next(call_stream& stream, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
    {
        std::optional<compat::call> const call = stream.try_next();
        benchmark::DoNotOptimize(call->duration);
    }
    co_return;
}

asio::awaitable<void> by_next_batch(call_stream& stream, std::size_t count)
{
    while (count > 0)
    {
        std::vector<compat::call> const batch =
            co_await stream.next_batch(std::min(count, batch_size));
        benchmark::DoNotOptimize(batch.front().duration);
        count -= batch.size();
    }
}

asio::awaitable<void> by_take(call_stream& stream, std::size_t count)
{
    while (count > 0)
    {
        std::vector<compat::call> const some =
            co_await signalwire::take(stream, std::min(count, batch_size));
        benchmark::DoNotOptimize(some.front().duration);
        count -= some.size();
    }
}

/// Nothing waits in what is measured with it: other load of the machine does not count.
std::chrono::nanoseconds processor_time()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

/// This thread's time and allocations between `begin` and `end`.
class measurement
{
public:
    void begin()
    {
        before_ = bench::allocations_so_far();
        begin_ = processor_time();
    }

    void end(benchmark::State& state)
    {
        std::chrono::duration<double> const elapsed = processor_time() - begin_;
        blocks_ += (bench::allocations_so_far() - before_).own.blocks;
        state.SetIterationTime(elapsed.count());
    }

    /// Puts down what one call cost, of `calls` in each iteration.
    void report(benchmark::State& state, std::size_t calls) const
    {
        using benchmark::Counter;
        auto const all = static_cast<double>(state.iterations()) * static_cast<double>(calls);
        state.counters["time/call"] = Counter(all, Counter::kIsRate | Counter::kInvert);
        state.counters["allocations/call"] = static_cast<double>(blocks_) / all;
    }

private:
    bench::allocations before_;
    std::chrono::nanoseconds begin_{};
    std::int64_t blocks_ = 0;
};

/// The calls of a page that are buffered after the first one was consumed. The last one stays, so
/// that the end of the page is not part of what is measured.
std::size_t calls_at_hand(benchmark::State const& state)
{
    return static_cast<std::size_t>(state.range(0)) - 2;
}

asio::awaitable<void> consume_streams(
    benchmark::State& state, signalwire::rest_client& client, consumer consume)
{
    measurement measured;
    compat::call_filter filter;
    filter.page_size(static_cast<int>(state.range(0)));
    for ([[maybe_unused]] auto const iteration : state)
    {
        call_stream stream = client.compat.calls.stream(filter);
        co_await stream.next();
        measured.begin();
        co_await consume(stream, calls_at_hand(state));
        measured.end(state);
    }
    measured.report(state, calls_at_hand(state));
}

/// Buffered calls of a stream over an account of one page.
void buffered(benchmark::State& state, consumer consume)
{
    bench::local_server server(static_cast<std::size_t>(state.range(0)));
    asio::io_context context(1);
    signalwire::rest_client client(context.get_executor(), server.client_config());
    bench::run(context, context.get_executor(), consume_streams(state, client, consume));
}

/// Uses up all calls but two of a page that was listed.
using finisher = void (*)(std::vector<compat::call>& calls);

/// What is left of `next` when there is no stream.
void by_move(std::vector<compat::call>& calls)
{
    for (std::size_t i = 1; i + 1 < calls.size(); ++i)
    {
        std::optional<compat::call> const call(std::move(calls[i]));
        benchmark::DoNotOptimize(call->duration);
    }
}

/// What every way to consume a call pays in the end.
void by_destruction(std::vector<compat::call>& calls)
{
    calls.resize(2);
}

asio::awaitable<void> finish_lists(
    benchmark::State& state, signalwire::rest_client& client, finisher finish)
{
    measurement measured;
    compat::call_filter filter;
    filter.page_size(static_cast<int>(state.range(0)));
    for ([[maybe_unused]] auto const iteration : state)
    {
        compat::call_page page = co_await client.compat.calls.list(filter);
        measured.begin();
        finish(page.calls);
        measured.end(state);
    }
    measured.report(state, calls_at_hand(state));
}

void listed(benchmark::State& state, finisher finish)
{
    bench::local_server server(static_cast<std::size_t>(state.range(0)));
    asio::io_context context(1);
    signalwire::rest_client client(context.get_executor(), server.client_config());
    bench::run(context, context.get_executor(), finish_lists(state, client, finish));
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
BENCHMARK_CAPTURE(buffered, next, by_next)->Arg(50)->Arg(1000)->UseManualTime()->Iterations(400);
BENCHMARK_CAPTURE(buffered, try_next, by_try_next)
    ->Arg(50)
    ->Arg(1000)
    ->UseManualTime()
    ->Iterations(400);
BENCHMARK_CAPTURE(buffered, next_batch, by_next_batch)
    ->Arg(50)
    ->Arg(1000)
    ->UseManualTime()
    ->Iterations(400);
BENCHMARK_CAPTURE(buffered, take, by_take)->Arg(50)->Arg(1000)->UseManualTime()->Iterations(400);
BENCHMARK_CAPTURE(listed, move, by_move)->Arg(50)->Arg(1000)->UseManualTime()->Iterations(400);
BENCHMARK_CAPTURE(listed, destruction, by_destruction)
    ->Arg(50)
    ->Arg(1000)
    ->UseManualTime()
    ->Iterations(400);
BENCHMARK(list)->Arg(0)->Arg(1)->Arg(50)->Unit(benchmark::kMicrosecond);
