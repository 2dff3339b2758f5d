#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <thread>

namespace signalwire::test
{

/// A proxy of HTTP that opens a tunnel to a port of this machine for whoever asks for one, whatever
/// address he names; on a thread of its own.
class relay_proxy
{
public:
    explicit relay_proxy(std::uint16_t target);
    ~relay_proxy();

    relay_proxy(relay_proxy const&) = delete;
    relay_proxy& operator=(relay_proxy const&) = delete;

    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] std::string url() const;

private:
    using socket = boost::asio::ip::tcp::socket;

    boost::asio::awaitable<void> accept_all();
    boost::asio::awaitable<void> serve(socket client);
    static boost::asio::awaitable<void> relay(
        std::shared_ptr<socket> from, std::shared_ptr<socket> to);

    boost::asio::io_context context_;
    boost::asio::ip::tcp::acceptor acceptor_;
    std::uint16_t target_;
    std::thread thread_;
};

} // namespace signalwire::test
