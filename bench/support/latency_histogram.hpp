#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace signalwire::bench
{

/// Counts durations in buckets of 1/64 of a power of two of nanoseconds: any number of them in
/// little memory, each known to 1.6 %.
class latency_histogram
{
public:
    void add(std::chrono::nanoseconds duration) noexcept
    {
        auto const value = static_cast<std::uint64_t>(std::max<std::int64_t>(duration.count(), 0));
        ++buckets_[bucket_of(value)];
        ++count_;
        largest_ = std::max(largest_, value);
    }

    [[nodiscard]] std::uint64_t count() const noexcept
    {
        return count_;
    }

    /// In milliseconds: what the fastest `share` of all durations, 0..1, did not exceed.
    [[nodiscard]] double quantile(double share) const noexcept
    {
        auto const wanted = std::max<std::uint64_t>(
            1, static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_))));
        std::uint64_t seen = 0;
        for (std::size_t bucket = 0; bucket < buckets_.size(); ++bucket)
        {
            seen += buckets_[bucket];
            if (seen >= wanted)
                return milliseconds(std::min(end_of(bucket) - 1, largest_));
        }
        return milliseconds(largest_);
    }

private:
    static constexpr unsigned bits = 6;
    static constexpr std::uint64_t parts = 1U << bits;

    static std::size_t bucket_of(std::uint64_t value) noexcept
    {
        if (value < parts)
            return static_cast<std::size_t>(value);
        auto const shift = static_cast<unsigned>(std::bit_width(value)) - bits - 1;
        return static_cast<std::size_t>(shift * parts + (value >> shift));
    }

    static std::uint64_t end_of(std::size_t bucket) noexcept
    {
        if (bucket < 2 * parts)
            return bucket + 1;
        std::uint64_t const shift = bucket / parts - 1;
        return (bucket - shift * parts + 1) << shift;
    }

    static double milliseconds(std::uint64_t nanoseconds) noexcept
    {
        return static_cast<double>(nanoseconds) / 1e6;
    }

    std::array<std::uint64_t, (64 - bits + 1) * parts> buckets_{};
    std::uint64_t count_ = 0;
    std::uint64_t largest_ = 0;
};

} // namespace signalwire::bench
