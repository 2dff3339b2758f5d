#pragma once

#include <iosfwd>
#include <string_view>

namespace signalwire
{

/// Why a failed attempt was not followed by another: `error::retry_stop_reason()`.
enum class retry_stop_reason
{
    /// Trying again would not help: the credentials are wrong, say.
    permanent,
    /// `retry_config::max_attempts` have been made.
    max_attempts_reached,
    /// Too many requests of the client fail: `retry_config::budget`.
    budget_exhausted,
    /// `timeout_config::total` leaves no time for the pause.
    deadline,
    /// The request is not idempotent and may have reached the server.
    not_idempotent
};

/// The reason as a word: "permanent".
[[nodiscard]] std::string_view to_string(retry_stop_reason value) noexcept;

/// Writes `to_string(value)`.
std::ostream& operator<<(std::ostream& out, retry_stop_reason value);

} // namespace signalwire
