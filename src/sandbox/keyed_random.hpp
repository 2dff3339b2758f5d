#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace signalwire::sandbox::detail
{

/// The finalizer of splitmix64: a bijection of 64 bits, equal on every machine.
/// Source: Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators (2014).
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t value) noexcept
{
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
    value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
    return value ^ (value >> 31);
}

inline constexpr std::uint64_t golden_gamma = 0x9e3779b97f4a7c15;

/// The inverse of `mix`.
[[nodiscard]] constexpr std::uint64_t unmix(std::uint64_t value) noexcept
{
    value = (value ^ (value >> 31) ^ (value >> 62)) * 0x319642b2d24d8ec3;
    value = (value ^ (value >> 27) ^ (value >> 54)) * 0x96de1b173f119089;
    return value ^ (value >> 30) ^ (value >> 60);
}

static_assert(unmix(mix(golden_gamma)) == golden_gamma);

/// Returns a 64-bit hash of `text` that continues `start`: FNV-1a and `mix`. Not cryptographic.
[[nodiscard]] constexpr std::uint64_t fingerprint(
    std::uint64_t start, std::string_view text) noexcept
{
    std::uint64_t hash = start ^ 0xcbf29ce484222325;
    for (char const c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    return mix(hash);
}

/// The random numbers of one record: one per key, independent of the other keys.
class keyed_random
{
public:
    constexpr keyed_random(std::uint64_t seed, std::uint64_t record) noexcept
        : state_(mix(mix(seed) + golden_gamma * (record + 1)))
    {
    }

    /// Returns a number that is unique for each record of a seed.
    [[nodiscard]] constexpr std::uint64_t identity() const noexcept
    {
        return state_;
    }

    /// Returns the record that has this identity.
    [[nodiscard]] static constexpr std::uint64_t record_of(
        std::uint64_t seed, std::uint64_t identity) noexcept
    {
        constexpr std::uint64_t inverse_gamma = 0xf1de83e19937733d;
        static_assert(inverse_gamma * golden_gamma == 1);
        return (unmix(identity) - mix(seed)) * inverse_gamma - 1;
    }

    /// Returns 64 bits for `key`.
    template <class Key>
    [[nodiscard]] constexpr std::uint64_t bits(Key key) const noexcept
    {
        return mix(state_ + golden_gamma * (static_cast<std::uint64_t>(key) + 1));
    }

    /// Returns a number in `[0, count)`. The bias is below 2^-32.
    template <class Key>
    [[nodiscard]] constexpr std::uint64_t below(Key key, std::uint64_t count) const noexcept
    {
        return count <= 1 ? 0 : (bits(key) >> 16) % count;
    }

    /// Returns true with a probability in percent.
    template <class Key>
    [[nodiscard]] constexpr bool percent(Key key, std::uint64_t probability) const noexcept
    {
        return below(key, 100) < probability;
    }

private:
    std::uint64_t state_;
};

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
