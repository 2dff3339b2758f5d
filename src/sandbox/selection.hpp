#pragma once

#include "sandbox/account.hpp"

#include <signalwire/sandbox/time_bounds.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace signalwire::sandbox::detail
{

/// A time filter of the API.
struct time_selection
{
    time_selection() = default;

    /// Returns true if every item matches.
    [[nodiscard]] bool is_empty() const noexcept
    {
        return (!at && !before && !after) || bounds.precision == bounds_precision::ignored;
    }

    /// Returns how far a matching time can be outside the bounds.
    [[nodiscard]] std::chrono::seconds slack() const noexcept;

    /// Returns true if `time` matches. `nullopt`, an item without that time, matches no bounds.
    [[nodiscard]] bool matches(std::optional<std::chrono::sys_seconds> time) const noexcept;

    std::optional<std::chrono::sys_seconds> at;
    std::optional<std::chrono::sys_seconds> before;
    std::optional<std::chrono::sys_seconds> after;
    /// How the bounds are interpreted.
    time_bounds bounds;
};

/// The filter of a listing. Members that are not set match every call.
struct selection
{
    selection() = default;

    /// Returns true if every call matches.
    [[nodiscard]] bool is_everything() const noexcept;

    /// Returns true if the call matches. Computes only the members that it compares.
    [[nodiscard]] bool matches(account const& calls, call_number number) const;

    /// Returns the query parameters in a fixed order, percent-encoded:
    /// `Status=busy&StartTime%3E=…`.
    [[nodiscard]] std::string encoded() const;

    std::optional<std::string> status;
    std::optional<std::string> to;
    std::optional<std::string> from;
    std::optional<std::string> parent_call_sid;
    time_selection start_time;
    time_selection end_time;
};

} // namespace signalwire::sandbox::detail
