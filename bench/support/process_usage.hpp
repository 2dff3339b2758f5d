#pragma once

#include <sys/resource.h>

namespace signalwire::bench
{

/// What this process has used so far.
struct process_usage
{
    [[nodiscard]] static process_usage now() noexcept
    {
        rusage usage{};
        getrusage(RUSAGE_SELF, &usage);
        process_usage out;
        out.cpu_seconds = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
        out.peak_mib = static_cast<double>(usage.ru_maxrss) / 1024;
        return out;
    }

    double cpu_seconds = 0;
    /// The largest resident set.
    double peak_mib = 0;

private:
    static double seconds_of(timeval const& time) noexcept
    {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    }
};

} // namespace signalwire::bench
