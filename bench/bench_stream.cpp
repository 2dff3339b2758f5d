// How fast does one stream deliver every call of an account, on one thread?

#include <signalwire/rest_client.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <CLI/CLI.hpp>
#include <sys/resource.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <iomanip>
#include <iostream>
#include <optional>
#include <string>

namespace asio = boost::asio;
namespace compat = signalwire::compat;

namespace
{

struct settings
{
    settings() = default;

    signalwire::client_config config;
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

struct findings
{
    findings() = default;

    std::uint64_t calls = 0;
    std::int64_t duration_sum = 0;
    double seconds = 0;
    double cpu_seconds = 0;
    double peak_mib = 0;
    signalwire::client_stats stats;
};

double seconds_of(timeval const& time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

settings parse(int argc, char** argv)
{
    settings out;
    CLI::App app("Streams every call of an account and measures what it costs.");
    app.add_option("--host", out.config.host, "The space")->envname("SIGNALWIRE_SPACE")->required();
    app.add_option("--project", out.config.project, "The project ID")
        ->envname("SIGNALWIRE_PROJECT_ID")
        ->required();
    app.add_option("--ca-file", out.config.tls.ca_file, "Certificates to trust")
        ->envname("SIGNALWIRE_REST_CA_FILE");
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
    // From the environment only: a command line is no place for a secret.
    if (char const* const token = std::getenv("SIGNALWIRE_API_TOKEN"))
        out.config.token = token;
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

asio::awaitable<void> stream(signalwire::rest_client& client, settings const& how, findings& found)
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

findings measure(settings const& how)
{
    findings found;
    asio::io_context context(1);
    signalwire::rest_client client(context.get_executor(), how.config);
    auto const begin = std::chrono::steady_clock::now();
    asio::co_spawn(context, stream(client, how, found), [](std::exception_ptr failure) {
        if (failure)
            std::rethrow_exception(failure);
    });
    context.run();
    std::chrono::duration<double> const elapsed = std::chrono::steady_clock::now() - begin;

    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    found.seconds = elapsed.count();
    found.cpu_seconds = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
    found.peak_mib = static_cast<double>(usage.ru_maxrss) / 1024;
    found.stats = client.stats();
    return found;
}

void print(settings const& how, findings const& found)
{
    std::cout << std::fixed << std::setprecision(3);
    if (how.json)
    {
        std::cout << R"({"bench":"stream","page_size":)" << how.page_size << R"(,"prefetch":)"
                  << how.prefetch << R"(,"shards":)" << how.shards << R"(,"work_ms":)"
                  << how.work.count() << R"(,"calls":)" << found.calls << R"(,"duration_sum":)"
                  << found.duration_sum << R"(,"seconds":)" << found.seconds << R"(,"cpu_seconds":)"
                  << found.cpu_seconds << R"(,"peak_rss_mib":)" << found.peak_mib
                  << R"(,"connections":)" << found.stats.opened << R"(,"requests":)"
                  << found.stats.requests << R"(,"body_bytes":)" << found.stats.body_bytes << "}\n";
        return;
    }
    std::cout << "page size " << std::setw(4) << how.page_size << ", prefetch " << how.prefetch
              << (how.shards > 0 ? ", " + std::to_string(how.shards) + " shards" : "") << ": "
              << found.calls << " calls (durations add up to " << found.duration_sum << ") in "
              << found.seconds << " s, CPU " << found.cpu_seconds << " s, peak "
              << std::setprecision(1) << found.peak_mib << " MiB, " << found.stats.requests
              << " requests over " << found.stats.opened << " connection(s), "
              << static_cast<double>(found.stats.body_bytes) / 1e6 / found.seconds << " MB/s\n";
}

} // namespace

int main(int argc, char** argv)
{
    try
    {
        settings const how = parse(argc, argv);
        print(how, measure(how));
    }
    catch (std::exception const& error)
    {
        std::cerr << "bench_stream: " << error.what() << '\n';
        return 1;
    }
}
