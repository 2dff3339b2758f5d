#include "sandbox/call_members.hpp"

#include "sandbox/sample_values.hpp"

#include <initializer_list>

namespace signalwire::sandbox::detail
{

namespace
{

constexpr std::uint64_t notifications_bit = 2;

constexpr std::uint64_t bits(std::initializer_list<member> members) noexcept
{
    std::uint64_t result = 0;
    for (member const each : members)
        result |= std::uint64_t{1} << static_cast<unsigned>(each);
    return result;
}

constexpr std::uint64_t undocumented_members =
    bits({member::forwarded_from, member::caller_name, member::annotation, member::group_sid});

// A response of the real API had 29 of the 36 members.
constexpr std::uint64_t unsent_members = undocumented_members
    | bits({member::parent_call_sid, member::phone_number_sid, member::answered_by});

constexpr std::uint64_t audio = bits(
    {member::audio_in_mos, member::audio_rtt_avg, member::audio_rtt_min, member::audio_rtt_max,
     member::audio_out_jitter_min, member::audio_out_jitter_max, member::audio_out_jitter_avg,
     member::audio_out_lost});

// Every member with a probability of one in four, except the identifier.
std::uint64_t random_members(keyed_random const& record) noexcept
{
    constexpr std::uint64_t all = (std::uint64_t{1} << static_cast<unsigned>(member::count)) - 1;
    std::uint64_t const random = record.bits(random_key::omission_members);
    return random & mix(random) & all & ~bits({member::sid});
}

} // namespace

omitted_members::omitted_members(keyed_random const& record) noexcept
{
    std::uint64_t const kind = record.below(random_key::omission, 100);
    if (kind < 6)
    {
        call_ = unsent_members;
    }
    else if (kind < 12)
    {
        call_ = audio;
    }
    else if (kind < 22)
    {
        call_ = undocumented_members;
        subresources_ = notifications_bit;
    }
    else if (kind < 30)
    {
        call_ = random_members(record);
        subresources_ = record.bits(random_key::omission_members) >> 40 & 3;
    }
}

} // namespace signalwire::sandbox::detail
