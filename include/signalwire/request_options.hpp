#pragma once

#include <chrono>
#include <optional>

namespace signalwire
{

/// What one operation does differently from the client's configuration. Setters chain; each throws
/// `std::invalid_argument` unless its value is positive, and a duration at most a year.
///
/// Thread safety: a value type; distinct objects are independent.
class request_options
{
public:
    request_options() = default;

    /// In place of `timeout_config::total`.
    request_options& total_timeout(std::chrono::milliseconds value);
    /// In place of `timeout_config::attempt`.
    request_options& attempt_timeout(std::chrono::milliseconds value);
    /// In place of `retry_config::max_attempts`.
    request_options& max_attempts(int value);

    /// What was set, or nothing.
    [[nodiscard]] std::optional<std::chrono::milliseconds> total_timeout() const noexcept
    {
        return total_timeout_;
    }

    /// What was set, or nothing.
    [[nodiscard]] std::optional<std::chrono::milliseconds> attempt_timeout() const noexcept
    {
        return attempt_timeout_;
    }

    /// What was set, or nothing.
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
