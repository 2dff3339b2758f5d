#pragma once

#include <cstddef>
#include <cstdint>

namespace signalwire::test
{

/// How many descriptors this process has open.
[[nodiscard]] std::size_t open_descriptors();

/// How many sockets of this process are connected to `port` on this machine: all of them at one
/// moment, whatever other threads open and close meanwhile. A server of this process does not count
/// with its side of a connection, for which `port` is the local one.
[[nodiscard]] std::size_t connections_to(std::uint16_t port);

} // namespace signalwire::test
