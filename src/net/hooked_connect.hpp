#pragma once

#include "async/notification.hpp"
#include "async/operation.hpp"
#include "core/failure.hpp"

#include <signalwire/connect_handler.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <exception>
#include <memory>
#include <optional>
#include <string>

namespace signalwire::net
{

/// One connection by a user's connect handler, which may ignore its cancellation: then the handler
/// outlives the operation, and its socket is closed. Used on the strand of an operation.
class hooked_connect : public std::enable_shared_from_this<hooked_connect>
{
public:
    hooked_connect(
        boost::asio::any_io_executor executor, std::shared_ptr<connect_handler const> handler,
        connect_request request);

    void start(async::operation::executor_type const& strand);

    /// Notified when the handler has ended.
    [[nodiscard]] std::shared_ptr<async::notification> const& finished() const noexcept
    {
        return finished_;
    }

    /// Cancels the handler and closes its socket, now or when there is one.
    void cancel();

    /// Returns the socket, on the executor of this object, or why there is none. Call it once
    /// `finished` was notified. `peer` is whom the message names.
    [[nodiscard]] core::result<boost::asio::ip::tcp::socket> result(std::string const& peer);

private:
    static boost::asio::awaitable<void> run(std::shared_ptr<hooked_connect> self);
    void on_end(std::exception_ptr thrown);
    [[nodiscard]] core::failure failure(std::string const& peer) const;
    [[nodiscard]] boost::asio::ip::tcp::socket rebound(boost::asio::ip::tcp::socket socket) const;

    boost::asio::any_io_executor executor_;
    std::shared_ptr<connect_handler const> handler_;
    connect_request request_;
    boost::asio::cancellation_signal signal_;
    std::shared_ptr<async::notification> finished_;
    std::optional<boost::asio::ip::tcp::socket> socket_;
    std::exception_ptr thrown_;
    bool ended_ = false;
    bool cancelled_ = false;
};

} // namespace signalwire::net
