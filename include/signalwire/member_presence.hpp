#pragma once

#include <cstddef>
#include <cstdint>

namespace signalwire
{

/// Which members of a model the response left out, and which plain ones it sent as null.
///
/// Plain members hold their default value in both cases; this tells the cases apart, so that a
/// model can be written back as it came. Members are numbered in the order of their declaration.
/// A model that was not decoded from a response counts as complete. Filled by the decoder and read
/// through the model (`call::received`).
///
/// Thread safety: a value type; distinct objects are independent.
class member_presence
{
public:
    /// More members than this no model may have.
    static constexpr std::size_t max_members = 64;

    /// Whether the response left out the member of that number, which is below `max_members`.
    [[nodiscard]] bool absent(std::size_t member) const noexcept
    {
        return (absent_ >> member & 1U) != 0;
    }

    /// Whether the response sent null for it though it is a plain one.
    [[nodiscard]] bool null(std::size_t member) const noexcept
    {
        return (null_ >> member & 1U) != 0;
    }

    /// For the decoder: which members were left out, a bit each.
    void set_absent(std::uint64_t members) noexcept
    {
        absent_ = members;
    }

    /// For the decoder: that this member was null.
    void set_null(std::size_t member) noexcept
    {
        null_ |= std::uint64_t{1} << member;
    }

private:
    std::uint64_t absent_ = 0;
    std::uint64_t null_ = 0;
};

} // namespace signalwire
