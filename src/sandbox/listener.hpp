#pragma once

#include "sandbox/server_context.hpp"
#include "sandbox/session.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <mutex>

namespace signalwire::sandbox::detail
{

/// Accepts connections until it is stopped. Safe from any thread; owns itself while it runs.
class listener : public std::enable_shared_from_this<listener>
{
public:
    /// Binds and listens. Throws `boost::system::system_error`.
    listener(boost::asio::any_io_executor const& executor, std::shared_ptr<service> shared);

    void start();

    /// Nobody can connect any more when this returns.
    void stop() noexcept;

    [[nodiscard]] boost::asio::ip::tcp::endpoint const& endpoint() const noexcept
    {
        return endpoint_;
    }

private:
    void accept();
    void accepted(boost::system::error_code const& error, session::socket_type socket) noexcept;
    void welcome(session::socket_type socket);
    void go_on(bool failed) noexcept;
    void back_off();

    std::shared_ptr<service> service_;
    boost::asio::ip::tcp::endpoint endpoint_;

    // Guards what follows: `stop` comes from any thread and must be done when it returns.
    std::mutex mutex_;
    bool stopped_ = false;
    boost::asio::ip::tcp::acceptor acceptor_;
    boost::asio::steady_timer back_off_timer_;
};

} // namespace signalwire::sandbox::detail
