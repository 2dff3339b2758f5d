#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::sandbox
{

/// A scripted answer: what the server sends instead of, or how it spoils, its own answer.
///
///     server.script(reply(503).header("Retry-After", "1"));     // then as usual again
///     server.script(reply(200, "<html>", "text/html"));
///     server.script(reply().truncate(1000));                    // the right page, cut short
///     server.script(reply().wait(std::chrono::seconds(5)));     // the right page, late
///     server.script(reply::hang_up());                          // not a byte
///
/// Thread safety: a value type; distinct objects are independent.
struct reply
{
    /// The answer that the server would have given anyway: to let a request pass, or to spoil how
    /// its answer is sent.
    reply() = default;

    /// An answer of the script's own. An empty `content_type` sends no such header.
    explicit reply(
        int http_status, std::string_view content = {},
        std::string_view content_type = "application/json");

    /// `content` as it is in the place of a response, and then the end of the connection.
    [[nodiscard]] static reply bytes(std::string_view content);

    /// The end of the connection in the place of a response.
    [[nodiscard]] static reply hang_up();

    /// Adds a header; it replaces one of the server's of that name, `Content-Length` included.
    reply& header(std::string_view name, std::string_view value);

    /// Sets `close_after`.
    reply& truncate(std::size_t body_bytes);

    /// Sets `delay`.
    reply& wait(std::chrono::milliseconds before_first_byte);

    /// Sets `piece` and `pause`.
    reply& drip(std::size_t piece_bytes, std::chrono::milliseconds between_pieces);

    /// The HTTP status; 0 for the status and the body of the server's own answer.
    int status = 0;

    /// Added to or replacing the server's own headers.
    std::vector<std::pair<std::string, std::string>> headers;

    /// Sent when `status` is not 0.
    std::string body;

    /// Closes the connection after so many bytes of the body, while `Content-Length` claims the
    /// whole. The end is abrupt: no TLS `close_notify`.
    std::optional<std::size_t> close_after;

    /// Ends the connection with a TCP reset, where `close_after` or `raw` end it.
    bool reset = false;

    /// How long to wait before the first byte.
    std::chrono::milliseconds delay{0};

    /// Sends the body in pieces of so many bytes, each in a TLS record of its own; 0 for one piece.
    std::size_t piece = 0;

    /// How long to wait between two pieces.
    std::chrono::milliseconds pause{0};

    /// Sends the pieces as chunks (`Transfer-Encoding: chunked`) instead of a counted body.
    bool chunked = false;

    /// Sent in the place of a whole response; the connection ends after it.
    std::optional<std::string> raw;
};

} // namespace signalwire::sandbox
