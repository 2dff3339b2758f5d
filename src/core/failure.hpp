#pragma once

#include <signalwire/phase.hpp>
#include <signalwire/time_limit.hpp>

#include <boost/system/error_code.hpp>

#include <string>
#include <utility>

namespace signalwire::core
{

/// What kind of thing went wrong, as far as deciding about another attempt goes.
enum class failure_kind
{
    /// The caller, or a shutdown, has stopped the operation.
    stopped,
    timeout,
    /// Name service, TCP, TLS, a reset.
    transport,
    /// The bytes that came are not what they should be.
    protocol,
    /// The server answered and refused.
    refused,
    /// The client itself refuses: shut down, too many waiters.
    unavailable
};

/// Why a step of an operation failed: a value, so that steps need not throw and decisions can be
/// made without a socket.
struct failure
{
    failure() = default;

    failure(failure_kind what, phase where, boost::system::error_code why, std::string words)
        : kind(what)
        , step(where)
        , code(why)
        , reason(std::move(words))
    {
    }

    failure_kind kind = failure_kind::transport;
    phase step = phase::lease;
    boost::system::error_code code;
    /// A clause for people: "the server closed the connection before it answered".
    std::string reason;
    /// Whose time ran out, for a timeout.
    time_limit limit = time_limit::step;
    /// Whether trying again cannot help: the certificate is wrong, say.
    bool permanent = false;
    /// Whether the server may have seen the request.
    bool sent = false;
    /// Whether a byte of the response arrived.
    bool answered = false;
};

} // namespace signalwire::core
