#pragma once

#include "async/operation.hpp"
#include "core/result.hpp"
#include "net/origin.hpp"
#include "net/proxy.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <chrono>

namespace signalwire::net
{

/// Asks the proxy at the other end of `socket` for a connection to `target` (CONNECT, RFC 9110
/// section 9.3.6): what is sent afterwards goes to it. To be awaited on the strand of `op`.
[[nodiscard]] boost::asio::awaitable<core::result<void>> open_tunnel(
    async::operation& op, boost::asio::ip::tcp::socket& socket, proxy const& through,
    origin const& target, std::chrono::milliseconds limit);

} // namespace signalwire::net
