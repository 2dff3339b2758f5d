#pragma once

#include "async/operation.hpp"
#include "http/response_reader.hpp"
#include "net/connection.hpp"
#include "net/connector.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <string>

namespace signalwire::http
{

/// How long and how much one exchange may take.
struct exchange_limits
{
    exchange_limits() = default;

    std::chrono::milliseconds first_byte{};
    std::chrono::milliseconds between_bytes{};
    response_limits response;
};

/// Sends `request`, complete and encoded, and lets the response flow into `sink`. To be awaited on
/// the strand of `op`; the arguments must outlive it. Gives whether the connection may serve again:
/// the response was read to its end, nothing followed it, and the server agrees.
[[nodiscard]] boost::asio::awaitable<core::result<bool>> exchange(
    async::operation& op, net::connection& link, std::string const& request, response_sink& sink,
    exchange_limits const& limits);

} // namespace signalwire::http
