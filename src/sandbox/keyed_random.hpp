#pragma once

#include <cstdint>
#include <string_view>

namespace signalwire::sandbox::detail
{

/// The finaliser of splitmix64: a bijection of 64 bits, the same on every machine.
/// Source: Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators (2014).
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t value) noexcept
{
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
    value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
    return value ^ (value >> 31);
}

inline constexpr std::uint64_t golden_gamma = 0x9e3779b97f4a7c15;

/// 64 bits for `text` that continue `start`: FNV-1a, mixed at the end. Nobody attacks a sandbox.
[[nodiscard]] constexpr std::uint64_t fingerprint(
    std::uint64_t start, std::string_view text) noexcept
{
    std::uint64_t hash = start ^ 0xcbf29ce484222325;
    for (char const c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    return mix(hash);
}

/// The random numbers of one record: one per question, independent of which others are asked.
class draws
{
public:
    constexpr draws(std::uint64_t seed, std::uint64_t record) noexcept
        : state_(mix(mix(seed) + golden_gamma * (record + 1)))
    {
    }

    /// Different for every record of a seed.
    [[nodiscard]] constexpr std::uint64_t identity() const noexcept
    {
        return state_;
    }

    /// 64 bits for `question`.
    [[nodiscard]] constexpr std::uint64_t bits(std::uint64_t question) const noexcept
    {
        return mix(state_ + golden_gamma * (question + 1));
    }

    /// 0 to `count` - 1. The bias is below 2^-32 and does not matter here.
    [[nodiscard]] constexpr std::uint64_t below(
        std::uint64_t question, std::uint64_t count) const noexcept
    {
        return count <= 1 ? 0 : (bits(question) >> 16) % count;
    }

    [[nodiscard]] constexpr bool percent(
        std::uint64_t question, std::uint64_t probability) const noexcept
    {
        return below(question, 100) < probability;
    }

private:
    std::uint64_t state_;
};

} // namespace signalwire::sandbox::detail
