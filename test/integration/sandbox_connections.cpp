// The sandbox's TLS, limits and shutdown.

#include "integration/sandbox_client.hpp"

#include <signalwire/rest_client.hpp>

#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>

#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <future>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace
{

namespace asio = boost::asio;
namespace ssl = boost::asio::ssl;
using signalwire::sandbox::mock_response;
using signalwire::sandbox::server;
using signalwire::sandbox::server_options;
using signalwire::test::calls_path;
using signalwire::test::eventually;
using signalwire::test::plain_client;
using signalwire::test::plain_tls;
using signalwire::test::threaded_sandbox;
using namespace std::chrono_literals;

struct session_deleter
{
    void operator()(SSL_SESSION* session) const noexcept
    {
        SSL_SESSION_free(session);
    }
};

using tls_session = std::unique_ptr<SSL_SESSION, session_deleter>;

/// Limits that are not reached, except the idle timeout.
server_options with_idle_timeout(std::chrono::milliseconds limit)
{
    server_options options;
    options.handshake_timeout = 1h;
    options.idle_timeout = limit;
    return options;
}

/// Calls `exchange` with a short limit, and with longer ones while it throws: on a busy machine,
/// the client may be too slow for a short limit.
template <class Exchange>
void with_a_limit_to_keep(Exchange exchange)
{
    constexpr std::chrono::milliseconds longest = 2s;
    for (std::chrono::milliseconds limit = 80ms;; limit *= 2)
    {
        try
        {
            return exchange(limit);
        }
        catch (boost::system::system_error const&)
        {
            if (limit > longest)
                throw;
        }
    }
}

/// Prevents this process from opening descriptors during its lifetime.
class no_more_descriptors
{
public:
    no_more_descriptors()
    {
        BOOST_TEST_REQUIRE(::getrlimit(RLIMIT_NOFILE, &old_) == 0);
        rlimit none = old_;
        none.rlim_cur = 3;
        BOOST_TEST_REQUIRE(::setrlimit(RLIMIT_NOFILE, &none) == 0);
    }

    ~no_more_descriptors()
    {
        ::setrlimit(RLIMIT_NOFILE, &old_);
    }

    no_more_descriptors(no_more_descriptors const&) = delete;
    no_more_descriptors& operator=(no_more_descriptors const&) = delete;

private:
    rlimit old_{};
};

} // namespace

BOOST_AUTO_TEST_SUITE(sandbox_connections)

BOOST_AUTO_TEST_CASE(certificate_names_local_addresses_only)
{
    threaded_sandbox sandbox;
    for (std::string const host : {"127.0.0.1", "localhost", "::1"})
        BOOST_CHECK_NO_THROW(plain_client(*sandbox.server, host).shake_hands());
    for (std::string const host : {"127.0.0.2", "example.com"})
        BOOST_CHECK_THROW(
            plain_client(*sandbox.server, host).shake_hands(), boost::system::system_error);
    threaded_sandbox other;
    BOOST_CHECK_THROW(
        plain_client(*sandbox.server, std::make_shared<plain_tls>(*other.server)).shake_hands(),
        boost::system::system_error);
    BOOST_TEST(eventually([&] { return sandbox.server->stats().failed_handshakes == 3; }));
    BOOST_TEST(sandbox.server->stats().handshakes == 3U);
}

BOOST_AUTO_TEST_CASE(certificate_is_valid_for_seven_days)
{
    threaded_sandbox sandbox;
    plain_client client(*sandbox.server);
    client.shake_hands();
    X509* const certificate = SSL_get0_peer_certificate(client.stream.native_handle());
    std::time_t const now = std::time(nullptr);
    std::time_t earlier = now - 1800;
    std::time_t soon = now + 2 * 24 * 3600;
    std::time_t late = now + 14 * 24 * 3600;
    BOOST_TEST(X509_cmp_time(X509_get0_notBefore(certificate), &earlier) < 0);
    BOOST_TEST(X509_cmp_time(X509_get0_notAfter(certificate), &soon) > 0);
    BOOST_TEST(X509_cmp_time(X509_get0_notAfter(certificate), &late) < 0);
}

