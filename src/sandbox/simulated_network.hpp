#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace signalwire::sandbox::detail
{

/// Latency and bandwidth of the simulated network.
///
/// Thread safety: all members may be called from any thread at once.
class simulated_network
{
public:
    simulated_network(std::chrono::milliseconds latency, std::uint64_t bytes_per_second) noexcept
        : latency_(latency.count())
        , bytes_per_second_(bytes_per_second)
    {
    }

    [[nodiscard]] std::chrono::milliseconds latency() const noexcept
    {
        return std::chrono::milliseconds(latency_.load(std::memory_order_relaxed));
    }

    void set_latency(std::chrono::milliseconds latency) noexcept
    {
        latency_.store(latency.count(), std::memory_order_relaxed);
    }

    /// Returns the bandwidth in bytes per second; 0 for no limit.
    [[nodiscard]] std::uint64_t bytes_per_second() const noexcept
    {
        return bytes_per_second_.load(std::memory_order_relaxed);
    }

    void set_bytes_per_second(std::uint64_t bytes) noexcept
    {
        bytes_per_second_.store(bytes, std::memory_order_relaxed);
    }

private:
    std::atomic<std::chrono::milliseconds::rep> latency_;
    std::atomic<std::uint64_t> bytes_per_second_;
};

/// Returns the time to transfer `bytes`. Precondition: `bytes_per_second` is not 0.
[[nodiscard]] constexpr std::chrono::microseconds transfer_time(
    std::uint64_t bytes, std::uint64_t bytes_per_second) noexcept
{
    // Whole seconds are computed separately to avoid overflow.
    return std::chrono::seconds(bytes / bytes_per_second)
        + std::chrono::microseconds(static_cast<std::int64_t>(
            static_cast<double>(bytes % bytes_per_second) * 1e6
            / static_cast<double>(bytes_per_second)));
}

} // namespace signalwire::sandbox::detail
