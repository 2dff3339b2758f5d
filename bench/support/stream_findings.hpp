#pragma once

#include "support/json_line.hpp"

#include <cstddef>
#include <cstdint>
#include <iomanip>
#include <iostream>
#include <string>

namespace signalwire::bench
{

/// What it took to read every call of an account.
struct stream_findings
{
    void print(bool json) const
    {
        if (json)
        {
            std::cout << json_line("stream")
                             .add("client", client)
                             .add("page_size", page_size)
                             .add("calls", calls)
                             .add("duration_sum", duration_sum)
                             .add("seconds", seconds)
                             .add("cpu_seconds", cpu_seconds)
                             .add("peak_rss_mib", peak_mib)
                             .add("connections", connections)
                             .add("requests", requests)
                             .add("body_bytes", body_bytes);
            return;
        }
        std::cout << std::fixed << std::setprecision(3) << std::left << std::setw(20) << client
                  << std::right << " page size " << std::setw(4) << page_size << ": " << calls
                  << " calls (durations add up to " << duration_sum << ") in " << seconds
                  << " s, CPU " << cpu_seconds << " s, peak " << std::setprecision(1) << peak_mib
                  << " MiB, " << requests << " requests over " << connections << " connection(s), "
                  << static_cast<double>(body_bytes) / 1e6 / seconds << " MB/s\n";
    }

    std::string client;
    int page_size = 0;
    std::uint64_t calls = 0;
    /// Proves that every call was decoded.
    std::int64_t duration_sum = 0;
    double seconds = 0;
    double cpu_seconds = 0;
    double peak_mib = 0;
    std::uint64_t connections = 0;
    std::uint64_t requests = 0;
    std::uint64_t body_bytes = 0;
};

} // namespace signalwire::bench
