#include "support/descriptors.hpp"

#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace signalwire::test
{

namespace
{

/// A descriptor and, against its being used anew, the local port of its connection.
using connected_socket = std::pair<int, std::uint16_t>;

std::vector<int> descriptors()
{
    std::vector<int> found;
    for (auto const& entry : std::filesystem::directory_iterator("/proc/self/fd"))
        found.push_back(std::stoi(entry.path().filename().string()));
    return found;
}

template <class Ask>
std::uint16_t port_of(int descriptor, Ask ask)
{
    sockaddr_in address{};
    socklen_t size = sizeof(address);
    if (ask(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0
        || address.sin_family != AF_INET)
        return 0;
    return ntohs(address.sin_port);
}

bool is_connected(connected_socket const& one, std::uint16_t port)
{
    return port_of(one.first, ::getpeername) == port
        && port_of(one.first, ::getsockname) == one.second;
}

} // namespace

std::size_t open_descriptors()
{
    // One of them is what the directory is read through.
    return descriptors().size() - 1;
}

std::size_t connections_to(std::uint16_t port)
{
    std::vector<connected_socket> seen;
    for (int const descriptor : descriptors())
    {
        connected_socket const one(descriptor, port_of(descriptor, ::getsockname));
        if (one.second != port && is_connected(one, port))
            seen.push_back(one);
    }
    // What is still there was there when the first look ended: so all of these at once.
    return static_cast<std::size_t>(std::count_if(
        seen.begin(), seen.end(), [port](auto const& one) { return is_connected(one, port); }));
}

} // namespace signalwire::test
