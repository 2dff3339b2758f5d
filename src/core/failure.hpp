#pragma once

#include <signalwire/phase.hpp>

#include <boost/system/error_code.hpp>

#include <string>

namespace signalwire::core
{

/// What kind of failure ended a step of an operation.
enum class failure_kind
{
    /// The caller, or a shutdown, has stopped the operation.
    stopped,
    timeout,
    /// DNS, TCP, TLS, a reset.
    transport,
    /// The server sent bytes that are not a valid response.
    protocol,
    /// The server sent an error response.
    refused,
    /// The client itself rejects: it is shut down, too many operations wait.
    unavailable
};

/// Why a step of an operation failed: a value, so that steps need not throw and decisions can be
/// made without a socket.
struct failure
{
    failure() = default;

    /// Classifies the failure by its kind and code: see `transient`.
    failure(failure_kind what, phase where, boost::system::error_code why, std::string words);

    failure_kind kind = failure_kind::transport;
    phase step = phase::acquire;
    boost::system::error_code code;
    /// A message in lower case: "the server closed the connection before sending a response".
    std::string reason;
    /// Whose time ran out, for a timeout.
    timeout_scope limit = timeout_scope::phase;
    /// Whether the cause is of a kind that does not last. A certificate that is not accepted lasts,
    /// for example. The step that fails knows it and says so once, here.
    bool transient = false;
};

} // namespace signalwire::core
