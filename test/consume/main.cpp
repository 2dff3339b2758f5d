// A user's program, with nothing but public headers and none of the library's own flags.
#include <signalwire/client_config.hpp>
#include <signalwire/compat/call_filter.hpp>
#include <signalwire/rest_client.hpp>
#include <signalwire/transport_error.hpp>

#include <boost/asio.hpp>
#include <boost/asio/ssl/error.hpp>

#include <iostream>
#include <string>

namespace asio = boost::asio;

asio::awaitable<void> hang_up(asio::ip::tcp::acceptor& acceptor)
{
    asio::ip::tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
    std::string hello(1024 * 16, '\0');
    co_await socket.async_read_some(asio::buffer(hello), asio::use_awaitable);
}

asio::awaitable<bool> use()
{
    asio::any_io_executor const executor = co_await asio::this_coro::executor;
    asio::ip::tcp::acceptor acceptor(executor, {asio::ip::address_v4::loopback(), 0});
    asio::co_spawn(executor, hang_up(acceptor), asio::detached);

    signalwire::client_config config;
    config.project = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
    config.token = "not a secret";
    config.host = "127.0.0.1:" + std::to_string(acceptor.local_endpoint().port());
    config.retry.max_attempts = 1;
    signalwire::rest_client client(executor, config);

    // The error is ours, its code Asio's: the same as the program's own, compiled apart from ours.
    bool as_expected = false;
    signalwire::compat::call_filter filter;
    filter.status(signalwire::compat::call_status::completed).page_size(20);
    try
    {
        co_await client.compat.calls.list(filter);
    }
    catch (signalwire::transport_error const& error)
    {
        std::cout << error.what() << '\n';
        as_expected = error.code() == asio::ssl::error::stream_truncated;
    }
    co_await client.shutdown();
    co_return as_expected;
}

int main()
{
    asio::io_context context;
    bool done = false;
    asio::co_spawn(context, use(), [&](std::exception_ptr failure, bool as_expected) {
        done = !failure && as_expected;
    });
    context.run();
    return done ? 0 : 1;
}
