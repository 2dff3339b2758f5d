#pragma once

#include "http/response_sink.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstdint>
#include <memory>

namespace signalwire::http
{

/// How much of a response is acceptable, in bytes.
struct response_limits
{
    response_limits() = default;

    std::uint32_t header = 64 * 1024;
    std::uint64_t body = 256 * 1024 * 1024;
};

/// Takes a response of HTTP/1.x (RFC 9112) apart, without I/O: bytes in, calls of a sink out.
/// Interim (1xx) responses are passed over; bodies may be counted, chunked or ended by the end of
/// the connection. Sloppy HTTP that everybody reads alike is taken and told to the sink; after it
/// the connection serves no other response, so that none can be smuggled in by it.
class response_reader
{
public:
    response_reader(response_sink& sink, response_limits const& limits);
    ~response_reader();

    /// Takes bytes, none behind the end of the response; gives how many.
    /// `ec` is set when the response, or what the sink found in it, is wrong.
    std::size_t write(boost::asio::const_buffer bytes, boost::system::error_code& ec);

    /// Says that the connection has ended, in an `orderly` way (with a close_notify) or not. `ec`
    /// is set when the response is not complete, neither by its length nor by what the sink says.
    void finish(bool orderly, boost::system::error_code& ec);

    /// Whether the response is complete; bytes that follow do not belong to it.
    [[nodiscard]] bool done() const;

    /// Whether anything of a response has arrived.
    [[nodiscard]] bool started() const noexcept;

    /// Whether the server lets the connection live, once the response is complete.
    [[nodiscard]] bool keep_alive() const;

    /// How long the server then keeps the connection at most.
    [[nodiscard]] std::chrono::seconds patience() const noexcept;

    /// Whether `ec` came from the sink and not from the syntax of the response.
    [[nodiscard]] bool sink_failed() const noexcept;

private:
    struct state;
    std::unique_ptr<state> state_;
};

} // namespace signalwire::http
