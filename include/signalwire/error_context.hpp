#pragma once

#include <signalwire/request_timeline.hpp>

#include <chrono>
#include <iosfwd>
#include <string>
#include <string_view>

namespace signalwire
{

/// Effect of a failed request on the server.
enum class request_outcome
{
    /// The server cannot have processed the request: its last byte was not handed to the transport.
    not_sent,
    /// The server rejected the request: with a status of 400 to 499 or, if the API documents that,
    /// with 503 and `Retry-After`.
    refused,
    /// The server may have processed the request.
    unknown
};

/// Returns the outcome as a word: "not_sent".
[[nodiscard]] std::string_view to_string(request_outcome value) noexcept;

/// Writes `to_string(value)`.
std::ostream& operator<<(std::ostream& out, request_outcome value);

/// Reason why a failed attempt was not retried: `error::retry_stop_reason()`.
enum class retry_stop_reason
{
    /// A retry would not help, for example after invalid credentials.
    permanent,
    /// `retry_config::max_attempts` attempts were made.
    max_attempts_reached,
    /// `retry_config::budget` is exhausted.
    budget_exhausted,
    /// `timeout_config::total` leaves no time for the delay.
    deadline,
    /// The request is not idempotent and may have reached the server.
    not_idempotent
};

/// Returns the reason as a word: "permanent".
[[nodiscard]] std::string_view to_string(retry_stop_reason value) noexcept;

/// Writes `to_string(value)`.
std::ostream& operator<<(std::ostream& out, retry_stop_reason value);

/// The failed operation and its progress: the members that all errors share.
///
/// Thread safety: a value type; distinct objects are independent.
struct error_context
{
    error_context() = default;

    /// HTTP method; empty if there is no request.
    std::string method;
    /// URL without credentials.
    std::string url;
    /// Number of attempts started, including the last one.
    int attempts = 0;
    /// Maximum number of attempts.
    int max_attempts = 0;
    /// Time since the start of the operation.
    std::chrono::milliseconds elapsed{0};
    /// Request ID that the server sent with the last response; empty if it sent none.
    std::string request_id;
    /// Request ID that the client sent with the last attempt (`X-Request-Id`); empty if none.
    std::string client_request_id;
    /// Reason why there was no further attempt.
    signalwire::retry_stop_reason retry_stop_reason = signalwire::retry_stop_reason::permanent;
    /// Explanation of `retry_stop_reason`, a lower-case clause; may be empty.
    std::string retry_stop_detail;
    /// Whether the server may have processed the request, in any attempt.
    request_outcome outcome = request_outcome::not_sent;
    /// True for a failure of a transient kind.
    bool transient = false;
    /// Durations of the phases of the last attempt.
    request_timeline timeline;
};

} // namespace signalwire
