#pragma once

#include <signalwire/request_outcome.hpp>
#include <signalwire/request_timeline.hpp>
#include <signalwire/retry_stop_reason.hpp>

#include <chrono>
#include <string>

namespace signalwire
{

/// Which operation failed, and how far it had come: the part that all errors share.
///
/// Thread safety: a value type; distinct objects are independent.
struct error_context
{
    error_context() = default;

    /// The HTTP method; empty when there is no request.
    std::string method;
    /// Without credentials.
    std::string url;
    /// Attempts begun, the last one included; 0 when none was.
    int attempts = 0;
    /// Attempts allowed.
    int max_attempts = 0;
    /// Since the operation began.
    std::chrono::milliseconds elapsed{0};
    /// The server's id of the last response, when it sent one.
    std::string request_id;
    /// Our own id of the last attempt (`X-Request-Id`); empty when there was none.
    std::string client_request_id;
    /// Why there was no further attempt.
    signalwire::retry_stop_reason retry_stop_reason = signalwire::retry_stop_reason::permanent;
    /// Why there was no further attempt, as a clause, where that needs saying.
    std::string retry_stop_detail;
    /// Whether the server may have processed the request, in any of its attempts.
    request_outcome outcome = request_outcome::not_sent;
    /// Whether the failure is of a kind that does not last.
    bool transient = false;
    /// Where the time of the last attempt went.
    request_timeline timeline;
};

} // namespace signalwire
