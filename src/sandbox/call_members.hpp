#pragma once

#include "sandbox/keyed_random.hpp"

#include <cstdint>

namespace signalwire::sandbox::detail
{

/// The members of a call in the order of the response, which are bit numbers of
/// `member_presence`.
enum class member : unsigned
{
    sid,
    account_sid,
    date_created,
    date_updated,
    parent_call_sid,
    to,
    formatted_to,
    to_formatted,
    from,
    formatted_from,
    from_formatted,
    phone_number_sid,
    status,
    start_time,
    end_time,
    duration,
    price,
    price_unit,
    direction,
    answered_by,
    api_version,
    forwarded_from,
    caller_name,
    uri,
    subresource_uris,
    annotation,
    group_sid,
    audio_in_mos,
    sip_result_code,
    audio_rtt_avg,
    audio_rtt_min,
    audio_rtt_max,
    audio_out_jitter_min,
    audio_out_jitter_max,
    audio_out_jitter_avg,
    audio_out_lost,
    count
};

/// The members that the response omits from a call.
class omitted_members
{
public:
    /// Omits nothing.
    constexpr omitted_members() noexcept = default;

    /// Selects the members at random: most calls are complete, some have 29 members, some have
    /// those of the API reference, and a few omit any members except `sid`.
    explicit omitted_members(keyed_random const& record) noexcept;

    [[nodiscard]] bool omits(member id) const noexcept
    {
        return (call_ >> static_cast<unsigned>(id) & 1) != 0;
    }

    /// Returns one bit per member of the call.
    [[nodiscard]] std::uint64_t call_bits() const noexcept
    {
        return call_;
    }

    /// Returns one bit per member of `subresource_uris`: recordings, notifications.
    [[nodiscard]] std::uint64_t subresource_bits() const noexcept
    {
        return subresources_;
    }

private:
    std::uint64_t call_ = 0;
    std::uint64_t subresources_ = 0;
};

} // namespace signalwire::sandbox::detail
