#include "net/connection.hpp"

#include <sys/socket.h>

#include <cerrno>

namespace signalwire::net
{

connection::~connection()
{
    // OpenSSL takes the session of a connection that was not shut down for unfit to be resumed. Ours
    // are: the body of every response is counted, so that nobody can cut one short unnoticed.
    SSL_set_shutdown(stream_.native_handle(), SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
}

bool connection::quiet() noexcept
{
    char byte = 0;
    ssize_t const got = ::recv(socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
}

} // namespace signalwire::net
