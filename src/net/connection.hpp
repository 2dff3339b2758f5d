#pragma once

#include "core/clock.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include <cstdint>

namespace signalwire::net
{

/// One TLS connection and what is known of it. Used by one operation at a time, on its strand;
/// idle in the pool between operations.
class connection
{
public:
    using stream_type = boost::asio::ssl::stream<boost::asio::ip::tcp::socket>;

    connection(boost::asio::any_io_executor const& executor, boost::asio::ssl::context& context)
        : stream_(executor, context)
    {
    }

    connection(connection const&) = delete;
    connection& operator=(connection const&) = delete;

    /// Closes it, with a close_notify (RFC 8446 section 6.1) where no exchange has been broken off.
    ~connection();

    /// Takes a connected socket.
    void adopt(boost::asio::ip::tcp::socket connected);

    /// The handshake is done; `resumed` tells whether it resumed an earlier session.
    void secure(bool resumed) noexcept
    {
        resumed_ = resumed;
        at_rest_ = true;
    }

    [[nodiscard]] stream_type& stream() noexcept
    {
        return stream_;
    }

    [[nodiscard]] boost::asio::ip::tcp::socket& socket() noexcept
    {
        return stream_.next_layer();
    }

    /// Bytes that have been received and not been used.
    [[nodiscard]] boost::beast::flat_buffer& buffer() noexcept
    {
        return buffer_;
    }

    /// A request is about to be sent.
    void begin_exchange() noexcept
    {
        ++requests_;
        at_rest_ = false;
    }

    /// The response was read to its end; the server will keep the connection for `patience`.
    void end_exchange(core::clock::duration patience) noexcept
    {
        at_rest_ = true;
        server_patience_ = patience;
    }

    /// Requests that have been sent on this connection.
    [[nodiscard]] std::uint64_t requests() const noexcept
    {
        return requests_;
    }

    [[nodiscard]] bool resumed() const noexcept
    {
        return resumed_;
    }

    [[nodiscard]] core::clock::duration server_patience() const noexcept
    {
        return server_patience_;
    }

    /// Whether nothing has arrived while the connection was idle that would be the end of it: a
    /// close_notify, the end of the stream, a reset, or data nobody asked for.
    [[nodiscard]] bool quiet() noexcept;

private:
    stream_type stream_;
    boost::beast::flat_buffer buffer_;
    std::uint64_t requests_ = 0;
    core::clock::duration server_patience_ = core::clock::duration::max();
    bool resumed_ = false;
    /// Whether no request is without its response: what goes out then is a whole TLS record.
    bool at_rest_ = false;
};

} // namespace signalwire::net
