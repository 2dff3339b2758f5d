#include "support/relay_proxy.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <memory>
#include <string_view>
#include <utility>

namespace signalwire::test
{

namespace asio = boost::asio;
using asio::ip::tcp;

namespace
{

constexpr auto token = asio::as_tuple(asio::use_awaitable);

tcp::endpoint on_this_machine(std::uint16_t port)
{
    return {asio::ip::address_v4::loopback(), port};
}

} // namespace

relay_proxy::relay_proxy(std::uint16_t target)
    : acceptor_(context_, on_this_machine(0))
    , target_(target)
{
    asio::co_spawn(context_, accept_all(), asio::detached);
    thread_ = std::thread([this] { context_.run(); });
}

relay_proxy::~relay_proxy()
{
    context_.stop();
    thread_.join();
}

std::uint16_t relay_proxy::port() const
{
    return acceptor_.local_endpoint().port();
}

std::string relay_proxy::url() const
{
    return "http://127.0.0.1:" + std::to_string(port());
}

asio::awaitable<void> relay_proxy::accept_all()
{
    for (;;)
    {
        auto [code, client] = co_await acceptor_.async_accept(token);
        if (code)
            co_return;
        asio::co_spawn(context_, serve(std::move(client)), asio::detached);
    }
}

asio::awaitable<void> relay_proxy::serve(socket client)
{
    auto const near = std::make_shared<socket>(std::move(client));
    auto const far = std::make_shared<socket>(context_);
    std::string head;
    auto const [read_code, size] =
        co_await asio::async_read_until(*near, asio::dynamic_buffer(head), "\r\n\r\n", token);
    if (read_code || !head.starts_with("CONNECT "))
        co_return;
    auto const [connect_code] = co_await far->async_connect(on_this_machine(target_), token);
    if (connect_code)
        co_return;
    boost::system::error_code ignored;
    near->set_option(tcp::no_delay(true), ignored);
    far->set_option(tcp::no_delay(true), ignored);
    constexpr std::string_view opened = "HTTP/1.1 200 Connection established\r\n\r\n";
    auto const [write_code, written] =
        co_await asio::async_write(*near, asio::buffer(opened), token);
    if (write_code)
        co_return;
    asio::co_spawn(context_, relay(far, near), asio::detached);
    co_await relay(near, far);
}

asio::awaitable<void> relay_proxy::relay(std::shared_ptr<socket> from, std::shared_ptr<socket> to)
{
    std::array<char, 16 * 1024> bytes{};
    for (;;)
    {
        auto const [read_code, got] = co_await from->async_read_some(asio::buffer(bytes), token);
        if (read_code)
            break;
        auto const [write_code, put] =
            co_await asio::async_write(*to, asio::buffer(bytes, got), token);
        if (write_code)
            break;
    }
    // Either end takes the other with it.
    boost::system::error_code ignored;
    from->close(ignored);
    to->close(ignored);
}

} // namespace signalwire::test
