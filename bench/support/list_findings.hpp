#pragma once

#include "support/json_line.hpp"
#include "support/latency_histogram.hpp"
#include "support/list_settings.hpp"

#include <chrono>
#include <cstdint>
#include <exception>
#include <iomanip>
#include <iostream>
#include <string>

namespace signalwire::bench
{

/// What became of many requests at once.
struct list_findings
{
    void print(list_settings const& how) const
    {
        auto const count = static_cast<double>(how.requests);
        double const cpu = cpu_seconds * 1e6 / count;
        if (how.json)
        {
            std::cout << json_line("list")
                             .add("client", client)
                             .add("empty", how.empty ? 1 : 0)
                             .add("in_flight", how.in_flight)
                             .add("requests", how.requests)
                             .add("page_size", how.page_size)
                             .add("calls", calls)
                             .add("errors", errors)
                             .add("connections", connections)
                             .add("seconds", seconds)
                             .add("requests_per_second", count / seconds)
                             .add("cpu_us_per_request", cpu)
                             .add("p50_ms", latency.quantile(0.5))
                             .add("p90_ms", latency.quantile(0.9))
                             .add("p99_ms", latency.quantile(0.99))
                             .add("p999_ms", latency.quantile(0.999))
                             .add("max_ms", latency.quantile(1))
                             .add("peak_rss_mib", peak_mib);
            return;
        }
        std::cout << std::fixed << std::setprecision(0) << std::left << std::setw(20) << client
                  << std::right << std::setw(6) << how.in_flight
                  << " in flight: " << count / seconds << " requests/s, CPU "
                  << std::setprecision(1) << cpu << " us each, p50 " << std::setprecision(2)
                  << latency.quantile(0.5) << " p90 " << latency.quantile(0.9) << " p99 "
                  << latency.quantile(0.99) << " p99.9 " << latency.quantile(0.999) << " max "
                  << latency.quantile(1) << " ms, " << errors << " errors, " << calls << " calls, "
                  << connections << " connections, peak " << std::setprecision(1) << peak_mib
                  << " MiB\n";
        if (!first_error.empty())
            std::cerr << "The first error: " << first_error << '\n';
    }

    void fail(std::string const& what)
    {
        if (errors++ == 0)
            first_error = what;
    }

    std::string client;
    std::uint64_t calls = 0;
    std::uint64_t errors = 0;
    std::string first_error;
    std::uint64_t connections = 0;
    double seconds = 0;
    double cpu_seconds = 0;
    double peak_mib = 0;
    /// From the moment a page is asked for to the moment it is decoded; without the first request
    /// of every loop, which may have had to wait for new connections.
    latency_histogram latency;
};

} // namespace signalwire::bench
