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

/// Accepts connections until it is stopped.
///
/// Thread safety: all members may be called from any thread at once.
/// Lifetime: owns itself while it runs.
class listener : public std::enable_shared_from_this<listener>
{
public:
    /// Binds and listens.
    ///
    /// Throws: `boost::system::system_error`.
    listener(boost::asio::any_io_executor const& executor, std::shared_ptr<server_context> shared);

    void start();

    /// Rejects new connections from its return on.
    void stop() noexcept;

    [[nodiscard]] boost::asio::ip::tcp::endpoint const& endpoint() const noexcept
    {
        return endpoint_;
    }

private:
    void accept();
    void accepted(boost::system::error_code const& error, session::socket_type socket) noexcept;
    void start_session(session::socket_type socket);
    void continue_accepting(bool failed) noexcept;
    void schedule_accept();

    std::shared_ptr<server_context> context_;
    boost::asio::ip::tcp::endpoint endpoint_;

    // Guards the members below: `stop` may be called from any thread and is synchronous.
    std::mutex mutex_;
    bool stopped_ = false;
    boost::asio::ip::tcp::acceptor acceptor_;
    boost::asio::steady_timer accept_timer_;
};

} // namespace signalwire::sandbox::detail
