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
    error_code ignored;
    // The socket is non-blocking: this sends what it can and does not wait for the peer.
    if (between_exchanges_ && socket().non_blocking())
        stream_.shutdown(ignored);
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
    // For the synchronous calls in `is_reusable` and the destructor.
    socket().non_blocking(true, ignored);
}

bool connection::is_reusable() noexcept
{
    char byte = 0;
    ssize_t const got = ::recv(socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR))
        return false;
    // Data received together with the end of a response is no longer in the kernel.
    SSL const* const tls = stream_.native_handle();
    bool const held = SSL_has_pending(tls) == 1 || BIO_ctrl_pending(SSL_get_rbio(tls)) > 0;
    if (got < 0 && !held)
        return true;
    // Session tickets may arrive at any time after the handshake and are harmless.
    error_code code;
    stream_.read_some(asio::buffer(&byte, 1), code);
    return code == asio::error::would_block || code == asio::error::try_again;
}

} // namespace signalwire::net
