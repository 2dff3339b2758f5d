#pragma once

#include "sandbox/call_data.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace signalwire::sandbox::detail
{

/// A range of times as the API selects it: to the second, both bounds exclusive.
struct time_selection
{
    time_selection() = default;

    [[nodiscard]] bool is_empty() const noexcept
    {
        return !at && !before && !after;
    }

    /// Nothing, for a call without that time, is in no range.
    [[nodiscard]] bool matches(std::optional<std::chrono::sys_seconds> time) const noexcept;

    std::optional<std::chrono::sys_seconds> at;
    std::optional<std::chrono::sys_seconds> before;
    std::optional<std::chrono::sys_seconds> after;
};

/// What a listing selects; what is not set selects everything.
struct selection
{
    selection() = default;

    [[nodiscard]] bool is_everything() const noexcept;

    /// Looks at no more of the call than it must.
    [[nodiscard]] bool matches(call_data const& data, std::size_t index) const;

    /// The query parameters in a fixed order, percent-encoded: `Status=busy&StartTime%3E=…`.
    [[nodiscard]] std::string encoded() const;

    std::optional<std::string> status;
    std::optional<std::string> to;
    std::optional<std::string> from;
    std::optional<std::string> parent_call_sid;
    time_selection start_time;
    time_selection end_time;
};

/// The selected calls, newest first.
[[nodiscard]] std::vector<std::uint32_t> select(call_data const& data, selection const& what);

} // namespace signalwire::sandbox::detail
