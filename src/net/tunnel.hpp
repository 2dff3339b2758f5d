#pragma once

#include "async/operation.hpp"
#include "core/failure.hpp"
#include "net/origin.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <chrono>

namespace signalwire::net
{

/// Asks the proxy connected to `socket` for a tunnel to `target` (CONNECT, RFC 9110 section 9.3.6).
/// Await it on the strand of `op`.
[[nodiscard]] boost::asio::awaitable<core::result<void>> open_tunnel(
    async::operation& op, boost::asio::ip::tcp::socket& socket, proxy const& via,
    origin const& target, std::chrono::milliseconds limit);

} // namespace signalwire::net
