#pragma once

#include "async/operation.hpp"
#include "core/counters.hpp"
#include "core/failure.hpp"
#include "core/logger.hpp"
#include "net/caching_resolver.hpp"
#include "net/connection.hpp"
#include "net/origin.hpp"
#include "net/tls_context.hpp"
#include "net/tls_session_cache.hpp"

#include <signalwire/client_config.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace signalwire::net
{

/// The server to connect to, the proxy to use, and how to authenticate the server.
struct route
{
    route(origin to, std::shared_ptr<boost::asio::ssl::context> context)
        : target(std::move(to))
        , tls(std::move(context))
    {
    }

    origin target;
    std::shared_ptr<boost::asio::ssl::context> tls;
    /// True if `tls` is the user's, and so not ours to change.
    bool has_user_tls = false;
    std::optional<net::proxy> proxy;
    std::vector<public_key_pin> pins;
    /// The user's; null if there is none.
    std::shared_ptr<connect_handler const> connect;
};

/// Opens verified TLS connections to one origin. Thread-safe.
class connector
{
public:
    connector(
        boost::asio::any_io_executor executor, route path, timeout_config const& limits,
        core::logger const& log, core::counters& counters);

    [[nodiscard]] origin const& target() const noexcept
    {
        return route_.target;
    }

    /// Resolves, connects, opens a tunnel if there is a proxy, and performs the TLS handshake, each
    /// with its own timeout. Await it on the strand of `op`. Lifetime: `*this` must outlive it.
    [[nodiscard]] boost::asio::awaitable<core::result<std::unique_ptr<connection>>> connect(
        async::operation& op);

private:
    boost::asio::awaitable<core::result<void>> establish(async::operation& op, connection& conn);
    boost::asio::awaitable<core::result<void>> connect_tcp(async::operation& op, connection& conn);
    boost::asio::awaitable<core::result<void>> connect_by_hook(
        async::operation& op, connection& conn);
    boost::asio::awaitable<core::result<void>> handshake(async::operation& op, connection& conn);
    void log_opened(async::operation const& op, connection& conn) const;

    /// The peer of the TCP connection: the proxy, if there is one.
    [[nodiscard]] origin const& next_hop() const noexcept;

    boost::asio::any_io_executor executor_;
    route route_;
    timeout_config limits_;
    core::logger const& log_;
    core::counters& counters_;
    caching_resolver resolver_;
    tls_session_cache sessions_;
};

} // namespace signalwire::net
