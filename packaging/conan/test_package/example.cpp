#include <signalwire/rest_client.hpp>
#include <signalwire/sandbox/server.hpp>

#include <boost/asio.hpp>

#include <iostream>

namespace asio = boost::asio;

asio::awaitable<void> list(signalwire::sandbox::server& server)
{
    signalwire::rest_client client(co_await asio::this_coro::executor, server.client_config());
    auto page = co_await client.compat.calls.list();
    std::cout << page.size() << " calls\n";
    co_await client.shutdown();
    server.stop();
}

int main()
{
    asio::io_context context;
    signalwire::sandbox::server server(context.get_executor());
    bool done = false;
    asio::co_spawn(context, list(server), [&](std::exception_ptr failure) { done = !failure; });
    context.run();
    return done ? 0 : 1;
}
