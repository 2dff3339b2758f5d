#pragma once

#include "sandbox/keyed_random.hpp"

#include <signalwire/compat/call.hpp>
#include <signalwire/decimal.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace signalwire::sandbox::detail
{

using call_status_value = compat::call_status::value_type;

/// The members of a call that change over time. Its random numbers determine all others.
struct call_lifecycle
{
    call_lifecycle() = default;

    friend bool operator==(call_lifecycle const&, call_lifecycle const&) = default;

    call_status_value status = compat::call_status::queued;
    std::chrono::sys_seconds date_created;
    std::chrono::sys_seconds date_updated;
    std::optional<std::chrono::sys_seconds> start_time;
    std::optional<std::chrono::sys_seconds> end_time;
    std::int64_t duration = 0;
    std::optional<decimal> price;
};

/// Upper bound of the time from the anchor time of a `lifecycle_at` call to its end.
inline constexpr std::chrono::seconds max_call_duration(44 + 2 + 4 * 3600);

/// Returns the state of an initial call, long after `anchor`: its start time if it has one.
[[nodiscard]] call_lifecycle lifecycle_at(
    keyed_random const& random, std::chrono::sys_seconds anchor);

/// Members of `lifecycle_at`, without computing the others.
[[nodiscard]] call_status_value status_of(keyed_random const& random) noexcept;
[[nodiscard]] std::optional<std::chrono::sys_seconds> start_of(
    keyed_random const& random, std::chrono::sys_seconds anchor) noexcept;
[[nodiscard]] std::optional<std::chrono::sys_seconds> end_of(
    keyed_random const& random, std::chrono::sys_seconds anchor) noexcept;

/// Returns the state of a call that is added at `now`: not ended, possibly not started.
[[nodiscard]] call_lifecycle new_call_at(keyed_random const& random, std::chrono::sys_seconds now);

/// Returns the state after `lifecycle`. A call rings, is answered, ends, gets its price, and then
/// another price each time.
[[nodiscard]] call_lifecycle next_state(
    keyed_random const& random, call_lifecycle lifecycle, std::chrono::sys_seconds now);

/// Returns true if a call with that status has ended.
[[nodiscard]] bool is_final(call_status_value status) noexcept;

/// Returns the state after a change to `status` at `now`: with the times that it implies, and with
/// duration and price at the end.
[[nodiscard]] call_lifecycle state_with(
    keyed_random const& random, call_lifecycle lifecycle, call_status_value status,
    std::chrono::sys_seconds now);

/// Members that depend on the status.
[[nodiscard]] std::optional<compat::answered_by> answerer_of(
    keyed_random const& random, call_status_value status);
[[nodiscard]] std::optional<std::string> sip_result_of(
    keyed_random const& random, call_status_value status);

} // namespace signalwire::sandbox::detail
