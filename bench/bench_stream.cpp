// How fast does one stream deliver every call of an account, on one thread?

#include "support/client_config.hpp"
#include "support/process_usage.hpp"
#include "support/stream_findings.hpp"

#include <signalwire/rest_client.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <CLI/CLI.hpp>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <optional>

namespace asio = boost::asio;
namespace bench = signalwire::bench;
namespace compat = signalwire::compat;

namespace
{

struct settings
{
    settings() = default;

    bench::server_flags server;
    int page_size = 50;
    std::size_t prefetch = 1;
    std::size_t shards = 0;
    std::size_t limit = 0;
    /// Only calls that began in the year that a sandbox has; windows are cut from it.
    bool year = false;
    /// How long the consumer is busy with each page's worth of calls.
    std::chrono::milliseconds work{0};
    bool json = false;
};

settings parse(int argc, char** argv)
{
    settings out;
    CLI::App app("Streams every call of an account and measures what it costs.");
    out.server.add_to(app);
    app.add_option("--page-size", out.page_size, "Calls per page")->capture_default_str();
    app.add_option("--prefetch", out.prefetch, "Pages fetched ahead")->capture_default_str();
    app.add_option("--shards", out.shards, "Windows of time read at once; 0 for none")
        ->capture_default_str();
    app.add_flag("--year", out.year, "Only calls that began in 2025; --shards implies it");
    app.add_option("--limit", out.limit, "Calls to stream; 0 for all");
    std::int64_t work = 0;
    app.add_option("--work", work, "Milliseconds that the caller spends on each page of calls");
    app.add_flag("--json", out.json, "Print one line of JSON");
    try
    {
        app.parse(argc, argv);
    }
    catch (CLI::ParseError const& error)
    {
        std::exit(app.exit(error) == 0 ? 0 : 2);
    }
    out.work = std::chrono::milliseconds(work);
    return out;
}

compat::call_filter filter_of(settings const& how)
{
    compat::call_filter filter;
    filter.page_size(how.page_size);
    if (how.year || how.shards > 0)
    {
        filter.start_time_after(std::chrono::sys_days(std::chrono::year(2025) / 1 / 1));
        filter.start_time_before(std::chrono::sys_days(std::chrono::year(2026) / 1 / 1));
    }
    return filter;
}

asio::awaitable<void> stream(
    signalwire::rest_client& client, settings const& how, bench::stream_findings& found)
{
    asio::steady_timer timer(co_await asio::this_coro::executor);
    signalwire::stream_options options;
    options.prefetch_pages(how.prefetch).shards(how.shards);
    if (how.limit > 0)
        options.limit(how.limit);
    auto calls = client.compat.calls.stream(filter_of(how), options);
    auto const page = static_cast<std::uint64_t>(how.page_size);
    while (std::optional<compat::call> const call = co_await calls.next())
    {
        ++found.calls;
        found.duration_sum += call->duration;
        if (how.work.count() > 0 && found.calls % page == 0)
        {
            timer.expires_after(how.work);
            co_await timer.async_wait(asio::use_awaitable);
        }
    }
}

bench::stream_findings measure(settings const& how)
{
    bench::stream_findings found;
    found.client = "signalwire-asio";
    found.page_size = how.page_size;
    auto const begin = std::chrono::steady_clock::now();
    asio::io_context context(1);
    signalwire::rest_client client(context.get_executor(), bench::config_of(how.server));
    asio::co_spawn(context, stream(client, how, found), [](std::exception_ptr failure) {
        if (failure)
            std::rethrow_exception(failure);
    });
    context.run();
    std::chrono::duration<double> const elapsed = std::chrono::steady_clock::now() - begin;
    auto const used = bench::process_usage::now();
    found.seconds = elapsed.count();
    found.cpu_seconds = used.cpu_seconds;
    found.peak_mib = used.peak_mib;
    signalwire::client_stats const stats = client.stats();
    found.connections = stats.connections_opened;
    found.requests = stats.requests_sent;
    found.body_bytes = stats.response_body_bytes;
    return found;
}

} // namespace

int main(int argc, char** argv)
{
    try
    {
        settings const how = parse(argc, argv);
        measure(how).print(how.json);
    }
    catch (std::exception const& error)
    {
        std::cerr << "bench_stream: " << error.what() << '\n';
        return 1;
    }
}
