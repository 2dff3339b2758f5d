#pragma once

#include <iosfwd>
#include <string_view>

namespace signalwire
{

/// What is known of the effect of a request that failed.
enum class request_outcome
{
    /// The server cannot have processed it: its last byte was never handed to the transport.
    not_sent,
    /// The server answered with a status of 400 to 499 and did not process it.
    refused,
    /// The server may have processed it.
    unknown
};

/// The outcome as a word: "not_sent".
[[nodiscard]] std::string_view to_string(request_outcome value) noexcept;

/// Writes `to_string(value)`.
std::ostream& operator<<(std::ostream& out, request_outcome value);

} // namespace signalwire
