// Clients whose sockets a handler of the user's connects.

#include "integration/wire_fixture.hpp"
#include "support/timed_list.hpp"

#include <signalwire/timeout_error.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/system/system_error.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using asio::ip::tcp;
using signalwire::connect_request;
using signalwire::errc;
using signalwire::test::timed_list;

namespace
{

using connecting = asio::awaitable<tcp::socket>;

struct connect_fixture : signalwire::test::sandbox_fixture
{
    /// A client for a name and a port where nothing is; only the handler knows the server.
    signalwire::rest_client connecting_client(signalwire::connect_handler handler)
    {
        return make_client([&](signalwire::client_config& config) {
            config.host = "localhost:1";
            config.connect = std::move(handler);
            change(config);
        });
    }

    /// The error of a list whose handler is `handler`.
    signalwire::transport_error failure_of(signalwire::connect_handler handler)
    {
        auto client = connecting_client(std::move(handler));
        try
        {
            run(client.compat.calls.list());
        }
        catch (signalwire::transport_error const& error)
        {
            BOOST_TEST((error.outcome() == signalwire::request_outcome::not_sent));
            BOOST_TEST(client.stats().connect_failures == static_cast<unsigned>(error.attempts()));
            return error;
        }
        throw std::logic_error("the list succeeded");
    }

    [[nodiscard]] tcp::endpoint place() const
    {
        return {asio::ip::address_v4::loopback(), server.port()};
    }

    [[nodiscard]] connecting connect_to_server() const
    {
        tcp::socket socket(co_await asio::this_coro::executor);
        co_await socket.async_connect(place(), asio::use_awaitable);
        co_return socket;
    }

