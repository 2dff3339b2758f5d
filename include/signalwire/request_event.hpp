#pragma once

#include <signalwire/error_context.hpp>
#include <signalwire/log.hpp>
#include <signalwire/request_timeline.hpp>

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

namespace signalwire
{

/// The argument of `client_config::on_attempt` and `client_config::on_request`: the end of one
/// attempt, or of a request with all its attempts. A page of a stream is a request.
///
/// Contains no secret. For labels of metrics, whose number of values must be limited, take
/// `attributes`: `url`, `reason` and the IDs have any number of values.
///
/// Lifetime: refers to memory that is valid until the function returns.
/// Thread safety: a value type; distinct objects are independent.
struct request_event
{
    request_event() = default;

    /// Name of the operation: `calls.list`, `conferences.participants.get`.
    std::string_view operation;
    /// HTTP method.
    std::string_view method;
    /// Path of the operation below the account, with `{}` for each ID: `/Calls/{}`.
    std::string_view url_template;
    /// URL without credentials, but with account, IDs, phone numbers and page tokens.
    std::string_view url;
    /// Host of the API.
    std::string_view server_address;
    /// Port of the API.
    int server_port = 443;

    /// Number of the attempt, from 1; of a request, attempts made. 0 if there was no attempt: the
    /// request failed while it waited for the rate limit or for a connection.
    int attempt = 0;
    /// HTTP status of the attempt; of a request, of its last attempt. 0 if there was none.
    int status = 0;
    /// Kind of the failure: the status as text (`503`), `timeout`, `cancelled`, `transport`,
    /// `protocol` or `rejected` (by this client). Empty after success.
    std::string_view error_type;
    /// Cause of the failure, a lower-case clause; may quote the server. Empty after success.
    std::string_view reason;
    /// Of a failure: whether the server may have processed the request, in any attempt.
    std::optional<request_outcome> outcome;
    /// Delay until the next attempt; nothing if there is none.
    std::optional<std::chrono::milliseconds> retry_delay;

    /// When the attempt or the request began.
    std::chrono::system_clock::time_point start;
    /// Time from `start` to the end, including the wait for the rate limit and for a connection.
    std::chrono::nanoseconds duration{0};
    /// Durations of the phases; of a request, of its last attempt.
    request_timeline timeline;

    /// Request ID that the server sent; empty if it sent none.
    std::string_view request_id;
    /// Request ID that the client sent (`X-Request-Id`); empty if none.
    std::string_view client_request_id;
};

/// Returns what identifies an event in metrics and traces, named by OpenTelemetry's semantic
/// conventions for HTTP clients: `http.request.method`, `url.template`, `server.address`,
/// `server.port`, `http.response.status_code` if there is one, `error.type` of a failure,
/// `http.request.resend_count` if above 0; besides `signalwire.operation`. Each has a limited
/// number of values.
///
/// Lifetime: the fields refer to `event`.
[[nodiscard]] std::vector<log_field> attributes(request_event const& event);

} // namespace signalwire
