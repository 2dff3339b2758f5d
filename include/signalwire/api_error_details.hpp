#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace signalwire
{

/// What the API said when it refused a request.
///
/// Thread safety: a value type; distinct objects are independent.
struct api_error_details
{
    api_error_details() = default;

    /// The HTTP status.
    int status = 0;
    /// The API's own code; 0 when the response had none.
    int api_code = 0;
    /// The API's explanation; empty when the response had none.
    std::string server_message;
    /// Where the API explains the code; empty when the response did not say.
    std::string more_info;
    /// Where a redirect (3xx) leads, as it came; empty when the response did not say.
    std::string location;
    /// How long the server wants to be left alone.
    std::optional<std::chrono::seconds> retry_after;
    /// The first bytes of the response body, as they came.
    std::string body_prefix;
};

} // namespace signalwire
