// The server of doc/server.md among visitors that read slowly, leave, and send nonsense.
// SIGNALWIRE_TEST_VISITORS and SIGNALWIRE_TEST_SECONDS make the crowd larger and its stay longer.

// Its main() is not called.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wreturn-type"
#define main run_guide
#include "guide.cpp"
#undef main
#pragma GCC diagnostic pop

#include "support/descriptors.hpp"
#include "support/sandbox_fixture.hpp"

#include <boost/optional.hpp>

#include <array>
#include <cstdlib>
#include <functional>
#include <memory>
#include <random>
#include <thread>

namespace
{

using signalwire::sandbox::fault;
using signalwire::sandbox::mock_response;

constexpr std::size_t call_count = 600;

/// What came back for one request.
struct received
{
    received() = default;

    unsigned status = 0; // 0 without a header
    bool is_complete = false;
    std::size_t calls = 0;
};

struct connection
{
    explicit connection(asio::any_io_executor const& executor)
        : stream(executor)
    {
        buffer.reserve(16 * 1024); // the size of a read
    }

    beast::tcp_stream stream;
    beast::flat_buffer buffer;
};

constexpr char asked[] = "GET /calls HTTP/1.1\r\nHost: localhost\r\n\r\n";

asio::awaitable<void> pause_for(std::chrono::milliseconds time)
{
    asio::steady_timer timer(co_await asio::this_coro::executor, time);
    co_await timer.async_wait(asio::use_awaitable);
}

/// Returns false if the server has closed.
asio::awaitable<bool> send(connection& to, std::string const& text)
{
    auto const [failure, size] = co_await asio::async_write(
        to.stream, asio::buffer(text), asio::as_tuple(asio::use_awaitable));
    co_return !failure;
}

/// Reads a response, and between two reads does what `between` does.
template <class Between>
asio::awaitable<received> read_response(connection& from, Between between)
{
    http::response_parser<http::string_body> parser;
    parser.body_limit(boost::none);
    while (!parser.is_done())
    {
        auto const [failure, size] = co_await http::async_read_some(
            from.stream, from.buffer, parser, asio::as_tuple(asio::use_awaitable));
        if (failure)
            break;
        co_await between(parser.is_header_done());
    }
    received out;
    out.is_complete = parser.is_done();
    if (parser.is_header_done())
        out.status = parser.get().result_int();
    std::string const& body = parser.get().body();
    out.calls = static_cast<std::size_t>(std::count(body.begin(), body.end(), '\n'));
    co_return out;
}

asio::awaitable<void> hurry(bool)
{
    co_return;
}

asio::awaitable<void> dawdle(bool)
{
    co_await pause_for(5ms);
}

bool is_whole(received const& response)
{
    return response.is_complete && response.status == 200 && response.calls == call_count;
}

std::size_t from_environment(char const* name, std::size_t otherwise)
{
    char const* const text = std::getenv(name);
    return text ? std::stoul(text) : otherwise;
}

/// The server of the guide on a thread of its own; visitors run on the thread of the test.
struct server_fixture : signalwire::test::sandbox_fixture
{
    server_fixture()
        : sandbox_fixture(options())
        , web(server_context, config())
    {
        start(web);
    }

    ~server_fixture()
    {
        if (runner.joinable())
            stop();
    }

    static signalwire::sandbox::server_options options()
    {
        signalwire::sandbox::server_options out;
        out.calls = call_count;
        return out;
    }

    [[nodiscard]] signalwire::client_config config() const
    {
        signalwire::client_config out = make_config();
        out.pool.max_connections = 8;
        out.pool.max_waiters = 200;
        out.retry.max_attempts = 2;
        return out;
    }

    void open()
    {
        runner = std::thread([this] { server_context.run(); });
    }

    void stop()
    {
        std::raise(SIGTERM);
        runner.join();
    }

