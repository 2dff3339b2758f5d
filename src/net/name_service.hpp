#pragma once

#include "async/operation.hpp"
#include "core/result.hpp"
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

/// The addresses of one host, asked for at most every half minute, and again after an address
/// turned out to be no good. Operations that need them at the same time ask once. Safe from any
/// operations at once.
class name_service
{
public:
    using endpoints = std::vector<boost::asio::ip::tcp::endpoint>;

    name_service(boost::asio::any_io_executor executor, origin target);
    ~name_service();

    /// The addresses in the order in which to try them. To be awaited on the strand of `op`.
    /// getaddrinfo cannot be interrupted: an answer that nobody waits for any more keeps the
    /// executor at work until it comes, and nothing else.
    [[nodiscard]] boost::asio::awaitable<core::result<endpoints>> resolve(
        async::operation& op, std::chrono::milliseconds limit);

    /// Says that the last answer was no good.
    void forget();

private:
    class question;

    [[nodiscard]] std::shared_ptr<question> current_question();

    boost::asio::any_io_executor executor_;
    origin target_;
    std::mutex mutex_;
    std::shared_ptr<question> last_;
};

} // namespace signalwire::net
