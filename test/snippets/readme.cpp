// Runs the C++ of the README, after its first program, against a sandbox: see tests.cmake.

#include <signalwire/for_each.hpp>
#include <signalwire/rest_client.hpp>
#include <signalwire/sandbox/server.hpp>
#include <signalwire/take.hpp>

#include <boost/asio.hpp>

#include <chrono>
#include <cstddef>
#include <exception>
#include <iostream>
#include <string>
#include <thread>
#include <utility>

// Replaced by the blocks: see inline.awk.
#include "cpp_10.cpp"
#include "cpp_2.cpp"
#include "cpp_3.cpp"
#include "cpp_4.cpp"
#include "cpp_5.cpp"
#include "cpp_6.cpp"
#include "cpp_7.cpp"
#include "cpp_8.cpp"
#include "cpp_9.cpp"

namespace
{

boost::asio::awaitable<void> run_all(boost::asio::io_context& context)
{
    signalwire::sandbox::server server(context.get_executor());
    signalwire::rest_client client(context.get_executor(), server.client_config());

    co_await print_calls_since(client, std::chrono::sys_days());
    std::cout << "completed: " << co_await count_completed(client) << '\n';
    std::string const position = co_await read_some(client, "");
    std::cout << "resumed: " << (co_await read_some(client, position) != position) << '\n';
    co_await export_june(client);
    co_await confirm(client, "+13105550143");
    co_await print_problem(client);
    co_await test_retry(server);

    // A watch ends when it is cancelled.
    boost::asio::cancellation_signal stop;
    std::exception_ptr stopped;
    boost::asio::co_spawn(
        context, watch(client),
        boost::asio::bind_cancellation_slot(
            stop.slot(), [&stopped](std::exception_ptr failure) { stopped = std::move(failure); }));
    co_await client.compat.calls.list();
    stop.emit(boost::asio::cancellation_type::terminal);

    std::size_t count = 0;
    bool counted = false;
    std::thread other([&] {
        count = count_calls(client);
        boost::asio::post(context, [&] { counted = true; });
    });
    while (!counted || !stopped)
        co_await boost::asio::post(boost::asio::use_awaitable);
    other.join();
    std::cout << "on a page: " << count << '\n';
    co_await client.shutdown();
    server.stop();
    std::cout << "README done\n";
}

} // namespace

int main()
{
    boost::asio::io_context context;
    boost::asio::co_spawn(context, run_all(context), [](std::exception_ptr failure) {
        if (failure)
            std::rethrow_exception(failure);
    });
    context.run();
}
