#include "net/connection.hpp"

#include <sys/socket.h>

#include <cerrno>

namespace signalwire::net
{

bool connection::quiet() noexcept
{
    char byte = 0;
    ssize_t const got = ::recv(socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
}

} // namespace signalwire::net
