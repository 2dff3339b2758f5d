// Streams every call of an account and adds up what they cost; then, with a server on this machine,
// places a call and follows it.
//
// Which account: SIGNALWIRE_SPACE, SIGNALWIRE_PROJECT_ID and SIGNALWIRE_API_TOKEN in the
// environment. `./run demo` starts a server on this machine and sets them for it.

#include "live_call.hpp"

#include <signalwire/rest_client.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>

#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <iomanip>
#include <iostream>
#include <map>
#include <optional>
#include <string>

namespace asio = boost::asio;
namespace compat = signalwire::compat;

namespace
{

struct totals
{
    totals() = default;

    std::uint64_t calls = 0;
    // Money is a decimal, never a double: the sums are exact to the last digit.
    std::map<std::string, signalwire::decimal> price_by_currency;

    void add(compat::call const& call)
    {
        ++calls;
        // What the API may send as null is a std::optional: a price is null until it is settled.
        if (call.price)
            price_by_currency[call.price_unit] += *call.price;
    }
};

// Shows on a terminal how far we are, and wipes that in the end, also when the end is an error.
class live_line
{
public:
    live_line() = default;
    live_line(live_line const&) = delete;
    live_line& operator=(live_line const&) = delete;

    ~live_line()
    {
        if (on_terminal_)
            std::cout << "\r\033[K" << std::flush;
    }

    void show(std::uint64_t calls) const
    {
        if (on_terminal_ && calls % 100 == 0)
            std::cout << '\r' << calls << " calls" << std::flush;
    }

private:
    bool on_terminal_ = ::isatty(STDOUT_FILENO) != 0;
};

void print(totals const& sum, signalwire::client_stats const& stats, double seconds)
{
    std::cout << std::fixed << std::setprecision(2) << "Streamed " << sum.calls << " calls in "
              << seconds << " s (" << static_cast<std::uint64_t>(double(sum.calls) / seconds)
              << " per second): " << stats.requests_sent << " requests over "
              << stats.connections_opened
              << (stats.connections_opened == 1 ? " connection.\n" : " connections.\n");
    for (auto const& [currency, price] : sum.price_by_currency)
        std::cout << "Sum of their prices: " << price << ' '
                  << (currency.empty() ? "(no currency given)" : currency) << '\n';
}

asio::awaitable<totals> add_up_calls(signalwire::rest_client const& client)
{
    totals sum;
    live_line const progress;

    // Nothing is sent before the first next(). Then pages are fetched as they are consumed, one
    // ahead of us: an account of any size fits into memory.
    signalwire::async_generator<compat::call> calls =
        client.compat.calls.stream(compat::call_filter().page_size(200));
    while (std::optional<compat::call> const call = co_await calls.next())
    {
        sum.add(*call);
        progress.show(sum.calls);
    }
    co_return sum;
}

asio::awaitable<void> report()
{
    // A mistake in the configuration is found by these two lines, before anything is sent.
    signalwire::client_config const config = signalwire::client_config::from_environment();
    signalwire::rest_client client(co_await asio::this_coro::executor, config);

    auto const begin = std::chrono::steady_clock::now();
    totals const sum = co_await add_up_calls(client);
    std::chrono::duration<double> const elapsed = std::chrono::steady_clock::now() - begin;
    print(sum, client.stats(), elapsed.count());

    // Set for a server on this machine only: a demo must not place real calls.
    if (char const* const key = std::getenv("SIGNALWIRE_SIGNING_KEY"))
        co_await show_live_call(client, key);

    // Says goodbye to the server; without it, destroying the client would just hang up.
    co_await client.shutdown();
}

} // namespace

int main()
{
    try
    {
        asio::io_context context;
        // What the coroutine throws comes out of run().
        asio::co_spawn(context, report(), [](std::exception_ptr const& error) {
            if (error)
                std::rethrow_exception(error);
        });
        context.run();
    }
    catch (std::exception const& error)
    {
        // One complete line: what failed, where, after how long, and what was tried.
        std::cerr << "signalwire-demo: " << error.what() << '\n';
        return 1;
    }
}