    asio::awaitable<bool> connect(connection& to)
    {
        auto const [failure] = co_await to.stream.async_connect(
            web.acceptor.local_endpoint(), asio::as_tuple(asio::use_awaitable));
        co_return !failure;
    }

    /// Connects and asks for the calls.
    asio::awaitable<void> ask(connection& to)
    {
        BOOST_TEST(co_await connect(to));
        std::string const text = asked;
        BOOST_TEST(co_await send(to, text));
    }

    asio::awaitable<received> visit()
    {
        connection to(context.get_executor());
        co_await ask(to);
        co_return co_await read_response(to, hurry);
    }

    void check_idle()
    {
        BOOST_TEST(web.idle.empty());
        BOOST_TEST(web.client.stats().connections_in_use == 0U);
        BOOST_TEST(signalwire::test::connections_to(server.port()) == 0U);
    }

    asio::io_context server_context;
    web_server web;
    std::thread runner;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(server_guide, server_fixture)

BOOST_AUTO_TEST_CASE(deadline_before_the_header_is_a_status)
{
    server.set_latency(1h);
    web.deadline = 100ms;
    open();
    received const response = run(visit());
    BOOST_TEST(response.status == 504U);
    BOOST_TEST(response.is_complete);
}

BOOST_AUTO_TEST_CASE(deadline_after_the_header_cuts_the_body)
{
    server.inject(fault(mock_response().with_delay(1h)).nth(4));
    web.deadline = 2s;
    open();
    received const response = run(visit());
    BOOST_TEST(response.status == 200U);
    BOOST_TEST(!response.is_complete);
    BOOST_TEST(response.calls < call_count);
}

BOOST_AUTO_TEST_CASE(error_before_the_header_is_a_status_and_after_it_cuts_the_body)
{
    server.inject(fault(mock_response(401)).nth(1));
    server.inject(fault(mock_response(401)).nth(6));
    open();
    received const first = run(visit());
    BOOST_TEST(first.status == 502U);
    BOOST_TEST(first.is_complete);
    received const second = run(visit());
    BOOST_TEST(second.status == 200U);
    BOOST_TEST(!second.is_complete);
}

BOOST_AUTO_TEST_CASE(departure_cancels_what_is_in_flight)
{
    server.set_latency(1h);
    web.deadline = 1h;
    open();
    {
        connection to(context.get_executor());
        run(ask(to));
        BOOST_TEST(run_until([&] { return web.client.stats().requests_sent == 1U; }));
    }
    BOOST_TEST(run_until([&] { return web.client.stats().connections_in_use == 0U; }));
}

BOOST_AUTO_TEST_CASE(request_that_comes_early_is_answered_in_its_turn)
{
    open();
    connection to(context.get_executor());
    run(connect(to));
    std::string const two = std::string(asked) + asked;
    run(send(to, two));
    BOOST_TEST(is_whole(run(read_response(to, hurry))));
    BOOST_TEST(is_whole(run(read_response(to, dawdle))));
}

BOOST_AUTO_TEST_CASE(sigterm_tears_no_response)
{
    open();
    std::size_t begun = 0;
    std::size_t whole = 0;
    constexpr std::size_t visitors = 12;
    auto const read_on = [&]() -> asio::awaitable<void> {
        connection to(context.get_executor());
        co_await ask(to);
        bool is_first = true;
        auto const note = [&](bool has_header) -> asio::awaitable<void> {
            if (has_header && std::exchange(is_first, false) && ++begun == visitors)
                std::raise(SIGTERM);
            co_await pause_for(1ms);
        };
        whole += is_whole(co_await read_response(to, std::cref(note)));
    };
    for (std::size_t i = 0; i != visitors; ++i)
        asio::co_spawn(context, read_on, asio::detached);
    run_context();
    runner.join();
    BOOST_TEST(whole == visitors);
    check_idle();
    BOOST_TEST(!web.acceptor.is_open());
}

namespace
{

/// Visitors of all kinds, each one after the other until the time is over.
class crowd
{
public:
    explicit crowd(server_fixture& fixture)
        : fixture_(fixture)
    {
    }

