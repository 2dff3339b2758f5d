#pragma once

#include "async/operation.hpp"
#include "core/failure.hpp"
#include "net/origin.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <memory>
#include <mutex>
#include <vector>

namespace signalwire::net
{

/// The addresses of one host, cached for 30 seconds or until invalidated. Concurrent operations
/// share one lookup. Thread-safe.
class caching_resolver
{
public:
    using endpoints = std::vector<boost::asio::ip::tcp::endpoint>;

    caching_resolver(boost::asio::any_io_executor executor, origin target);
    ~caching_resolver();

    /// Returns the addresses in the order of connection attempts. Await it on the strand of `op`.
    /// getaddrinfo cannot be interrupted: an abandoned lookup keeps the executor at work until it
    /// completes.
    [[nodiscard]] boost::asio::awaitable<core::result<endpoints>> resolve(
        async::operation& op, std::chrono::milliseconds limit);

    /// Discards the cached result after a failure to connect.
    void invalidate();

private:
    class lookup;

    [[nodiscard]] std::shared_ptr<lookup> current_lookup();

    boost::asio::any_io_executor executor_;
    origin target_;
    std::mutex mutex_;
    std::shared_ptr<lookup> last_;
};

} // namespace signalwire::net
