// How many pages per second do many coroutines get on one thread, and how long does each wait?

#include "support/client_config.hpp"
#include "support/list_findings.hpp"
#include "support/process_usage.hpp"
#include "support/run.hpp"

#include <signalwire/rest_client.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdint>
#include <exception>
#include <iostream>

namespace asio = boost::asio;
namespace bench = signalwire::bench;
namespace compat = signalwire::compat;
using std::chrono::steady_clock;

namespace
{

compat::call_filter filter_of(bench::list_settings const& how)
{
    compat::call_filter filter;
    filter.page_size(how.page_size);
    if (how.empty)
        filter.parent_call_sid(bench::list_settings::no_parent);
    return filter;
}

asio::awaitable<void> list_again_and_again(
    signalwire::rest_client& client, bench::list_settings const& how, std::uint64_t& left,
    bench::list_findings& found)
{
    compat::call_filter const filter = filter_of(how);
    for (bool first = true; left > 0; first = false)
    {
        --left;
        auto const begin = steady_clock::now();
        try
        {
            compat::call_page const page = co_await client.compat.calls.list(filter);
            if (!first)
                found.latency.add(steady_clock::now() - begin);
            found.calls += page.size();
        }
        catch (std::exception const& error)
        {
            found.fail(error.what());
        }
    }
}

bench::list_findings measure(bench::list_settings const& how)
{
    bench::list_findings found;
    found.client = "signalwire-asio";
    signalwire::client_config config = bench::config_of(how.server);
    config.pool.max_connections = how.max_connections;
    auto const before = bench::process_usage::now();
    auto const begin = steady_clock::now();
    asio::io_context context(1);
    signalwire::rest_client client(context.get_executor(), config);
    // The rivals' connections are open before they ask, too.
    bench::run(context, context.get_executor(), client.warm_up(how.max_connections));
    context.restart();
    std::uint64_t left = how.requests;
    for (std::size_t i = 0; i < how.in_flight; ++i)
        asio::co_spawn(context, list_again_and_again(client, how, left, found), asio::detached);
    context.run();
    found.seconds = std::chrono::duration<double>(steady_clock::now() - begin).count();
    auto const after = bench::process_usage::now();
    found.cpu_seconds = after.cpu_seconds - before.cpu_seconds;
    found.peak_mib = after.peak_mib;
    found.connections = client.stats().connections_opened;
    return found;
}

} // namespace

int main(int argc, char** argv)
{
    try
    {
        bench::list_settings how;
        how.parse("Asks for the same page many times at once and measures it.", argc, argv);
        bench::list_findings const found = measure(how);
        found.print(how);
        return found.errors == 0 ? 0 : 1;
    }
    catch (std::exception const& error)
    {
        std::cerr << "bench_list: " << error.what() << '\n';
        return 1;
    }
}