    std::function<void(signalwire::client_config&)> change = [](signalwire::client_config&) {};
};

/// Waits until it is cancelled.
connecting wait_forever()
{
    asio::steady_timer timer(
        co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
    co_await timer.async_wait(asio::use_awaitable);
    throw std::logic_error("the timer expired");
}

bool mentions(std::string const& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_connect, connect_fixture)

BOOST_AUTO_TEST_CASE(the_handler_connects_and_the_client_verifies_the_host)
{
    std::vector<connect_request> requests;
    auto client = connecting_client([&](connect_request to) {
        requests.push_back(std::move(to));
        return connect_to_server();
    });
    auto const before = std::chrono::steady_clock::now();
    BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
    BOOST_TEST_REQUIRE(requests.size() == 1U);
    BOOST_TEST(requests[0].host == "localhost");
    BOOST_TEST(requests[0].port == 1U);
    BOOST_TEST((requests[0].deadline > before));
    BOOST_TEST((requests[0].deadline <= std::chrono::steady_clock::now() + 10s));
    // The connection is one of the pool.
    run(client.compat.calls.list());
    BOOST_TEST(requests.size() == 1U);
    BOOST_TEST(server.stats().connections_accepted == 1U);
}

BOOST_AUTO_TEST_CASE(the_name_of_the_host_is_verified_wherever_the_handler_leads)
{
    change = [](signalwire::client_config& config) { config.host = "acme.signalwire.com"; };
    auto const error = failure_of([&](connect_request const& to) {
        BOOST_TEST(to.host == "acme.signalwire.com");
        BOOST_TEST(to.port == 443U);
        return connect_to_server();
    });
    BOOST_TEST(mentions(error.reason(), "not valid for acme.signalwire.com"), error.reason());
}

BOOST_AUTO_TEST_CASE(the_earliest_deadline_is_told)
{
    change = [](signalwire::client_config& config) {
        config.timeouts.connect = 1h;
        config.timeouts.attempt = 30min;
    };
    std::optional<connect_request> seen;
    auto client = connecting_client([&](connect_request to) {
        seen = std::move(to);
        return connect_to_server();
    });
    signalwire::request_options const options = signalwire::request_options().total_timeout(5min);
    run(client.compat.calls.list({}, options, asio::use_awaitable));
    BOOST_TEST_REQUIRE(seen.has_value());
    BOOST_TEST((seen->deadline <= std::chrono::steady_clock::now() + 5min));
    BOOST_TEST((seen->deadline > std::chrono::steady_clock::now()));
}

BOOST_AUTO_TEST_CASE(an_error_code_is_that_of_the_transport_and_retried)
{
    int calls = 0;
    auto const error = failure_of([&](connect_request const&) -> connecting {
        ++calls;
        throw boost::system::system_error(asio::error::connection_refused);
    });
    BOOST_TEST(calls == 3);
    BOOST_TEST(error.attempts() == 3);
    BOOST_TEST((error.code() == asio::error::connection_refused));
    BOOST_TEST(error.reason() == "cannot connect to localhost:1: Connection refused");
}

BOOST_AUTO_TEST_CASE(an_attempt_follows_that_fails_to_connect)
{
    int calls = 0;
    auto client = connecting_client([&](connect_request const&) -> connecting {
        if (++calls == 1)
            throw boost::system::system_error(asio::error::host_unreachable);
        return connect_to_server();
    });
    BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
    BOOST_TEST(client.stats().retries == 1U);
}

BOOST_AUTO_TEST_CASE(other_failures_of_the_handler_are_mistakes_and_final)
{
    std::string const advice =
        "; it must return a connected socket or throw boost::system::system_error";
    std::string const begin = "cannot connect to localhost:1: client_config::connect ";
    std::pair<signalwire::connect_handler, std::string> const handlers[] = {
        {[](connect_request const&) -> connecting {
             co_await asio::this_coro::executor;
             throw std::runtime_error("no\nbastion");
         },
         R"(threw an exception: "no\x0abastion")"},
        {[](connect_request const&) -> connecting { throw std::runtime_error("at once"); },
         R"(threw an exception: "at once")"},
        {[](connect_request const&) -> connecting { throw 1; },
         "threw an exception of unknown type"},
        {[](connect_request const&) -> connecting {
             co_return tcp::socket(co_await asio::this_coro::executor);
         },
         "returned a socket that is not open"},
        {[](connect_request const&) -> connecting {
             throw boost::system::system_error(asio::error::operation_aborted);
         },
         "was cancelled, but not by the client"},
    };
    for (auto const& [handler, what] : handlers)
    {
        auto const error = failure_of(handler);
        BOOST_TEST((error.code() == errc::connect_hook_failed));
        BOOST_TEST(error.reason() == begin + what + advice);
        BOOST_TEST(error.attempts() == 1);
    }
}

BOOST_AUTO_TEST_CASE(a_socket_that_is_not_connected_fails_the_handshake)
{
    auto const error = failure_of([](connect_request const&) -> connecting {
        tcp::socket socket(co_await asio::this_coro::executor);
        socket.open(tcp::v4());
        co_return socket;
    });
    BOOST_TEST(mentions(error.reason(), "TLS handshake with localhost:1 failed"), error.reason());
}

// The client reads and writes on its own context: the other one does not run.
BOOST_AUTO_TEST_CASE(the_socket_may_be_of_another_context)
{
    asio::io_context other;
    auto client = connecting_client([&](connect_request const&) -> connecting {
        tcp::socket socket(other);
        socket.connect(place());
        co_return socket;
    });
    BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
    BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
    BOOST_TEST(client.stats().connections_opened == 1U);
}

BOOST_AUTO_TEST_CASE(a_handler_that_never_ends_is_cancelled_at_the_deadline)
{
    change = [](signalwire::client_config& config) {
        config.timeouts.connect = 20ms;
        config.retry.max_attempts = 2;
    };
    int cancelled = 0;
    auto client = connecting_client([&](connect_request const&) -> connecting {
        try
        {
            co_return co_await wait_forever();
        }
        catch (boost::system::system_error const&)
        {
            ++cancelled;
            throw;
        }
    });
    BOOST_CHECK_EXCEPTION(
        run(client.compat.calls.list()), signalwire::timeout_error, [](auto const& error) {
            return error.phase() == signalwire::phase::connect && error.attempts() == 2
                && error.outcome() == signalwire::request_outcome::not_sent;
        });
    BOOST_TEST(cancelled == 2);
}

// It ends after the client is gone, and what the function has captured is still there.
BOOST_AUTO_TEST_CASE(a_handler_that_ignores_its_cancellation_ends_later_and_its_socket_is_closed)
{
    tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), 0});
    asio::steady_timer gate(context, asio::steady_timer::time_point::max());
    auto captured = std::make_shared<tcp::endpoint>(acceptor.local_endpoint());
    std::weak_ptr<tcp::endpoint> const watch = captured;
    {
        change = [](signalwire::client_config& config) {
            config.timeouts.connect = 20ms;
            config.retry.max_attempts = 1;
        };
        auto client = connecting_client(
            [&gate, where = std::move(captured)](connect_request const&) -> connecting {
                co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
                tcp::socket socket(co_await asio::this_coro::executor);
                boost::system::error_code opened;
                co_await gate.async_wait(asio::redirect_error(asio::use_awaitable, opened));
                co_await socket.async_connect(*where, asio::use_awaitable);
                co_return socket;
            });
        timed_list list(context, client);
        list.run_until_due(20ms);
        BOOST_CHECK_THROW(std::rethrow_exception(list.failure()), signalwire::timeout_error);
        BOOST_TEST(client.stats().connections_in_use == 0U);
    }
    BOOST_TEST(!watch.expired());
    gate.cancel();
    run_context();
    BOOST_TEST(watch.expired());
    tcp::socket late = acceptor.accept();
    std::array<char, 1> byte{};
    boost::system::error_code end;
    late.read_some(asio::buffer(byte), end);
    BOOST_TEST((end == asio::error::eof), end.message());
}

