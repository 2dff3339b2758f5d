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
    // The socket does not block: this sends what it can and does not wait for the answer.
    if (at_rest_ && socket().non_blocking())
        stream_.shutdown(ignored);
    // OpenSSL takes the session of a connection that was not shut down for unfit to be resumed.
    // Ours are: a response that was cut short does not pass unnoticed.
    SSL_set_shutdown(stream_.native_handle(), SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
}

void connection::adopt(asio::ip::tcp::socket connected)
{
    socket() = std::move(connected);
    // None is vital, so that a system that refuses is no reason to fail.
    error_code ignored;
    socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    socket().set_option(asio::ip::tcp::socket::keep_alive(true), ignored);
    // For the calls that are not asynchronous: `quiet` and the destructor's.
    socket().non_blocking(true, ignored);
}

bool connection::quiet() noexcept
{
    char byte = 0;
    ssize_t const got = ::recv(socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR))
        return false;
    // What came together with the end of a response is no longer in the kernel.
    SSL const* const tls = stream_.native_handle();
    bool const held = SSL_has_pending(tls) == 1 || BIO_ctrl_pending(SSL_get_rbio(tls)) > 0;
    if (got < 0 && !held)
        return true;
    // Session tickets are no end: they may come any time after the handshake.
    error_code code;
    stream_.read_some(asio::buffer(&byte, 1), code);
    return code == asio::error::would_block || code == asio::error::try_again;
}

} // namespace signalwire::net
