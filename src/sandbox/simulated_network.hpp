#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace signalwire::sandbox::detail
{

/// The distance to the server that is played: how long an answer takes to its first byte, and how
/// fast the others follow. Safe from any thread.
class line
{
public:
    line(std::chrono::milliseconds latency, std::uint64_t bytes_per_second) noexcept
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

    /// 0 for as fast as it can.
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

/// How long `bytes` are on their way at such a speed, which is not 0.
[[nodiscard]] constexpr std::chrono::microseconds time_to_carry(
    std::uint64_t bytes, std::uint64_t bytes_per_second) noexcept
{
    // Seconds and the rest apart: the product of all does not fit.
    return std::chrono::seconds(bytes / bytes_per_second)
        + std::chrono::microseconds(static_cast<std::int64_t>(
            static_cast<double>(bytes % bytes_per_second) * 1e6
            / static_cast<double>(bytes_per_second)));
}

} // namespace signalwire::sandbox::detail
