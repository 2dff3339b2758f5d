#pragma once

#include <iosfwd>
#include <string_view>

namespace signalwire
{

/// How much a log record matters, least first.
enum class log_level
{
    /// Every request and every connection.
    debug,
    /// What happens once in the life of a client.
    info,
    /// What went wrong and was made good: an attempt that is followed by another.
    warning,
    /// What went wrong for good, and reached the caller as an error.
    error
};

/// The level as a word: "warning".
[[nodiscard]] std::string_view to_string(log_level value) noexcept;

/// Writes `to_string(value)`.
std::ostream& operator<<(std::ostream& out, log_level value);

} // namespace signalwire
