#pragma once

#include "core/clock.hpp"
#include "net/tls_stream.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/beast/core/flat_buffer.hpp>

namespace signalwire::net
{

/// A TLS connection. Used by one operation at a time, on its strand; idle in the pool between
/// operations.
class connection
{
public:
    connection(boost::asio::any_io_executor const& executor, boost::asio::ssl::context& context)
        : stream_(executor, context)
    {
    }

    connection(connection const&) = delete;
    connection& operator=(connection const&) = delete;

    /// Closes the connection, with a close_notify (RFC 8446 section 6.1) unless an exchange was
    /// interrupted.
    ~connection();

    /// Takes over a connected socket.
    void adopt(boost::asio::ip::tcp::socket connected);

    /// The handshake has completed; `tls_resumed` is true if it resumed an earlier session.
    void on_handshake(bool tls_resumed) noexcept
    {
        tls_resumed_ = tls_resumed;
        between_exchanges_ = true;
    }

    [[nodiscard]] tls_stream& stream() noexcept
    {
        return stream_;
    }

    [[nodiscard]] boost::asio::ip::tcp::socket& socket() noexcept
    {
        return stream_.socket();
    }

    /// Bytes that were received and not consumed.
    [[nodiscard]] boost::beast::flat_buffer& buffer() noexcept
    {
        return buffer_;
    }

    /// Frees memory that an idle connection does not need.
    void rest() noexcept
    {
        stream_.free_buffers();
    }

    /// Call it before a request is sent.
    void begin_exchange() noexcept
    {
        between_exchanges_ = false;
    }

    /// The response is complete; the server's keep-alive timeout is `keep_alive_timeout`.
    void end_exchange(core::clock::duration keep_alive_timeout) noexcept
    {
        between_exchanges_ = true;
        keep_alive_timeout_ = keep_alive_timeout;
    }

    [[nodiscard]] bool tls_resumed() const noexcept
    {
        return tls_resumed_;
    }

    [[nodiscard]] core::clock::duration keep_alive_timeout() const noexcept
    {
        return keep_alive_timeout_;
    }

    /// Returns true if nothing was received while the connection was idle: no close_notify, end of
    /// stream, reset or unexpected data.
    [[nodiscard]] bool is_reusable() noexcept;

private:
    tls_stream stream_;
    boost::beast::flat_buffer buffer_;
    core::clock::duration keep_alive_timeout_ = core::clock::duration::max();
    bool tls_resumed_ = false;
    /// True if every request has its response, so that a close_notify is a complete TLS record.
    bool between_exchanges_ = false;
};

} // namespace signalwire::net
