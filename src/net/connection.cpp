#include "net/connection.hpp"

#include <cerrno>

#include <sys/socket.h>

namespace signalwire::net {

bool connection::quiet() noexcept
{
    char byte = 0;
    ssize_t const got = ::recv(socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
}

} // namespace signalwire::net
