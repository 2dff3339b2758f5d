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

private:
    std::optional<std::chrono::milliseconds> total_timeout_;
    std::optional<std::chrono::milliseconds> attempt_timeout_;
    std::optional<int> max_attempts_;
};

} // namespace signalwire
