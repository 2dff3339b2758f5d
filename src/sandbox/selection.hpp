#pragma once

#include "sandbox/account.hpp"

#include <signalwire/sandbox/time_bounds.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace signalwire::sandbox::detail
{

/// A range of times as the API selects it.
struct time_selection
{
    time_selection() = default;

    /// Whether it selects everything.
    [[nodiscard]] bool is_empty() const noexcept
    {
        return (!at && !before && !after) || manner.precision == bounds_precision::ignored;
    }

    /// By how much a time may lie beyond a bound and be selected.
    [[nodiscard]] std::chrono::seconds slack() const noexcept;

    /// Nothing, for a call without that time, is in no range.
    [[nodiscard]] bool matches(std::optional<std::chrono::sys_seconds> time) const noexcept;

    std::optional<std::chrono::sys_seconds> at;
    std::optional<std::chrono::sys_seconds> before;
    std::optional<std::chrono::sys_seconds> after;
    /// How the bounds are read.
    time_bounds manner;
};

/// What a listing selects; what is not set selects everything.
struct selection
{
    selection() = default;

    [[nodiscard]] bool is_everything() const noexcept;

    /// Looks at no more of the call than it must.
    [[nodiscard]] bool matches(account const& calls, call_number number) const;

    /// The query parameters in a fixed order, percent-encoded: `Status=busy&StartTime%3E=…`.
    [[nodiscard]] std::string encoded() const;

    std::optional<std::string> status;
    std::optional<std::string> to;
    std::optional<std::string> from;
    std::optional<std::string> parent_call_sid;
    time_selection start_time;
    time_selection end_time;
};

} // namespace signalwire::sandbox::detail
