#pragma once

#include <chrono>
#include <compare>
#include <concepts>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire
{

/// A time point in UTC with a resolution of one second, as in the API.
///
/// Converts implicitly from and to `std::chrono::sys_seconds`.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: RFC 2822 section 3.3 (the format of the API), ISO 8601 / RFC 3339 (also accepted).
class timestamp
{
public:
    /// Constructs the Unix epoch.
    constexpr timestamp() noexcept = default;

    /// Converts a time point of whole seconds, minutes or days. Round finer time points yourself.
    template <class Duration>
    constexpr timestamp(std::chrono::sys_time<Duration> time) noexcept
        requires std::convertible_to<std::chrono::sys_time<Duration>, std::chrono::sys_seconds>
        : time_(time)
    {
    }

    /// Parses RFC 2822 or ISO 8601 text; returns nothing for other text or an invalid date.
    ///
    /// RFC 2822: `Fri, 21 Sep 2018 10:00:00 +0000`; the day name is optional, the zone is `+hhmm`,
    /// `GMT`, `UT`, `UTC` or `Z`. ISO 8601: `2018-09-21T10:00:00Z`; also with an offset, a space
    /// for the `T` or fractional seconds, which are truncated. A date alone means midnight UTC.
    [[nodiscard]] static std::optional<timestamp> parse(std::string_view text) noexcept;

    /// Returns the standard time point.
    [[nodiscard]] constexpr std::chrono::sys_seconds time() const noexcept
    {
        return time_;
    }

    /// Converts to the standard time point.
    constexpr operator std::chrono::sys_seconds() const noexcept
    {
        return time_;
    }

    /// Returns the format of the API: `Fri, 21 Sep 2018 10:00:00 +0000`.
    [[nodiscard]] std::string to_string() const;

    /// Returns ISO 8601: `2018-09-21T10:00:00Z`. Both formats clamp to the years 0 to 9999.
    [[nodiscard]] std::string to_iso_string() const;

    /// Returns true for equal time points.
    friend constexpr bool operator==(timestamp const&, timestamp const&) noexcept = default;
    /// Orders by time.
    friend constexpr auto operator<=>(timestamp const&, timestamp const&) noexcept = default;

    /// Writes `to_string()`.
    friend std::ostream& operator<<(std::ostream& out, timestamp const& value);

private:
    std::chrono::sys_seconds time_{};
};

} // namespace signalwire
