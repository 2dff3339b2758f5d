#pragma once

#include <chrono>
#include <vector>

namespace signalwire
{

/// When a failed attempt is followed by another. Listing is idempotent, so that failures of the
/// transport, timeouts of an attempt, truncated responses and the `statuses` are worth one;
/// `error::retry_stop_reason()` says why there was none.
///
/// Thread safety: a value type; distinct objects are independent.
struct retry_config
{
    retry_config() = default;

    /// Attempts per operation, the first one included, 1 or more; 1 turns retrying off.
    int max_attempts = 3;

    /// The pause before attempt n + 1 is random between zero and `base_delay * 2^(n-1)`, at most
    /// `max_delay` ("full jitter"). A `Retry-After` of the server takes its place, and when that
    /// would pass the operation's deadline the error comes at once. Both positive, at most a year.
    std::chrono::milliseconds base_delay = std::chrono::milliseconds(250);
    /// See `base_delay`.
    std::chrono::milliseconds max_delay = std::chrono::seconds(10);

    /// The HTTP statuses that may pass.
    std::vector<int> retryable_statuses = {408, 429, 500, 502, 503, 504};

    /// Whether failures of the transport, timeouts of an attempt and truncated responses are worth
    /// another attempt too.
    bool retry_transport_errors = true;

    /// Retries that all operations of a client may make together before they have to be earned: two
    /// requests that succeed earn one. So an outage is not multiplied. Not negative; 0 for no such
    /// limit.
    int budget = 100;
};

} // namespace signalwire
