#pragma once

#include "sandbox/keyed_random.hpp"

#include <cstdint>
#include <string>
#include <string_view>

/// The made-up account's vocabulary: addresses, names, notes. All from ranges that are reserved
/// for fiction.
namespace signalwire::sandbox::detail
{

/// What the random numbers of a call decide. The order is part of the data: append only.
enum class question : std::uint64_t
{
    sid,
    moment,
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
    end_drift,
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
    arrival,
    recording,
    recording_channels
};

[[nodiscard]] constexpr std::uint64_t number_of(question what) noexcept
{
    return static_cast<std::uint64_t>(what);
}

/// How many addresses the account has; the last ones are SIP endpoints without a number.
inline constexpr std::uint64_t own_addresses = 16;
inline constexpr std::uint64_t own_sip_endpoints = 3;

/// One of the account's own numbers or SIP endpoints.
[[nodiscard]] std::string own_address(std::uint64_t index);

/// Somebody else's number, here or abroad, or a SIP address. A few hundred exist, so that most
/// have several calls.
[[nodiscard]] std::string other_address(draws const& record);

/// `(310) 555-0142` for a North American number; other addresses stay as they are.
[[nodiscard]] std::string formatted(std::string_view address);

/// A caller's name in UTF-8; some need escaping in JSON.
[[nodiscard]] std::string_view caller_name(std::uint64_t choice) noexcept;

[[nodiscard]] std::string_view annotation(std::uint64_t choice) noexcept;

/// 128 bits in the looks of a UUID.
[[nodiscard]] std::string uuid(std::uint64_t high, std::uint64_t low);

} // namespace signalwire::sandbox::detail
