#pragma once

#include "sandbox/response.hpp"

#include <signalwire/sandbox/mock_response.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace signalwire::sandbox::detail
{

/// Properties of a request that determine how its response is sent.
struct request_traits
{
    request_traits() = default;

    bool keep_alive = true;
    /// HTTP/1.0 requires an explicit `Connection: keep-alive`.
    bool http_1_0 = false;
    /// The response to HEAD has no body.
    bool is_head = false;
    std::string request_id;
    std::chrono::seconds idle_timeout{0};
    /// Time of the response.
    std::chrono::sys_seconds now{};
};

/// How a connection ends after a response.
enum class connection_end
{
    /// It stays open.
    none,
    /// With TLS close_notify.
    graceful,
    /// Without TLS close_notify.
    abrupt,
    /// With a TCP reset.
    reset
};

/// A response ready to be sent: bytes, segments, timing, and the end of the connection.
struct send_plan
{
    send_plan() = default;

    /// For the statistics; 0 for raw bytes.
    int status = 0;
    std::string head;
    /// Null if there is none.
    std::shared_ptr<std::string const> body;
    /// Takes the place of the body.
    std::optional<sound> sound_part;
    /// Number of bytes of the body to send.
    std::size_t body_bytes = 0;
    /// True if the last chunk is sent too.
    bool complete = true;
    /// Bytes per segment; 0 for one segment, together with the head.
    std::size_t segment_bytes = 0;
    bool chunked = false;
    std::chrono::milliseconds delay{0};
    std::chrono::milliseconds segment_interval{0};
    connection_end then = connection_end::none;

    /// Appends up to `size` bytes of the body, as far as it is sent, and adds their number to
    /// `offset`.
    void append_body(std::string& out, std::size_t& offset, std::size_t size) const;
};

/// Returns the plan of the server's own response.
[[nodiscard]] send_plan make_send_plan(request_traits const& request, response const& own);

/// Returns the plan of `own` with the modifications of `mock`.
[[nodiscard]] send_plan make_send_plan(
    request_traits const& request, response own, mock_response const& mock);

} // namespace signalwire::sandbox::detail
