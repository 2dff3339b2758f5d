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

/// An instant in UTC with a resolution of one second, as the API sends and takes it.
///
/// Converts from and to `std::chrono::sys_seconds` freely, so that it can be compared with and
/// passed to standard code. A default-constructed timestamp is the Unix epoch.
///
/// Thread safety: a value type; distinct objects are independent.
/// Source: RFC 2822 section 3.3 (the API's own spelling), ISO 8601 / RFC 3339 (accepted too).
class timestamp
{
public:
    /// The Unix epoch.
    constexpr timestamp() noexcept = default;

    /// Wraps a time point of whole seconds, minutes or days. Implicit, because nothing is lost;
    /// finer ones are to be rounded by who knows which way.
    template <class Duration>
    constexpr timestamp(std::chrono::sys_time<Duration> time) noexcept
        requires std::convertible_to<std::chrono::sys_time<Duration>, std::chrono::sys_seconds>
        : time_(time)
    {
    }

    /// Reads `Fri, 21 Sep 2018 10:00:00 +0000` (the day name is optional, zones are `+hhmm`, `GMT`,
    /// `UT`, `UTC` or `Z`) or `2018-09-21T10:00:00Z` (also with an offset, with a space for the
    /// `T`, with fractional seconds, which are cut off, and as a date alone, which means midnight
    /// UTC). Returns nothing when `text` is neither or names an impossible date; never throws.
    [[nodiscard]] static std::optional<timestamp> parse(std::string_view text) noexcept;

    /// The instant as a standard time point.
    [[nodiscard]] constexpr std::chrono::sys_seconds time() const noexcept
    {
        return time_;
    }

    /// The same as `time()`, implicitly, because nothing is lost.
    constexpr operator std::chrono::sys_seconds() const noexcept
    {
        return time_;
    }

    /// The API's spelling: `Fri, 21 Sep 2018 10:00:00 +0000`.
    [[nodiscard]] std::string to_string() const;

    /// ISO 8601: `2018-09-21T10:00:00Z`. What is beyond the years 0 to 9999 is cut off in both.
    [[nodiscard]] std::string to_iso_string() const;

    /// Whether both are the same instant.
    friend constexpr bool operator==(timestamp const&, timestamp const&) noexcept = default;
    /// Earlier is less.
    friend constexpr auto operator<=>(timestamp const&, timestamp const&) noexcept = default;

    /// Writes `to_string()`.
    friend std::ostream& operator<<(std::ostream& out, timestamp const& value);

private:
    std::chrono::sys_seconds time_{};
};

} // namespace signalwire
