#include "support/free_port.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <random>
#include <stdexcept>

namespace signalwire::test
{

namespace asio = boost::asio;

bool is_free(std::uint16_t port)
{
    asio::io_context context;
    asio::ip::tcp::acceptor acceptor(context);
    boost::system::error_code taken;
    acceptor.open(asio::ip::tcp::v4());
    acceptor.set_option(asio::socket_base::reuse_address(true));
    acceptor.bind({asio::ip::address_v4::loopback(), port}, taken);
    return !taken;
}

std::uint16_t start_on_free_port(std::function<bool(std::uint16_t port)> const& start)
{
    // Below those that the system hands out, which any client of this machine may get meanwhile.
    std::random_device random;
    std::uniform_int_distribution<int> any(12'000, 32'000);
    for (int i = 0; i < 20; ++i)
    {
        auto const port = static_cast<std::uint16_t>(any(random));
        if (is_free(port) && start(port))
            return port;
    }
    throw std::runtime_error("no free port was found");
}

} // namespace signalwire::test
