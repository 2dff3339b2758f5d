#pragma once

#include "net/connection.hpp"
#include "net/failure.hpp"
#include "net/name_service.hpp"
#include "net/operation.hpp"
#include "net/origin.hpp"
#include "net/session_cache.hpp"

#include <signalwire/timeout_config.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/system/result.hpp>

#include <atomic>
#include <cstdint>
#include <memory>

namespace signalwire::net
{

template <class T>
using result = boost::system::result<T, failure>;

/// Opens verified TLS connections to one origin. Used from any number of operations at once.
class connector
{
public:
    connector(
        boost::asio::any_io_executor executor, origin target, boost::asio::ssl::context tls,
        timeout_config const& limits);

    [[nodiscard]] origin const& target() const noexcept
    {
        return target_;
    }

    /// Resolves, connects and shakes hands, each under its own limit. To be awaited on the strand
    /// of `op`; `*this` must outlive it.
    [[nodiscard]] boost::asio::awaitable<result<std::unique_ptr<connection>>> connect(
        operation& op);

    /// Handshakes that resumed an earlier session.
    [[nodiscard]] std::uint64_t resumed() const noexcept
    {
        return resumed_;
    }

private:
    boost::asio::awaitable<result<void>> connect_tcp(
        operation& op, connection& link, name_service::endpoints const& addresses);
    boost::asio::awaitable<result<void>> shake_hands(operation& op, connection& link);

    boost::asio::any_io_executor executor_;
    origin target_;
    boost::asio::ssl::context tls_;
    timeout_config limits_;
    name_service names_;
    session_cache sessions_;
    std::atomic<std::uint64_t> resumed_ = 0;
};

} // namespace signalwire::net
