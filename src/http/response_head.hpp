#pragma once

#include <chrono>
#include <string>

namespace signalwire::http
{

/// What the header of a response says, as far as anybody here asks.
struct response_head
{
    response_head() = default;

    int status = 0;
    std::string content_type;
    std::string content_encoding;
    std::string retry_after;
    /// When the server sent it, by its own clock.
    std::string date;
    /// Where a redirect leads.
    std::string location;
    /// The server's id of the request, whatever header it stands in.
    std::string request_id;
    /// How long the server keeps an idle connection (`Keep-Alive: timeout`), as far as it says so.
    std::chrono::seconds patience = std::chrono::hours(24);
};

} // namespace signalwire::http
