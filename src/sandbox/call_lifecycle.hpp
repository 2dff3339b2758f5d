#pragma once

#include "sandbox/keyed_random.hpp"

#include <signalwire/compat/answered_by.hpp>
#include <signalwire/compat/call_status.hpp>
#include <signalwire/decimal.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace signalwire::sandbox::detail
{

using call_status_value = compat::call_status::value_type;

/// What changes in the life of a call. All else stays as the call's random numbers have it.
struct call_course
{
    call_course() = default;

    friend bool operator==(call_course const&, call_course const&) = default;

    call_status_value status = compat::call_status::queued;
    std::chrono::sys_seconds date_created;
    std::chrono::sys_seconds date_updated;
    std::optional<std::chrono::sys_seconds> start_time;
    std::optional<std::chrono::sys_seconds> end_time;
    std::int64_t duration = 0;
    std::optional<decimal> price;
};

/// No call of `course_at` ends later than so long after its moment.
inline constexpr std::chrono::seconds longest_course(44 + 2 + 4 * 3600);

/// How a call stands whose moment was long ago.
[[nodiscard]] call_course course_at(draws const& random, std::chrono::sys_seconds moment);

/// Parts of the same.
[[nodiscard]] call_status_value status_of(draws const& random) noexcept;
[[nodiscard]] std::optional<std::chrono::sys_seconds> start_of(
    draws const& random, std::chrono::sys_seconds moment) noexcept;
[[nodiscard]] std::optional<std::chrono::sys_seconds> end_of(
    draws const& random, std::chrono::sys_seconds moment) noexcept;

/// A call that arrives now: it has not ended, and perhaps not begun.
[[nodiscard]] call_course arrival_at(draws const& random, std::chrono::sys_seconds now);

/// The next that happens to a call: it begins to ring, is answered, ends, gets its price, and then
/// another price time and again.
[[nodiscard]] call_course changed(
    draws const& random, call_course course, std::chrono::sys_seconds now);

/// What follows from the status.
[[nodiscard]] std::optional<compat::answered_by> answerer_of(
    draws const& random, call_status_value status);
[[nodiscard]] std::optional<std::string> sip_result_of(
    draws const& random, call_status_value status);

} // namespace signalwire::sandbox::detail
