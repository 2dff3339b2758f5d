// How many instructions do decoding, a request and a buffered call take? For callgrind, which
// starts to count where this says: see count.sh.

#include "compat/describe_calls.hpp"
#include "json/decoder.hpp"
#include "support/local_server.hpp"
#include "support/run.hpp"
#include "support/sample_page.hpp"

#include <signalwire/rest_client.hpp>

#include <valgrind/callgrind.h>

#include <cstddef>
#include <exception>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace asio = boost::asio;
namespace bench = signalwire::bench;
namespace compat = signalwire::compat;
namespace json = signalwire::json;

namespace
{

/// Instructions count while one of these lives.
class counting
{
public:
    counting()
    {
        CALLGRIND_START_INSTRUMENTATION;
    }

    counting(counting const&) = delete;
    counting& operator=(counting const&) = delete;

    ~counting()
    {
        CALLGRIND_STOP_INSTRUMENTATION;
    }
};

void decode_page(std::string_view text)
{
    constexpr std::size_t piece_size = std::size_t{16} * 1024;
    compat::call_page page;
    json::decoder decoder(
        json::schema<compat::call_page>::value, &page, signalwire::decoding_mode::lenient);
    for (std::size_t at = 0; at < text.size(); at += piece_size)
    {
        if (!decoder.write(text.substr(at, piece_size)))
            throw std::runtime_error(decoder.error().reason);
    }
    if (!decoder.finish())
        throw std::runtime_error(decoder.error().reason);
}

/// Calls that were decoded, their destruction included.
std::size_t count_decode()
{
    constexpr std::size_t page_size = 50;
    constexpr std::size_t pages = 20;
    std::string const text = bench::sample_page(page_size);
    decode_page(text);
    counting const now;
    for (std::size_t i = 0; i < pages; ++i)
        decode_page(text);
    return pages * page_size;
}

asio::awaitable<void> list_pages(signalwire::rest_client& client, std::size_t requests)
{
    for (std::size_t i = 0; i < requests; ++i)
        co_await client.compat.calls.list();
}

/// Requests for empty pages, on a connection that is there.
std::size_t count_list()
{
    constexpr std::size_t requests = 300;
    bench::local_server server(0);
    asio::io_context context(1);
    signalwire::rest_client client(context.get_executor(), server.client_config());
    bench::run(context, context.get_executor(), list_pages(client, 20));
    {
        counting const now;
        bench::run(context, context.get_executor(), list_pages(client, requests));
    }
    return requests;
}

asio::awaitable<void> consume(signalwire::rest_client& client, std::size_t& calls)
{
    auto stream = client.compat.calls.stream(compat::call_filter().page_size(1000));
    co_await stream.next();
    // The last one stays: the end of the page does not count.
    counting const now;
    for (; calls < 998; ++calls)
        co_await stream.next();
}

/// Buffered calls, their destruction included.
std::size_t count_next()
{
    bench::local_server server(1000);
    asio::io_context context(1);
    signalwire::rest_client client(context.get_executor(), server.client_config());
    std::size_t calls = 0;
    bench::run(context, context.get_executor(), consume(client, calls));
    return calls;
}

std::size_t count(std::string_view mode)
{
    if (mode == "decode")
        return count_decode();
    if (mode == "list")
        return count_list();
    if (mode == "next")
        return count_next();
    throw std::invalid_argument("usage: bench_count decode|list|next|--build");
}

} // namespace

// Prints how many units it went through, or what the numbers of this build may be compared with.
int main(int argc, char** argv)
{
    try
    {
        std::string_view const mode = argc == 2 ? argv[1] : "";
        if (mode == "--build")
            std::cout << SIGNALWIRE_BENCH_BUILD << '\n';
        else
            std::cout << count(mode) << '\n';
    }
    catch (std::exception const& error)
    {
        std::cerr << "bench_count: " << error.what() << '\n';
        return 1;
    }
}
