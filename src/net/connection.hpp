#pragma once

#include "net/clock.hpp"

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
    ~connection();

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

    /// Requests that have been sent on this connection.
    [[nodiscard]] std::uint64_t requests() const noexcept
    {
        return requests_;
    }

    void count_request() noexcept
    {
        ++requests_;
    }

    /// Whether nothing has arrived while the connection was idle. What arrives then is the end of
    /// it: a close_notify, the end of the stream, a reset, or bytes nobody asked for.
    [[nodiscard]] bool quiet() noexcept;

private:
    stream_type stream_;
    boost::beast::flat_buffer buffer_;
    std::uint64_t requests_ = 0;
};

} // namespace signalwire::net
