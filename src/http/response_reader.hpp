#pragma once

#include "http/response_sink.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstdint>
#include <memory>

namespace signalwire::http
{

/// The limits of a response, in bytes.
struct response_limits
{
    response_limits() = default;

    std::uint32_t max_header_bytes = 64 * 1024;
    std::uint64_t max_body_bytes = 256 * 1024 * 1024;
};

/// Parses an HTTP/1.x response (RFC 9112) without I/O: bytes in, calls of a sink out. Skips interim
/// (1xx) responses. A body ends by its length, its last chunk or the end of the connection.
/// Deviations that all parsers read alike are accepted and reported to the sink; the connection is
/// then not reused, so that no response can be smuggled.
class response_reader
{
public:
    response_reader(response_sink& sink, response_limits const& limits);
    ~response_reader();

    /// Consumes bytes up to the end of the response and returns their number. `ec` is set if the
    /// response is invalid, or by the sink.
    std::size_t write(boost::asio::const_buffer bytes, boost::system::error_code& ec);

    /// The connection has ended; `graceful` means with a close_notify. Sets `ec` if the response is
    /// incomplete by its length and by `response_sink::complete`.
    void finish(bool graceful, boost::system::error_code& ec);

    /// Returns true if the response is complete; bytes after it do not belong to it.
    [[nodiscard]] bool done() const;

    /// Returns true if any byte of a response has arrived.
    [[nodiscard]] bool started() const noexcept;

    /// Returns true if the connection can be reused after the response.
    [[nodiscard]] bool keep_alive() const;

    /// The server's keep-alive timeout.
    [[nodiscard]] std::chrono::seconds keep_alive_timeout() const noexcept;

    /// Returns true if the sink has set the error.
    [[nodiscard]] bool sink_failed() const noexcept;

private:
    struct state;
    std::unique_ptr<state> state_;
};

} // namespace signalwire::http
