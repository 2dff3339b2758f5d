#include "net/connection.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>

#include <sys/socket.h>

#include <cerrno>
#include <utility>

namespace signalwire::net
{

namespace asio = boost::asio;
using boost::system::error_code;

connection::~connection()
{
    if (between_exchanges_)
        stream_.shut_down();
    // OpenSSL does not resume the session of a connection that was not shut down. Here it is safe:
    // truncated responses are detected.
    SSL_set_shutdown(stream_.native_handle(), SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
}

void connection::adopt(asio::ip::tcp::socket connected)
{
    socket() = std::move(connected);
    // All options are optional.
    error_code ignored;
    socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    socket().set_option(asio::ip::tcp::socket::keep_alive(true), ignored);
    socket().non_blocking(true, ignored);
}

bool connection::is_reusable() noexcept
{
    char byte = 0;
    ssize_t const got = ::recv(socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR))
        return false;
    // Data received together with the end of a response is no longer in the kernel.
    if (got < 0 && SSL_has_pending(stream_.native_handle()) == 0)
        return true;
    // Session tickets may arrive at any time after the handshake and are harmless.
    error_code code;
    stream_.read_some(asio::buffer(&byte, 1), code);
    return code == asio::error::would_block;
}

} // namespace signalwire::net
