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

constexpr std::uint64_t beyond_reference_page =
    bits({member::forwarded_from, member::caller_name, member::annotation, member::group_sid});

// A real response had 29 of the 36.
constexpr std::uint64_t beyond_29 = beyond_reference_page
    | bits({member::parent_call_sid, member::phone_number_sid, member::answered_by});

constexpr std::uint64_t audio = bits(
    {member::audio_in_mos, member::audio_rtt_avg, member::audio_rtt_min, member::audio_rtt_max,
     member::audio_out_jitter_min, member::audio_out_jitter_max, member::audio_out_jitter_avg,
     member::audio_out_lost});

// Every member with a probability of one in four, save the one that tells calls apart.
std::uint64_t any_of_them(draws const& record) noexcept
{
    constexpr std::uint64_t all = (std::uint64_t{1} << static_cast<unsigned>(member::count)) - 1;
    std::uint64_t const random = record.bits(number_of(question::omission_members));
    return random & mix(random) & all & ~bits({member::sid});
}

} // namespace

omissions::omissions(draws const& record) noexcept
{
    std::uint64_t const kind = record.below(number_of(question::omission), 100);
    if (kind < 6)
    {
        call_ = beyond_29;
    }
    else if (kind < 12)
    {
        call_ = audio;
    }
    else if (kind < 22)
    {
        call_ = beyond_reference_page;
        subresources_ = notifications_bit;
    }
    else if (kind < 30)
    {
        call_ = any_of_them(record);
        subresources_ = record.bits(number_of(question::omission_members)) >> 40 & 3;
    }
}

} // namespace signalwire::sandbox::detail
