#pragma once

#include "async/notification.hpp"
#include "async/operation.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/error_code.hpp>

#include <cstddef>
#include <list>
#include <memory>
#include <string>
#include <vector>

namespace signalwire::net
{

/// Connects to the first of several addresses that responds (RFC 8305 section 5). An attempt starts
/// some time after the previous one, or when that has failed; the first success cancels the others.
/// Used on the strand of an operation.
class happy_eyeballs : public std::enable_shared_from_this<happy_eyeballs>
{
public:
    using endpoints = std::vector<boost::asio::ip::tcp::endpoint>;
    using socket = boost::asio::ip::tcp::socket;

    happy_eyeballs(
        boost::asio::any_io_executor executor, async::operation::executor_type strand,
        endpoints order);

    void start();

    /// Notified when an attempt has succeeded or all have failed.
    [[nodiscard]] std::shared_ptr<async::notification> const& finished() const noexcept
    {
        return finished_;
    }

    /// Cancels all attempts and closes the connected socket.
    void cancel();

    /// The connected socket; null unless an attempt has succeeded.
    [[nodiscard]] std::unique_ptr<socket>& connected_socket() noexcept
    {
        return connected_socket_;
    }

    /// The error of the last attempt that failed.
    [[nodiscard]] boost::system::error_code const& failure() const noexcept
    {
        return failure_;
    }

    /// Each failed address with its error, for messages.
    [[nodiscard]] std::string const& attempt_summary() const noexcept
    {
        return attempt_summary_;
    }

private:
    void stop();

    using attempt = std::list<std::unique_ptr<socket>>::iterator;

    void start_next();
    void schedule_next();
    void on_connect(attempt current, std::size_t index, boost::system::error_code code);
    void on_attempt_failed(std::size_t index, boost::system::error_code code);

    boost::asio::any_io_executor executor_;
    async::operation::executor_type strand_;
    endpoints order_;
    std::size_t next_ = 0;
    std::list<std::unique_ptr<socket>> running_;
    boost::asio::steady_timer stagger_;
    std::shared_ptr<async::notification> finished_;
    std::unique_ptr<socket> connected_socket_;
    boost::system::error_code failure_;
    std::string attempt_summary_;
    bool stopped_ = false;
};

} // namespace signalwire::net
