#pragma once

#include <chrono>

namespace signalwire
{

/// When a failed attempt is followed by another. Listing is idempotent, so that transport failures,
/// truncated responses and the statuses 408, 429, 500, 502, 503 and 504 are worth one.
struct retry_config
{
    retry_config() = default;

    /// Attempts per operation, the first one included; 1 turns retrying off.
    int max_attempts = 3;

    /// The pause before attempt n + 1 is random between zero and `base_delay * 2^(n-1)`, at most
    /// `max_delay` ("full jitter"). A `Retry-After` of the server takes its place, and when that
    /// would pass the operation's deadline the error comes at once.
    std::chrono::milliseconds base_delay = std::chrono::milliseconds(250);
    std::chrono::milliseconds max_delay = std::chrono::seconds(10);
};

} // namespace signalwire
