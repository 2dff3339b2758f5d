#pragma once

#include <signalwire/sandbox/disconnect_point.hpp>
#include <signalwire/sandbox/page_mutation.hpp>

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
///     server.script(reply().cut(cut_point::in_header).with_reset());
///     server.script(reply().spoil(page_change::cycle, 2));      // pages that go round
///     server.script(reply::refusal(429, 20429, "slow down").retry_after(std::chrono::seconds(1)));
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

    /// A refusal in the words of the API: `{"code":…,"message":…,"more_info":…,"status":…}`.
    [[nodiscard]] static reply refusal(int http_status, int code, std::string_view message);

    /// Adds a header; it replaces one of the server's of that name, `Content-Length` included.
    reply& header(std::string_view name, std::string_view value);

    /// Adds `Retry-After` in seconds.
    reply& retry_after(std::chrono::seconds delta);

    /// Sets `retry_date`.
    reply& retry_after_date(std::chrono::seconds from_now);

    /// Sets `change` and `change_amount`.
    reply& spoil(page_change how, std::size_t amount = 0);

    /// Sets `close_after`.
    reply& truncate(std::size_t body_bytes);

    /// Sets `close_at`.
    reply& cut(cut_point where);

    /// Sets `reset`.
    reply& with_reset();

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

    /// Adds `Retry-After` as a date: so long after the answer.
    std::optional<std::chrono::seconds> retry_date;

    /// What to change in the page that the server would have given; with `status` 0.
    page_change change = page_change::none;

    /// How much of it, where `change` can be more or less; 0 for the usual.
    std::size_t change_amount = 0;

    /// Closes the connection after so many bytes of the body, while `Content-Length` claims the
    /// whole. The end is abrupt: no TLS `close_notify`.
    std::optional<std::size_t> close_after;

    /// Closes the connection there, as abruptly.
    cut_point close_at = cut_point::none;

    /// Ends the connection with a TCP reset, where `close_after`, `close_at` or `raw` end it.
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
