#pragma once

#include "net/connection.hpp"
#include "net/failure.hpp"
#include "net/operation.hpp"
#include "net/origin.hpp"

#include <signalwire/timeout_config.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/system/result.hpp>

#include <memory>
#include <vector>

namespace signalwire::net
{

template <class T>
using result = boost::system::result<T, failure>;

/// Opens verified TLS connections to one origin. Immutable; used from any number of operations.
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

private:
    using endpoints = std::vector<boost::asio::ip::tcp::endpoint>;

    boost::asio::awaitable<result<endpoints>> resolve(operation& op) const;
    boost::asio::awaitable<result<void>> connect_tcp(
        operation& op, connection& link, endpoints const& addresses) const;
    boost::asio::awaitable<result<void>> shake_hands(operation& op, connection& link) const;

    boost::asio::any_io_executor executor_;
    origin target_;
    boost::asio::ssl::context tls_;
    timeout_config limits_;
};

} // namespace signalwire::net