BOOST_AUTO_TEST_CASE(tls_1_2_and_http_1_1_are_required)
{
    threaded_sandbox sandbox;
    for (int const version : {TLS1_2_VERSION, TLS1_3_VERSION})
    {
        auto const tls = std::make_shared<plain_tls>(*sandbox.server);
        SSL_CTX_set_max_proto_version(tls->context.native_handle(), version);
        unsigned char const offer[] = "\x02h2\x08http/1.1";
        SSL_CTX_set_alpn_protos(tls->context.native_handle(), offer, sizeof(offer) - 1);
        plain_client client(*sandbox.server, tls);
        client.shake_hands();
        BOOST_TEST(SSL_version(client.stream.native_handle()) == version);
        unsigned char const* chosen = nullptr;
        unsigned size = 0;
        SSL_get0_alpn_selected(client.stream.native_handle(), &chosen, &size);
        BOOST_TEST(std::string(reinterpret_cast<char const*>(chosen), size) == "http/1.1");
    }
    auto const old = std::make_shared<plain_tls>(*sandbox.server);
    SSL_CTX_set_min_proto_version(old->context.native_handle(), TLS1_1_VERSION);
    SSL_CTX_set_max_proto_version(old->context.native_handle(), TLS1_1_VERSION);
    SSL_CTX_set_security_level(old->context.native_handle(), 0);
    BOOST_CHECK_THROW(
        plain_client(*sandbox.server, old).shake_hands(), boost::system::system_error);

    auto const stranger = std::make_shared<plain_tls>(*sandbox.server);
    unsigned char const only_h2[] = "\x02h2";
    SSL_CTX_set_alpn_protos(stranger->context.native_handle(), only_h2, sizeof(only_h2) - 1);
    BOOST_CHECK_THROW(
        plain_client(*sandbox.server, stranger).shake_hands(), boost::system::system_error);
}

BOOST_AUTO_TEST_CASE(tls_sessions_resume)
{
    threaded_sandbox sandbox;
    for (int const version : {TLS1_2_VERSION, TLS1_3_VERSION})
    {
        auto const tls = std::make_shared<plain_tls>(*sandbox.server);
        SSL_CTX_set_max_proto_version(tls->context.native_handle(), version);
        std::uint64_t const before = sandbox.server->stats().resumed_handshakes;
        plain_client first(*sandbox.server, tls);
        // TLS 1.3 sends tickets after the handshake, so a response must be read.
        first.shake_hands().get(calls_path(*sandbox.server) + "?PageSize=1");
        tls_session const session(SSL_get1_session(first.stream.native_handle()));
        plain_client second(*sandbox.server, tls);
        SSL_set_session(second.stream.native_handle(), session.get());
        second.shake_hands().get(calls_path(*sandbox.server) + "?PageSize=1");
        BOOST_TEST(SSL_session_reused(second.stream.native_handle()) == 1);
        BOOST_TEST(sandbox.server->stats().resumed_handshakes == before + 1);
    }
}

BOOST_AUTO_TEST_CASE(client_without_handshake_is_disconnected)
{
    server_options options;
    options.handshake_timeout = 50ms;
    threaded_sandbox sandbox(options);
    plain_client mute(*sandbox.server);
    char byte = 0;
    boost::system::error_code error;
    mute.stream.next_layer().read_some(asio::buffer(&byte, 1), error);
    BOOST_TEST((error == asio::error::eof));
    BOOST_TEST(eventually([&] { return sandbox.server->stats().connections_open == 0; }));
    BOOST_TEST(sandbox.server->stats().failed_handshakes == 1U);
}

BOOST_AUTO_TEST_CASE(client_idle_after_response_is_disconnected)
{
    with_a_limit_to_keep([](std::chrono::milliseconds limit) {
        threaded_sandbox sandbox(with_idle_timeout(limit));
        plain_client idle(*sandbox.server);
        idle.shake_hands().get(calls_path(*sandbox.server) + "?PageSize=1");
        BOOST_TEST((idle.read_to_end() == ssl::error::stream_truncated));
        BOOST_TEST(eventually([&] { return sandbox.server->stats().connections_open == 0; }));
    });
}

BOOST_AUTO_TEST_CASE(client_idle_within_request_is_disconnected)
{
    threaded_sandbox sandbox(with_idle_timeout(80ms));
    plain_client slow(*sandbox.server);
    slow.shake_hands().send("GET / HT");
    BOOST_TEST(slow.read_to_end().failed());
    BOOST_TEST(eventually([&] { return sandbox.server->stats().connections_open == 0; }));
    BOOST_TEST(sandbox.server->stats().handshakes == 1U);
    BOOST_TEST(sandbox.server->stats().requests_received == 0U);
}

BOOST_AUTO_TEST_CASE(shorter_deadline_takes_effect_immediately)
{
    threaded_sandbox sandbox(with_idle_timeout(80ms));
    auto const begin = std::chrono::steady_clock::now();
    plain_client idle(*sandbox.server);
    BOOST_TEST((idle.shake_hands().read_to_end() == ssl::error::stream_truncated));
    BOOST_TEST((std::chrono::steady_clock::now() - begin < 1min));
}

