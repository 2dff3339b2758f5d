#pragma once

#include "sandbox/keyed_random.hpp"

#include <cstdint>

namespace signalwire::sandbox::detail
{

/// The members of a call in the order of the response: bit numbers of `member_presence`.
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

/// What the response to a call leaves out.
class omissions
{
public:
    /// Nothing.
    constexpr omissions() noexcept = default;

    /// What `record` decides: most calls are complete, some have 29 members, some those that the
    /// reference page shows, and a few lack any members but `sid`.
    explicit omissions(draws const& record) noexcept;

    [[nodiscard]] bool omits(member which) const noexcept
    {
        return (call_ >> static_cast<unsigned>(which) & 1) != 0;
    }

    /// One bit per member of the call.
    [[nodiscard]] std::uint64_t call_bits() const noexcept
    {
        return call_;
    }

    /// The same for `subresource_uris`: recordings, notifications.
    [[nodiscard]] std::uint64_t subresource_bits() const noexcept
    {
        return subresources_;
    }

private:
    std::uint64_t call_ = 0;
    std::uint64_t subresources_ = 0;
};

} // namespace signalwire::sandbox::detail
