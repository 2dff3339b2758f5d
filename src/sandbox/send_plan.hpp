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

/// What of a request decides how it is answered.
struct request_traits
{
    request_traits() = default;

    bool keep_alive = true;
    /// HTTP/1.0 wants to be told that the connection stays.
    bool http_1_0 = false;
    /// The answer to HEAD has no body.
    bool is_head = false;
    std::string request_id;
    std::chrono::seconds idle_timeout{0};
    /// When it is answered.
    std::chrono::sys_seconds now{};
};

/// How a connection ends after an answer.
enum class ending
{
    /// It does not.
    none,
    /// With TLS close_notify.
    orderly,
    /// Without.
    abrupt,
    /// With a TCP reset.
    reset
};

/// An answer ready to be sent: what, in which pieces, when, and what then.
struct delivery
{
    delivery() = default;

    /// For the statistics; 0 for raw bytes.
    int status = 0;
    std::string head;
    /// May be null for none.
    std::shared_ptr<std::string const> body;
    /// How much of the body to send.
    std::size_t body_bytes = 0;
    /// Whether the end of the answer is sent too: the last of the chunks.
    bool complete = true;
    /// Bytes per piece; 0 for one piece, together with the head.
    std::size_t piece = 0;
    bool chunked = false;
    std::chrono::milliseconds delay{0};
    std::chrono::milliseconds pause{0};
    ending then = ending::none;
};

/// The delivery of the server's own answer.
[[nodiscard]] delivery deliver(request_traits const& request, answer const& own);

/// The delivery as `script` has it.
[[nodiscard]] delivery deliver(request_traits const& request, answer own, reply const& script);

} // namespace signalwire::sandbox::detail