BOOST_AUTO_TEST_CASE(client_without_close_notify_is_disconnected)
{
    with_a_limit_to_keep([](std::chrono::milliseconds limit) {
        threaded_sandbox sandbox(with_idle_timeout(limit));
        plain_client rude(*sandbox.server);
        rude.shake_hands().get(calls_path(*sandbox.server), "Connection: close\r\n");
        BOOST_TEST(eventually([&] { return sandbox.server->stats().connections_open == 0; }));
    });
}

BOOST_AUTO_TEST_CASE(slow_reader_is_not_idle)
{
    with_a_limit_to_keep([](std::chrono::milliseconds limit) {
        server_options options = with_idle_timeout(limit);
        options.calls = 4000;
        threaded_sandbox sandbox(options);
        plain_client client(*sandbox.server);
        client.shake_hands();
        // Several megabytes, more than the socket buffers, read with delays whose sum exceeds the
        // limit.
        for (int i = 0; i != 8; ++i)
            client.send(client.head(calls_path(*sandbox.server) + "?PageSize=1000"));
        for (int i = 0; i != 8; ++i)
        {
            std::this_thread::sleep_for(limit / 3);
            BOOST_TEST(client.receive().result_int() == 200U);
        }
    });
}

BOOST_AUTO_TEST_CASE(stop_closes_connections_and_frees_the_executor)
{
    threaded_sandbox sandbox;
    server& server = *sandbox.server;
    plain_client idle(server);
    idle.shake_hands().get(calls_path(server) + "?PageSize=1");
    plain_client mute(server);
    BOOST_TEST(eventually([&] { return server.stats().connections_open == 2; }));

    server.stop();
    BOOST_CHECK_THROW(plain_client{server}, boost::system::system_error);
    BOOST_TEST(idle.read_to_end().failed());
    sandbox.join();
    BOOST_TEST(server.stats().connections_open == 0U);
    BOOST_TEST(server.stats().requests_received == 1U);
    server.stop(); // repeated calls are safe
}

BOOST_AUTO_TEST_CASE(server_may_be_destroyed_before_context_runs)
{
    asio::io_context context;
    auto const address = [&] {
        server short_lived(context.get_executor());
        BOOST_TEST(short_lived.port() != 0);
        return asio::ip::tcp::endpoint(asio::ip::make_address("127.0.0.1"), short_lived.port());
    }();
    asio::ip::tcp::socket socket(context);
    BOOST_CHECK_THROW(socket.connect(address), boost::system::system_error);
    context.run();
}

BOOST_AUTO_TEST_CASE(context_may_end_with_open_connections)
{
    asio::io_context other;
    asio::ip::tcp::socket socket(other);
    {
        asio::io_context context;
        server open(context.get_executor());
        socket.connect({asio::ip::make_address("127.0.0.1"), open.port()});
        while (open.stats().connections_accepted == 0)
            BOOST_TEST_REQUIRE(context.run_one_for(1min) == 1U);
        open.stop();
        // Everything is destroyed without running its handlers.
    }
    char byte = 0;
    boost::system::error_code end;
    socket.async_read_some(
        asio::buffer(&byte, 1), [&](boost::system::error_code error, std::size_t) { end = error; });
    other.run_for(1min);
    BOOST_TEST((end == asio::error::eof), end.message());
}

BOOST_AUTO_TEST_CASE(servers_restart_while_clients_send_requests)
{
    for (int round = 0; round != 3; ++round)
    {
        threaded_sandbox sandbox(server_options(), 4);
        server& server = *sandbox.server;
        std::atomic<int> answers = 0;
        std::vector<std::thread> clients;
        for (int i = 0; i != 6; ++i)
        {
            clients.emplace_back([&, i] {
                try
                {
                    std::string const path = calls_path(server);
                    for (;;)
                    {
                        plain_client client(server);
                        client.shake_hands();
                        for (int n = 1; n != 20; ++n, ++answers)
                            client.get(path + "?PageSize=" + std::to_string(n * (i + 1)));
                    }
                }
                catch (boost::system::system_error const&)
                {
                    // The server has stopped.
                }
            });
        }
        BOOST_TEST(eventually([&] { return answers > 60; }));
        server.stop();
        for (std::thread& each : clients)
            each.join();
        sandbox.join();
        BOOST_TEST(server.stats().connections_open == 0U);
        BOOST_TEST(server.stats().responses_4xx == 0U);
    }
}

BOOST_AUTO_TEST_CASE(statistics_and_queue_are_thread_safe)
{
    threaded_sandbox sandbox(server_options(), 2);
    server& server = *sandbox.server;
    std::atomic<bool> done = false;
    std::thread observer([&] {
        while (!done)
        {
            server.enqueue(mock_response(404));
            (void)server.stats();
            (void)server.recent_request_targets();
            (void)server.find_calls(signalwire::compat::call_filter().page_size(1));
            std::this_thread::yield();
        }
    });
    plain_client client(server);
    client.shake_hands();
    for (int i = 0; i != 50; ++i)
        client.get(calls_path(server) + "?PageSize=1");
    done = true;
    observer.join();
    BOOST_TEST(server.stats().requests_received == 50U);
}

