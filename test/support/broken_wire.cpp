#include "support/broken_wire.hpp"

#include <dlfcn.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ostream>
#include <stdexcept>
#include <string>

namespace signalwire::test
{

namespace
{

thread_local broken_wire* wire_of_this_thread = nullptr;

/// The next definition of a function behind the one in this file: the C library's, or the one that
/// a sanitizer has put before it.
template <class Function>
Function* next(char const* name)
{
    void* const found = ::dlsym(RTLD_NEXT, name);
    if (found == nullptr)
        throw std::runtime_error(std::string("no function ") + name);
    return reinterpret_cast<Function*>(found);
}

int real_connect(int socket, sockaddr const* address, socklen_t size)
{
    static auto* const function = next<int(int, sockaddr const*, socklen_t)>("connect");
    return function(socket, address, size);
}

ssize_t real_recv(int socket, void* bytes, std::size_t size, int flags)
{
    static auto* const function = next<ssize_t(int, void*, std::size_t, int)>("recv");
    return function(socket, bytes, size, flags);
}

ssize_t real_send(int socket, void const* bytes, std::size_t size, int flags)
{
    static auto* const function = next<ssize_t(int, void const*, std::size_t, int)>("send");
    return function(socket, bytes, size, flags);
}

int real_poll(pollfd* descriptors, nfds_t count, int timeout)
{
    static auto* const function = next<int(pollfd*, nfds_t, int)>("poll");
    return function(descriptors, count, timeout);
}

int real_epoll_ctl(int set, int what, int descriptor, epoll_event* events)
{
    static auto* const function = next<int(int, int, int, epoll_event*)>("epoll_ctl");
    return function(set, what, descriptor, events);
}

ssize_t fail(int code) noexcept
{
    errno = code;
    return -1;
}

bool takes_bytes(int socket)
{
    pollfd one{socket, POLLOUT, 0};
    return real_poll(&one, 1, 0) != 0;
}

bool has_bytes(int socket)
{
    pollfd one{socket, POLLIN, 0};
    return real_poll(&one, 1, 0) != 0;
}

} // namespace

std::ostream& operator<<(std::ostream& out, wire_step value)
{
    constexpr std::array names = {"connect", "read", "write"};
    return out << names.at(static_cast<std::size_t>(value));
}

std::ostream& operator<<(std::ostream& out, wire_fault value)
{
    constexpr std::array names = {"reset",   "ended",   "timed_out", "unreachable",
                                  "stalled", "flipped", "one_byte"};
    return out << names.at(static_cast<std::size_t>(value));
}

broken_wire::broken_wire()
{
    wire_of_this_thread = this;
}

broken_wire::broken_wire(std::size_t index, wire_fault what, extent how_far)
    : index_(index)
    , fault_(what)
    , extent_(how_far)
{
    wire_of_this_thread = this;
}

broken_wire::~broken_wire()
{
    wire_of_this_thread = nullptr;
}

broken_wire* broken_wire::current() noexcept
{
    return wire_of_this_thread;
}

bool broken_wire::begin_step(wire_step what)
{
    if (suspended_)
        return false;
    std::size_t const number = steps_++;
    bool const breaks =
        index_ && (number == *index_ || (extent_ == extent::all_that_follow && number > *index_));
    if (breaks && !broken_)
    {
        broken_ = what;
        writes_before_ = writes_;
    }
    if (what == wire_step::write)
        ++writes_;
    bool const spares_connects = fault_ == wire_fault::flipped || fault_ == wire_fault::one_byte;
    bool const applies = breaks && !(what == wire_step::connect && spares_connects);
    harmed_ = harmed_ || (applies && fault_ != wire_fault::one_byte);
    return applies;
}

int broken_wire::connect(int socket, void const* address, unsigned size)
{
    damaged_.erase(socket);
    if (!begin_step(wire_step::connect))
        return real_connect(socket, static_cast<sockaddr const*>(address), size);
    switch (fault_)
    {
    case wire_fault::reset: errno = ECONNREFUSED; break;
    case wire_fault::timed_out: errno = ETIMEDOUT; break;
    case wire_fault::unreachable: errno = ENETUNREACH; break;
    case wire_fault::ended:
        damaged_[socket].connect_fails = true;
        errno = EINPROGRESS;
        break;
    default:
        damaged_[socket].connect_stalls = true;
        errno = EINPROGRESS;
        break;
    }
    return -1;
}

ssize_t broken_wire::read(int socket, void* bytes, std::size_t size, int flags)
{
    damage const& state = damaged_[socket];
    if (state.reads_stall)
        return fail(EAGAIN);
    if (state.reads_end)
        return 0;
    if ((flags & MSG_PEEK) != 0 || !has_bytes(socket) || !begin_step(wire_step::read))
        return real_recv(socket, bytes, size, flags);
    return break_read(socket, bytes, size, flags);
}

ssize_t broken_wire::break_read(int socket, void* bytes, std::size_t size, int flags)
{
    damage& state = damaged_[socket];
    switch (fault_)
    {
    case wire_fault::stalled: state.reads_stall = true; return fail(EAGAIN);
    case wire_fault::ended: state.reads_end = true; return 0;
    case wire_fault::one_byte:
        return real_recv(socket, bytes, std::min<std::size_t>(size, 1), flags);
    case wire_fault::flipped:
    {
        ssize_t const got = real_recv(socket, bytes, size, flags);
        // The version in the header of a TLS record is ignored (RFC 8446 section 5.1).
        constexpr ssize_t header_size = 5;
        if (got > 0)
            static_cast<unsigned char*>(bytes)[got > header_size ? got / 2 : 0] ^= 1U;
        return got;
    }
    default: break;
    }
    state.reads_end = state.writes_fail = true;
    if (fault_ == wire_fault::reset)
        return fail(ECONNRESET);
    return fail(fault_ == wire_fault::timed_out ? ETIMEDOUT : EHOSTUNREACH);
}

ssize_t broken_wire::write(int socket, void const* bytes, std::size_t size, int flags)
{
    damage const& state = damaged_[socket];
    if (state.writes_stall)
        return fail(EAGAIN);
    if (state.writes_fail)
        return fail(EPIPE);
    if (!takes_bytes(socket) || !begin_step(wire_step::write))
        return real_send(socket, bytes, size, flags);
    return break_write(socket, bytes, size, flags);
}

ssize_t broken_wire::break_write(int socket, void const* bytes, std::size_t size, int flags)
{
    damage& state = damaged_[socket];
    switch (fault_)
    {
    case wire_fault::stalled: state.writes_stall = true; return fail(EAGAIN);
    case wire_fault::one_byte:
    {
        ssize_t const put = real_send(socket, bytes, std::min<std::size_t>(size, 1), flags);
        announce_room(socket);
        return put;
    }
    case wire_fault::flipped:
    {
        std::string changed(static_cast<char const*>(bytes), size);
        if (size > 0)
            changed[size / 2] = static_cast<char>(changed[size / 2] ^ 1);
        return real_send(socket, changed.data(), size, flags);
    }
    default: break;
    }
    state.reads_end = state.writes_fail = true;
    switch (fault_)
    {
    case wire_fault::reset: return fail(ECONNRESET);
    case wire_fault::timed_out: return fail(ETIMEDOUT);
    case wire_fault::unreachable: return fail(EHOSTUNREACH);
    default: return fail(EPIPE);
    }
}

void broken_wire::announce_room(int socket)
{
    auto const found = watches_.find(socket);
    if (found != watches_.end())
        real_epoll_ctl(found->second.set, EPOLL_CTL_MOD, socket, &found->second.events);
}

bool broken_wire::connects_for_ever(int socket) const
{
    auto const found = damaged_.find(socket);
    return found != damaged_.end() && found->second.connect_stalls;
}

std::optional<int> broken_wire::late_refusal(int socket) const
{
    auto const found = damaged_.find(socket);
    if (found == damaged_.end() || !found->second.connect_fails)
        return std::nullopt;
    return ECONNREFUSED;
}

} // namespace signalwire::test

