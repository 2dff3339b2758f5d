// A user's program, with nothing but public headers and none of the library's own flags.
#include <signalwire/client_config.hpp>
#include <signalwire/compat/call_filter.hpp>
#include <signalwire/rest_client.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>

#include <iostream>

namespace asio = boost::asio;

asio::awaitable<void> use()
{
    signalwire::client_config config;
    config.project = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
    config.token = "not a secret";
    config.host = "127.0.0.1:1";
    signalwire::rest_client client(co_await asio::this_coro::executor, config);

    // Nobody listens on that port: what comes back is our own error, through the user's Asio.
    signalwire::compat::call_filter filter;
    filter.status(signalwire::compat::call_status::completed).page_size(20);
    try
    {
        co_await client.compat.calls.list(filter);
    }
    catch (signalwire::transport_error const& error)
    {
        std::cout << "as expected: " << error.what() << '\n';
    }
    co_await client.shutdown();
}

int main()
{
    asio::io_context context;
    bool done = false;
    asio::co_spawn(context, use(), [&](std::exception_ptr failure) { done = !failure; });
    context.run();
    return done ? 0 : 1;
}
