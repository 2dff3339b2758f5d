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

/// Attempts at several addresses, each begun a little after the one before or as soon as that has
/// failed; the first to connect wins and the others are given up (RFC 8305 section 5). Runs on the
/// strand of an operation.
class connect_race : public std::enable_shared_from_this<connect_race>
{
public:
    using endpoints = std::vector<boost::asio::ip::tcp::endpoint>;
    using socket = boost::asio::ip::tcp::socket;

    connect_race(
        boost::asio::any_io_executor executor, async::operation::executor_type strand,
        endpoints plan);

    void start();

    /// Notified when somebody has won or all have lost.
    [[nodiscard]] std::shared_ptr<async::notification> const& decided() const noexcept
    {
        return decided_;
    }

    /// Gives everything up, the winner too: nobody waits for it any more.
    void abandon();

    /// The connected socket, once somebody has won.
    [[nodiscard]] std::unique_ptr<socket>& winner() noexcept
    {
        return winner_;
    }

    /// Why the attempt that ended last failed.
    [[nodiscard]] boost::system::error_code const& failure() const noexcept
    {
        return failure_;
    }

    /// Every address that was tried with what became of it, for people.
    [[nodiscard]] std::string const& story() const noexcept
    {
        return story_;
    }

private:
    void stop();

    using runner = std::list<std::unique_ptr<socket>>::iterator;

    void start_next();
    void schedule_next();
    void on_connect(runner place, std::size_t index, boost::system::error_code code);
    void lose(std::size_t index, boost::system::error_code code);

    boost::asio::any_io_executor executor_;
    async::operation::executor_type strand_;
    endpoints plan_;
    std::size_t next_ = 0;
    std::list<std::unique_ptr<socket>> running_;
    boost::asio::steady_timer stagger_;
    std::shared_ptr<async::notification> decided_;
    std::unique_ptr<socket> winner_;
    boost::system::error_code failure_;
    std::string story_;
    bool stopped_ = false;
};

} // namespace signalwire::net
