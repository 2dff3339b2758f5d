#pragma once

#include "sandbox/keyed_random.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace signalwire::sandbox::detail
{

/// Random decisions one after the other, where nobody asks for a certain one.
class dice
{
public:
    constexpr dice(std::uint64_t seed, std::uint64_t record) noexcept
        : draws_(seed, record)
    {
    }

    /// 0 to `count` - 1.
    [[nodiscard]] constexpr std::size_t below(std::size_t count) noexcept
    {
        return static_cast<std::size_t>(draws_.below(next_++, count));
    }

    /// True once in so many times; never for 0.
    [[nodiscard]] constexpr bool one_in(std::size_t count) noexcept
    {
        return count != 0 && below(count) == 0;
    }

    template <class T, std::size_t Size>
    [[nodiscard]] constexpr T const& any_of(std::array<T, Size> const& choices) noexcept
    {
        return choices[below(Size)];
    }

private:
    draws draws_;
    std::uint64_t next_ = 0;
};

} // namespace signalwire::sandbox::detail
