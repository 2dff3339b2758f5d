#pragma once

#include <signalwire/error.hpp>
#include <signalwire/error_context.hpp>
#include <signalwire/phase.hpp>

#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>

#include <string>

namespace signalwire::core
{

/// The kind of failure that ended a phase of an operation.
enum class failure_kind
{
    /// By the caller or a shutdown.
    cancelled,
    timeout,
    /// DNS, TCP or TLS.
    transport,
    /// The server sent an invalid response.
    protocol,
    /// The server sent an error response.
    error_response,
    /// For example: the client is shut down, or too many operations are waiting.
    rejected_by_client
};

/// Why a phase of an operation failed. A value, so that phases need not throw and policies can be
/// tested without a socket.
struct failure
{
    failure() = default;

    /// Sets `transient` by kind and code.
    failure(
        failure_kind failed_as, signalwire::phase during, boost::system::error_code cause,
        std::string message);

    failure_kind kind = failure_kind::transport;
    signalwire::phase phase = signalwire::phase::acquire;
    boost::system::error_code code;
    /// A lower-case message: "the server closed the connection before sending a response".
    std::string reason;
    /// For a timeout: which one expired.
    timeout_scope scope = timeout_scope::phase;
    /// True if the cause may be gone at the next attempt. A rejected certificate, for example, is
    /// permanent. Set only here and by the phase that fails.
    bool transient = false;
};

/// The result of a phase: a value or a failure.
template <class T>
using result = boost::system::result<T, failure>;

/// Returns true for an HTTP status caused by the server's present state, not by the request: a
/// timeout, too many requests, a server error.
constexpr bool is_transient_status(int status) noexcept
{
    constexpr int request_timeout = 408;
    constexpr int too_many_requests = 429;
    return status == request_timeout || status == too_many_requests || status >= 500;
}

/// Returns the error that a caller receives for a failure not reported by the server.
/// `last_failure` is the reason of the previous attempt.
[[nodiscard]] error_ptr make_error(
    failure const& why, std::string const& last_failure, error_context context);

} // namespace signalwire::core
