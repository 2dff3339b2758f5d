#pragma once

#include <cstddef>
#include <cstdint>
#include <random>

namespace signalwire::test
{

/// Random numbers that a seed repeats.
class chance
{
public:
    explicit chance(std::uint64_t seed)
        : engine_(seed)
    {
    }

    /// From 0 to `below` - 1.
    std::size_t number(std::size_t below)
    {
        return std::uniform_int_distribution<std::size_t>(0, below - 1)(engine_);
    }

    /// True in `percent` of 100 calls.
    bool happens(std::size_t percent)
    {
        return number(100) < percent;
    }

private:
    std::mt19937_64 engine_;
};

} // namespace signalwire::test
