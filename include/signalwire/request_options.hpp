#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire
{

/// Settings of one operation that override the client's configuration. Setters chain.
///
/// Throws: setters throw `std::invalid_argument` unless the value is positive, and a duration at
/// most a year; `header` as it says.
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

    /// Adds a header field to each request of the operation: all attempts, and all pages of a
    /// stream or watch. Replaces an earlier field of the same name, which has no letter case.
    ///
    ///     request_options().header("traceparent", span.traceparent())
    ///
    /// Values are never logged and in no error.
    ///
    /// Throws: `std::invalid_argument` that names the field: for a name that is no token (RFC 9110
    /// section 5.6.2), for a value with control characters, beyond 8 KiB of all fields, and for a
    /// field that the library sets or that would change the connection: `Host`,
    /// `Authorization`, `Content-Length`, `Connection`, `Transfer-Encoding`, `X-Request-Id` …
    request_options& header(std::string_view name, std::string_view value);

    /// Internal: returns the header fields, each with its line end.
    [[nodiscard]] std::string const& header_lines() const noexcept
    {
        return header_lines_;
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
    std::string header_lines_;
};

} // namespace signalwire