    void stay(std::size_t visitors, std::chrono::seconds time)
    {
        end_ = std::chrono::steady_clock::now() + time;
        for (std::size_t i = 0; i != visitors; ++i)
            asio::co_spawn(fixture_.context, come_again(), asio::detached);
        fixture_.context.restart();
        fixture_.context.run_for(time + 1min);
        BOOST_TEST(fixture_.context.stopped(), "visitors wait for ever");
    }

    void check() const
    {
        BOOST_TEST_MESSAGE(
            whole_ << " whole, " << cut_ << " cut, " << rejected_ << " rejected, " << left_
                   << " left");
        BOOST_TEST(whole_ > 0U);
        BOOST_TEST(wrong_ == 0U);
    }

private:
    asio::awaitable<void> come_again()
    {
        while (std::chrono::steady_clock::now() < end_)
        {
            connection to(fixture_.context.get_executor());
            if (co_await fixture_.connect(to))
                co_await behave(to, random_() % 8);
        }
    }

    asio::awaitable<void> behave(connection& to, std::size_t kind)
    {
        std::string text = asked;
        if (kind == 0)
            text = text.substr(0, 20); // and leaves
        if (kind == 1)
            text = "\x16\x03\x01 no HTTP at all\r\n\r\n";
        if (kind == 2)
            text = "GET /elsewhere HTTP/1.1\r\n\r\n";
        if (kind == 3)
            text += text;
        if (!co_await send(to, text))
            co_return;
        if (kind == 0)
            co_return leave(to, false);
        if (kind == 4)
            co_return leave(to, random_() % 2 == 0); // without a look at the response
        if (kind == 5)
            co_return co_await leave_midway(to);
        if (kind == 6)
            co_return judge(co_await read_response(to, dawdle));
        received const response = co_await read_response(to, hurry);
        judge(response);
        if (kind == 3 && response.is_complete)
            judge(co_await read_response(to, hurry));
    }

    asio::awaitable<void> leave_midway(connection& from)
    {
        std::array<char, 1000> some{};
        co_await from.stream.async_read_some(
            asio::buffer(some), asio::as_tuple(asio::use_awaitable));
        co_await pause_for(std::chrono::milliseconds(random_() % 50));
        leave(from, random_() % 2 == 0);
    }

    void leave(connection& from, bool abruptly)
    {
        ++left_;
        if (abruptly)
            from.stream.socket().set_option(asio::socket_base::linger(true, 0));
        from.stream.close();
    }

    /// A response is whole, or cut, or an error: never complete and short.
    void judge(received const& response)
    {
        if (is_whole(response))
            ++whole_;
        else if (!response.is_complete)
            ++cut_;
        else if (response.status >= 400)
            ++rejected_;
        else
            ++wrong_;
    }

    server_fixture& fixture_;
    std::chrono::steady_clock::time_point end_;
    std::minstd_rand random_{7};
    std::size_t whole_ = 0;
    std::size_t cut_ = 0;
    std::size_t rejected_ = 0;
    std::size_t left_ = 0;
    std::size_t wrong_ = 0;
};

} // namespace

BOOST_AUTO_TEST_CASE(crowd_is_served_and_leaves_nothing)
{
    for (char const* const spec :
         {"status=503,p=0.03", "reset=body,p=0.02", "close=header,p=0.02", "status=429,p=0.01"})
        server.inject(fault::parse(spec));
    server.inject(fault(mock_response().with_delay(1s)).probability(0.02));
    web.deadline = 10s;
    open();
    crowd visitors(*this);
    visitors.stay(
        from_environment("SIGNALWIRE_TEST_VISITORS", 30),
        std::chrono::seconds(from_environment("SIGNALWIRE_TEST_SECONDS", 2)));
    visitors.check();
    stop();
    check_idle();
}

BOOST_AUTO_TEST_SUITE_END()
