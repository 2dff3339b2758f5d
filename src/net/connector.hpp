#pragma once

#include "async/operation.hpp"
#include "core/counters.hpp"
#include "core/logger.hpp"
#include "core/result.hpp"
#include "net/connection.hpp"
#include "net/name_service.hpp"
#include "net/route.hpp"
#include "net/session_cache.hpp"

#include <signalwire/client_config.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <memory>

namespace signalwire::net
{

/// Opens verified TLS connections to one origin. Used from any number of operations at once.
class connector
{
public:
    connector(
        boost::asio::any_io_executor executor, route way, timeout_config const& limits,
        core::logger const& log, core::counters& counters);

    [[nodiscard]] origin const& target() const noexcept
    {
        return route_.target;
    }

    /// Resolves, connects, asks a proxy for a tunnel if there is one, and shakes hands, each under
    /// its own limit. To be awaited on the strand of `op`; `*this` must outlive it.
    [[nodiscard]] boost::asio::awaitable<core::result<std::unique_ptr<connection>>> connect(
        async::operation& op);

private:
    boost::asio::awaitable<core::result<void>> run_steps(async::operation& op, connection& link);
    boost::asio::awaitable<core::result<void>> connect_tcp(async::operation& op, connection& link);
    boost::asio::awaitable<core::result<void>> shake_hands(async::operation& op, connection& link);
    void log_opened(async::operation const& op, connection& link) const;

    /// Whom TCP connects to: the proxy, if there is one.
    [[nodiscard]] origin const& next_hop() const noexcept;

    boost::asio::any_io_executor executor_;
    route route_;
    timeout_config limits_;
    core::logger const& log_;
    core::counters& counters_;
    name_service names_;
    session_cache sessions_;
};

} // namespace signalwire::net