BOOST_AUTO_TEST_CASE(any_executor_is_accepted)
{
    asio::thread_pool pool(2);
    {
        server on_pool(pool.get_executor());
        plain_client client(on_pool);
        BOOST_TEST(client.shake_hands().get(calls_path(on_pool)).result_int() == 200U);
    }
    pool.join();
}

BOOST_AUTO_TEST_CASE(server_recovers_from_descriptor_exhaustion)
{
    asio::io_context context;
    server server(context.get_executor());
    signalwire::rest_client before(context.get_executor(), server.client_config());
    auto const run_one = [&] { BOOST_TEST_REQUIRE(context.run_one_for(1min) == 1U); };
    auto const list = [&] {
        auto page = before.compat.calls.list({}, {}, asio::use_future);
        while (page.wait_for(0s) != std::future_status::ready)
            run_one();
        return page.get().size();
    };
    BOOST_TEST(list() == 50U);
    context.poll();

    asio::io_context other;
    asio::ip::tcp::socket waiting(other, asio::ip::tcp::v4());
    {
        no_more_descriptors const limit;
        // The kernel completes the connection; the server cannot accept it.
        waiting.connect({asio::ip::make_address("127.0.0.1"), server.port()});
        // All other connections are idle: the next handler is that of a failed accept.
        run_one();
        context.poll();
        BOOST_TEST(list() == 50U);
        BOOST_TEST(server.stats().connections_accepted == 1U);
    }
    while (server.stats().connections_accepted == 1)
        run_one();
    BOOST_TEST(server.stats().connections_accepted == 2U);
}

BOOST_AUTO_TEST_CASE(accessors_return_options_and_address)
{
    asio::io_context context;
    server_options options;
    options.calls = 12;
    server first(context.get_executor(), options);
    std::string const port = std::to_string(first.port());
    BOOST_TEST(first.authority() == "127.0.0.1:" + port);
    BOOST_TEST(first.ca_pem().starts_with("-----BEGIN CERTIFICATE-----"));
    signalwire::client_config const config = first.client_config();
    BOOST_TEST(config.host == first.authority());
    BOOST_TEST(config.project == first.project());
    BOOST_TEST(config.token == first.token());
    BOOST_TEST(config.tls.ca_pem == first.ca_pem());
    BOOST_TEST(first.count_calls() == 12U);
    BOOST_TEST(!first.call_at(11).sid.empty());
    BOOST_CHECK_THROW((void)first.call_at(12), std::out_of_range);
    BOOST_CHECK_THROW(first.update_call(12), std::out_of_range);
    BOOST_CHECK_THROW(first.advance_clock(-1s), std::invalid_argument);

    options.address = "0.0.0.0";
    BOOST_TEST(server(context.get_executor(), options).authority().starts_with("127.0.0.1:"));
    options.address = "127.0.0.1";
    options.port = first.port();
    BOOST_CHECK_THROW(server(context.get_executor(), options), boost::system::system_error);
    options.address = "nowhere";
    BOOST_CHECK_THROW(server(context.get_executor(), options), boost::system::system_error);
}

BOOST_AUTO_TEST_CASE(invalid_options_are_rejected)
{
    asio::io_context context;
    auto const refuse = [&](auto const& change) {
        server_options options;
        change(options);
        BOOST_CHECK_THROW(server(context.get_executor(), options), std::invalid_argument);
    };
    refuse([](auto& options) { options.project.clear(); });
    refuse([](auto& options) { options.project = "a:b"; });
    refuse([](auto& options) { options.project = "a\nb"; });
    refuse([](auto& options) { options.token.clear(); });
    refuse([](auto& options) { options.token = "\r"; });
    refuse([](auto& options) { options.calls = std::size_t{1} << 32; });
    refuse([](auto& options) { options.max_header_bytes = 0; });
    refuse([](auto& options) { options.handshake_timeout = 0ms; });
    refuse([](auto& options) { options.idle_timeout = -1ms; });
}

BOOST_AUTO_TEST_CASE(large_account_starts_quickly)
{
    asio::io_context context;
    server_options options;
    options.calls = std::numeric_limits<std::uint32_t>::max();
    auto const begin = std::chrono::steady_clock::now();
    server const large(context.get_executor(), options);
    BOOST_TEST((std::chrono::steady_clock::now() - begin < 1min));
    BOOST_TEST(large.count_calls() == options.calls);
    BOOST_TEST(!large.call_at(options.calls - 1).sid.empty());
}

BOOST_AUTO_TEST_SUITE_END()