BOOST_AUTO_TEST_CASE(cancellation_reaches_the_handler)
{
    int waiting = 0;
    auto client = connecting_client([&](connect_request const&) -> connecting {
        ++waiting;
        co_return co_await wait_forever();
    });
    for (auto const how :
         {asio::cancellation_type::terminal, asio::cancellation_type::partial,
          asio::cancellation_type::total})
    {
        int const before = waiting;
        timed_list list(context, client);
        list.run_until([&] { return waiting != before; });
        list.cancel(how);
        list.run_until_due(0ms);
        BOOST_TEST(list.aborted());
        BOOST_TEST(client.stats().connections_in_use == 0U);
        // Nothing is left that waits.
        run_context();
    }
}

BOOST_AUTO_TEST_CASE(a_shutdown_cancels_the_handler)
{
    auto client = connecting_client([](connect_request const&) { return wait_forever(); });
    timed_list list(context, client);
    run(client.shutdown(1ms));
    BOOST_TEST(list.aborted());
}

BOOST_AUTO_TEST_CASE(the_handler_runs_on_a_strand_of_the_clients_executor)
{
    asio::thread_pool pool(4);
    std::atomic<int> calls = 0;
    std::atomic<int> elsewhere = 0;
    std::mutex mutex;
    std::set<std::thread::id> threads;
    signalwire::client_config config = make_config();
    config.pool.max_connections = 8;
    config.connect = [&](connect_request const&) -> connecting {
        ++calls;
        asio::any_io_executor const executor = co_await asio::this_coro::executor;
        if (&asio::query(executor, asio::execution::context) != &pool)
            ++elsewhere;
        tcp::socket socket = co_await connect_to_server();
        std::lock_guard const lock(mutex);
        threads.insert(std::this_thread::get_id());
        co_return socket;
    };
    {
        signalwire::rest_client client(pool.get_executor(), config);
        std::vector<std::future<signalwire::compat::call_page>> pages;
        for (int i = 0; i != 32; ++i)
            pages.push_back(client.compat.calls.list(asio::use_future));
        for (auto& page : pages)
            BOOST_TEST(page.get().size() == 50U);
    }
    pool.join();
    BOOST_TEST(calls > 0);
    BOOST_TEST(calls <= 8);
    BOOST_TEST(elsewhere == 0);
    BOOST_TEST(threads.count(std::this_thread::get_id()) == 0U);
}

BOOST_AUTO_TEST_CASE(connections_are_warmed_up_by_the_handler)
{
    int calls = 0;
    auto client = connecting_client([&](connect_request const&) {
        ++calls;
        return connect_to_server();
    });
    run(client.warm_up(3));
    BOOST_TEST(calls == 3);
    BOOST_TEST(server.stats().connections_accepted == 3U);
}

BOOST_AUTO_TEST_SUITE_END()

// The handler connects to the proxy; the client asks it for the tunnel and verifies the server.
BOOST_FIXTURE_TEST_CASE(a_connect_handler_and_a_proxy, signalwire::test::wire_fixture)
{
    tunnel = "HTTP/1.1 200 OK\r\n\r\n";
    std::vector<connect_request> seen;
    auto client = client_with([&](signalwire::client_config& config) {
        config.proxy.url = "http://proxy.example:3128";
        config.connect = [&](connect_request to) -> connecting {
            seen.push_back(std::move(to));
            tcp::socket socket(co_await asio::this_coro::executor);
            co_await socket.async_connect(acceptor.local_endpoint(), asio::use_awaitable);
            co_return socket;
        };
    });
    serve({{signalwire::test::page()}});
    BOOST_TEST(run(client.compat.calls.list()).empty());
    BOOST_TEST_REQUIRE(seen.size() == 1U);
    BOOST_TEST(seen[0].host == "proxy.example");
    BOOST_TEST(seen[0].port == 3128U);
}
