#pragma once

#include "net/clock.hpp"
#include "net/failure.hpp"
#include "net/operation.hpp"
#include "net/origin.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/system/result.hpp>

#include <chrono>
#include <mutex>
#include <vector>

namespace signalwire::net
{

/// The addresses of one origin, asked for at most every half minute and again after an address
/// turned out to be no good. Safe from any operations at once.
class name_service
{
public:
    using endpoints = std::vector<boost::asio::ip::tcp::endpoint>;

    explicit name_service(boost::asio::any_io_executor executor)
        : executor_(std::move(executor))
    {
    }

    /// The addresses of `target` in the order in which to try them. To be awaited on the strand of
    /// `op`. getaddrinfo cannot be interrupted: an answer that nobody waits for any more keeps the
    /// executor at work until it comes, and nothing else.
    [[nodiscard]] boost::asio::awaitable<boost::system::result<endpoints, failure>> resolve(
        operation& op, origin const& target, std::chrono::milliseconds limit);

    /// Says that the last answer was no good.
    void forget();

private:
    [[nodiscard]] endpoints fresh_answer() const;

    static constexpr std::chrono::seconds time_to_live{30};

    boost::asio::any_io_executor executor_;
    mutable std::mutex mutex_;
    endpoints answer_;
    clock::time_point expires_{};
};

} // namespace signalwire::net
