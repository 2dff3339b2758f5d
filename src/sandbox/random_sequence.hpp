#pragma once

#include "sandbox/keyed_random.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace signalwire::sandbox::detail
{

/// A sequence of random numbers, without keys.
class random_sequence
{
public:
    constexpr random_sequence(std::uint64_t seed, std::uint64_t record) noexcept
        : random_(seed, record)
    {
    }

    /// Returns a number in `[0, count)`.
    [[nodiscard]] constexpr std::size_t below(std::size_t count) noexcept
    {
        return static_cast<std::size_t>(random_.below(next_++, count));
    }

    /// Returns true once in `count` calls on average; never for 0.
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
    keyed_random random_;
    std::uint64_t next_ = 0;
};

} // namespace signalwire::sandbox::detail
