#pragma once

#include <chrono>
#include <optional>

namespace signalwire
{

/// Settings of one operation that override the client's configuration. Setters chain.
///
/// Throws: setters throw `std::invalid_argument` unless the value is positive, and a duration at
/// most a year.
///
/// Thread safety: a value type; distinct objects are independent.
class request_options
{
public:
    request_options() = default;

    /// Overrides `timeout_config::total`.
    request_options& total_timeout(std::chrono::milliseconds value);
    /// Overrides `timeout_config::attempt`.
    request_options& attempt_timeout(std::chrono::milliseconds value);
    /// Overrides `retry_config::max_attempts`.
    request_options& max_attempts(int value);
    /// Whether a write may be repeated after the server may have processed it. By default that
    /// depends on the operation: `messages.create` may not, `calls.remove` may. Set to true only if
    /// a repetition has no further effect. No effect on reads.
    request_options& idempotent(bool value) noexcept
    {
        idempotent_ = value;
        return *this;
    }

    /// Returns the total timeout, if set.
    [[nodiscard]] std::optional<std::chrono::milliseconds> total_timeout() const noexcept
    {
        return total_timeout_;
    }

    /// Returns the attempt timeout, if set.
    [[nodiscard]] std::optional<std::chrono::milliseconds> attempt_timeout() const noexcept
    {
        return attempt_timeout_;
    }

    /// Returns the maximum number of attempts, if set.
    [[nodiscard]] std::optional<int> max_attempts() const noexcept
    {
        return max_attempts_;
    }

    /// Returns whether a write may be repeated, if set.
    [[nodiscard]] std::optional<bool> idempotent() const noexcept
    {
        return idempotent_;
    }

private:
    std::optional<std::chrono::milliseconds> total_timeout_;
    std::optional<std::chrono::milliseconds> attempt_timeout_;
    std::optional<int> max_attempts_;
    std::optional<bool> idempotent_;
};

} // namespace signalwire
