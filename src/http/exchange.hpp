#pragma once

#include "core/failure.hpp"
#include "http/content_decoder.hpp"
#include "http/response_reader.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

namespace signalwire::http
{

/// One request and its response as a state machine without I/O. The caller writes `to_write()`,
/// reads into `prepare()` until `done()`, and reports both. Reading may begin before the request is
/// written completely: a server may reject a request as soon as it knows its head.
class exchange
{
public:
    /// The arguments must outlive it. `buffer` is the connection's: what follows the response
    /// remains in it.
    exchange(
        std::string_view request, boost::beast::flat_buffer& buffer, response_sink& sink,
        response_limits const& limits);

    /// The part of the request that has not been written.
    [[nodiscard]] boost::asio::const_buffer to_write() const noexcept;

    /// `count` bytes of `to_write()` were handed to the transport, which then ended with `code`. A
    /// response that the server has sent all the same can still be received.
    void wrote(std::size_t count, boost::system::error_code code) noexcept;

    /// Where to receive bytes; the sink learns that the connection is being waited for.
    [[nodiscard]] boost::asio::mutable_buffer prepare();

    /// `count` bytes have been received, then the transport ended with `code`.
    void received(std::size_t count, boost::system::error_code code);

    /// Returns true when the response is complete or the exchange has failed.
    [[nodiscard]] bool done() const
    {
        return failure_ || reader_.done();
    }

    /// Why it failed, if it did.
    [[nodiscard]] std::optional<core::failure> const& failure() const noexcept
    {
        return failure_;
    }

    /// The error of the transport that the failure is about; its meaning is not part of the
    /// failure's reason, because only the transport knows it.
    [[nodiscard]] boost::system::error_code const& transport_error() const noexcept
    {
        return transport_error_;
    }

    /// Why the request could not be written, if it could not.
    [[nodiscard]] boost::system::error_code const& write_error() const noexcept
    {
        return write_error_;
    }

    /// How many bytes of the request were handed to the transport.
    [[nodiscard]] std::size_t written() const noexcept
    {
        return written_;
    }

    [[nodiscard]] std::size_t request_size() const noexcept
    {
        return request_.size();
    }

    /// Returns true when a byte of a response has been received.
    [[nodiscard]] bool response_started() const noexcept
    {
        return reader_.started();
    }

    /// Returns true when request and response are complete: nothing of either is in flight.
    [[nodiscard]] bool is_complete() const
    {
        return !failure_ && reader_.done() && written_ == request_.size();
    }

    /// Returns true when the connection can serve another request: this one is complete, nothing
    /// follows the response, and the server agrees.
    [[nodiscard]] bool is_reusable() const;

    /// How long the server then keeps the connection at most.
    [[nodiscard]] std::chrono::seconds keep_alive_timeout() const noexcept
    {
        return reader_.keep_alive_timeout();
    }

private:
    void fail_reading(boost::system::error_code code);
    void fail_content(boost::system::error_code code);

    std::string_view request_;
    boost::beast::flat_buffer& buffer_;
    content_decoder content_;
    response_reader reader_;
    std::size_t written_ = 0;
    boost::system::error_code write_error_;
    boost::system::error_code transport_error_;
    std::optional<core::failure> failure_;
};

} // namespace signalwire::http
