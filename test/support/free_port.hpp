#pragma once

#include <cstdint>
#include <functional>

namespace signalwire::test
{

/// Whether a server could listen on 127.0.0.1 at `port` now.
[[nodiscard]] bool is_free(std::uint16_t port);

/// Calls `start` with free ports until one of them is still free when the program that it starts
/// gets there, which `start` tells; gives that port. For programs that cannot choose a port
/// themselves, or do not say which. Throws `std::runtime_error` when twenty were taken.
[[nodiscard]] std::uint16_t start_on_free_port(
    std::function<bool(std::uint16_t port)> const& start);

} // namespace signalwire::test
