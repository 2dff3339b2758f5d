#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>

// Declared here so that a program without a connect handler does not compile sockets. To write one,
// include <boost/asio/awaitable.hpp> and <boost/asio/ip/tcp.hpp>.
namespace boost::asio
{

class any_io_executor;
template <typename T, typename Executor>
class awaitable;
template <typename Protocol, typename Executor>
class basic_stream_socket;

namespace ip
{

class tcp;

} // namespace ip

} // namespace boost::asio

namespace signalwire
{

/// A connection that a client needs: the argument of a `connect_handler`.
///
/// Thread safety: a value type; distinct objects are independent.
struct connect_request
{
    /// See the members of these names.
    connect_request(
        std::string to, std::uint16_t at, std::chrono::steady_clock::time_point until) noexcept
        : host(std::move(to))
        , port(at)
        , deadline(until)
    {
    }

    /// Name or address of the peer, without brackets: the API's host; with `client_config::proxy`
    /// the proxy.
    std::string host;

    /// TCP port of the peer.
    std::uint16_t port;

    /// When the client stops waiting: the first of `timeouts.connect`, `timeouts.attempt` and
    /// `timeouts.total` to expire. `timeouts.resolve` does not apply.
    std::chrono::steady_clock::time_point deadline;
};

/// A coroutine that returns a connected TCP socket: `client_config::connect`.
///
///     config.connect = [](signalwire::connect_request to)
///         -> boost::asio::awaitable<boost::asio::ip::tcp::socket> { … };
///
/// The socket may be of any executor; the client moves it to its own and performs the TLS
/// handshake.
///
/// Errors: a `boost::system::system_error` fails the attempt as a `transport_error` with that code,
/// which is retried like a failure of the client's own. Any other exception, and a socket that is
/// not open, are `errc::connect_hook_failed`, which is not retried. Nothing has been sent then.
///
/// Cancellation: at the deadline, and when the operation is cancelled, the coroutine receives
/// `terminal` cancellation, and the client stops waiting for it. A coroutine that continues all the
/// same may end at any time; its socket is closed.
///
/// Thread safety: called on the threads of the executor, concurrently if there are several. Each
/// coroutine runs on a strand of the client's executor, which is its `this_coro::executor`.
///
/// Lifetime: the client keeps the function until its last coroutine has ended. What the coroutine
/// waits for must belong to the execution context of the client, with which it is destroyed.
using connect_handler = std::function<boost::asio::awaitable<
    boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::any_io_executor>,
    boost::asio::any_io_executor>(connect_request request)>;

} // namespace signalwire
