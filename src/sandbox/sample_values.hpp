#pragma once

#include "sandbox/keyed_random.hpp"

#include <cstdint>
#include <string>
#include <string_view>

/// Values of the generated calls: addresses, names, notes. All phone numbers are from ranges that
/// are reserved for fiction.
namespace signalwire::sandbox::detail
{

/// Keys of the random numbers of a call. The generated data depends on the order: append only.
enum class random_key : std::uint64_t
{
    sid,
    anchor_time,
    status,
    direction,
    parent,
    parent_distance,
    own_address,
    other_address,
    other_kind,
    ring_seconds,
    talk_kind,
    talk_seconds,
    end_offset,
    update_delay,
    answered_by,
    price,
    price_rate,
    forwarded_from,
    caller_name,
    caller_name_choice,
    annotation,
    group_sid,
    phone_number_sid,
    notifications,
    sip_result,
    audio,
    audio_quality,
    audio_gap,
    omission,
    omission_members,
    new_call_status,
    recording,
    recording_channels
};

/// Number of addresses of the account. The last `own_sip_endpoints` are SIP endpoints without a
/// phone number.
inline constexpr std::uint64_t own_addresses = 16;
inline constexpr std::uint64_t own_sip_endpoints = 3;

/// Returns a phone number or SIP endpoint of the account.
[[nodiscard]] std::string own_address(std::uint64_t index);

/// Returns a phone number, domestic or foreign, or a SIP address outside the account. A few hundred
/// exist, so most of them have several calls.
[[nodiscard]] std::string other_address(keyed_random const& record);

/// Returns the ID of a phone number of the account.
[[nodiscard]] std::string phone_number_sid(std::uint64_t seed, std::string_view number);

/// Returns `(310) 555-0142` for a North American number, other addresses unchanged.
[[nodiscard]] std::string formatted(std::string_view address);

/// Returns a caller's name in UTF-8; some require escapes in JSON.
[[nodiscard]] std::string_view caller_name(std::uint64_t choice) noexcept;

/// Returns the text of an annotation.
[[nodiscard]] std::string_view annotation(std::uint64_t choice) noexcept;

/// Returns 128 bits as a version 4 UUID.
[[nodiscard]] std::string uuid(std::uint64_t high, std::uint64_t low);

} // namespace signalwire::sandbox::detail