using signalwire::test::broken_wire;

// They stand before the C library's, for the whole program; Asio calls no others.

extern "C" int connect(int socket, sockaddr const* address, socklen_t size)
{
    broken_wire* const wire = broken_wire::current();
    return wire ? wire->connect(socket, address, size)
                : signalwire::test::real_connect(socket, address, size);
}

extern "C" ssize_t recv(int socket, void* bytes, std::size_t size, int flags)
{
    broken_wire* const wire = broken_wire::current();
    return wire ? wire->read(socket, bytes, size, flags)
                : signalwire::test::real_recv(socket, bytes, size, flags);
}

extern "C" ssize_t recvmsg(int socket, msghdr* message, int flags)
{
    static auto* const function = signalwire::test::next<ssize_t(int, msghdr*, int)>("recvmsg");
    broken_wire* const wire = broken_wire::current();
    if (!wire || message->msg_iovlen == 0)
        return function(socket, message, flags);
    message->msg_flags = 0;
    iovec const& first = message->msg_iov[0];
    return wire->read(socket, first.iov_base, first.iov_len, flags);
}

extern "C" ssize_t send(int socket, void const* bytes, std::size_t size, int flags)
{
    broken_wire* const wire = broken_wire::current();
    return wire ? wire->write(socket, bytes, size, flags)
                : signalwire::test::real_send(socket, bytes, size, flags);
}

extern "C" ssize_t sendmsg(int socket, msghdr const* message, int flags)
{
    static auto* const function =
        signalwire::test::next<ssize_t(int, msghdr const*, int)>("sendmsg");
    broken_wire* const wire = broken_wire::current();
    if (!wire || message->msg_iovlen == 0)
        return function(socket, message, flags);
    iovec const& first = message->msg_iov[0];
    return wire->write(socket, first.iov_base, first.iov_len, flags);
}

extern "C" int poll(pollfd* descriptors, nfds_t count, int timeout)
{
    broken_wire const* const wire = broken_wire::current();
    if (wire && count == 1 && wire->connects_for_ever(descriptors->fd))
    {
        descriptors->revents = 0;
        return 0;
    }
    return signalwire::test::real_poll(descriptors, count, timeout);
}

extern "C" int getsockopt(int socket, int level, int name, void* value, socklen_t* size) noexcept
{
    using function = int(int, int, int, void*, socklen_t*);
    static auto* const next = signalwire::test::next<function>("getsockopt");
    int const result = next(socket, level, name, value, size);
    broken_wire const* const wire = broken_wire::current();
    if (result == 0 && wire && level == SOL_SOCKET && name == SO_ERROR)
    {
        if (std::optional<int> const refusal = wire->late_refusal(socket))
            *static_cast<int*>(value) = *refusal;
    }
    return result;
}

extern "C" int epoll_ctl(int set, int what, int descriptor, epoll_event* events) noexcept
{
    broken_wire* const wire = broken_wire::current();
    if (wire && events != nullptr && what != EPOLL_CTL_DEL)
        wire->watch(descriptor, set, *events);
    return signalwire::test::real_epoll_ctl(set, what, descriptor, events);
}
