#pragma once

#include <string>

namespace signalwire::http
{

/// What the header of a response says, as far as anybody here asks.
struct response_head
{
    response_head() = default;

    int status = 0;
    std::string content_type;
    std::string retry_after;
    /// The server's id of the request, whatever header it stands in.
    std::string request_id;
};

} // namespace signalwire::http
