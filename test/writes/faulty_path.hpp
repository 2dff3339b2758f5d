#pragma once

#include "writes/chance.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>

namespace signalwire::test
{

/// The network between a client and a server: a relay of which many a connection breaks, at any
/// byte of either direction, in any way.
class faulty_path
{
public:
    faulty_path(boost::asio::io_context& context, std::uint16_t target, chance& dice);

    [[nodiscard]] std::uint16_t port() const;

    /// Connections that are open.
    [[nodiscard]] std::size_t open() const noexcept
    {
        return open_;
    }

private:
    using tcp = boost::asio::ip::tcp;

    enum class fault
    {
        none,
        reset,
        end,
        /// Nothing arrives any more.
        stall
    };

    struct link
    {
        explicit link(boost::asio::io_context& context)
            : client(context)
            , server(context)
        {
        }

        tcp::socket client;
        tcp::socket server;
    };

    boost::asio::awaitable<void> accept();
    boost::asio::awaitable<void> relay(std::shared_ptr<link> both);
    boost::asio::awaitable<void> pump(
        std::shared_ptr<link> both, bool upwards, std::size_t limit, fault how);
    static void close(link& both, bool by_reset);
    [[nodiscard]] std::size_t limit();
    [[nodiscard]] fault any_fault();

    boost::asio::io_context& context_;
    tcp::acceptor acceptor_;
    tcp::endpoint target_;
    chance& dice_;
    std::size_t open_ = 0;
};

} // namespace signalwire::test
