#pragma once

namespace signalwire::core
{

/// Returns true for an HTTP status that a server sends because of its present state, not because of
/// the request: a timeout, too many requests, an error of its own.
constexpr bool is_transient_status(int status) noexcept
{
    constexpr int request_timeout = 408;
    constexpr int too_many_requests = 429;
    return status == request_timeout || status == too_many_requests || status >= 500;
}

} // namespace signalwire::core
