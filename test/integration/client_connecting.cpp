#include "support/sandbox_fixture.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/data/test_case.hpp>

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>

#include <array>
#include <ostream>
#include <string>

namespace asio = boost::asio;
using signalwire::sandbox::mock_response;

namespace
{

/// What a server says when it breaks a handshake off, before anything is encrypted.
struct alert_case
{
    /// RFC 8446 section 6.
    unsigned char description;
    int attempts;
    std::string reason;

    friend std::ostream& operator<<(std::ostream& out, alert_case const& value)
    {
        return out << value.reason;
    }
};

alert_case const alerts[] = {
    {20, 3, "bad record mac"},   {40, 1, "handshake failure"}, {50, 3, "decode error"},
    {70, 1, "protocol version"}, {80, 3, "internal error"},    {112, 1, "unrecognized name"},
};

/// Answers what so many clients say first with the alert.
asio::awaitable<void> break_off(asio::ip::tcp::acceptor& acceptor, alert_case const& alert)
{
    for (int i = 0; i < alert.attempts; ++i)
    {
        asio::ip::tcp::socket link = co_await acceptor.async_accept(asio::use_awaitable);
        std::array<char, 4096> hello{};
        co_await link.async_read_some(asio::buffer(hello), asio::use_awaitable);
        unsigned char const record[] = {21, 3, 3, 0, 2, 2, alert.description};
        co_await asio::async_write(link, asio::buffer(record), asio::use_awaitable);
        boost::system::error_code closed;
        while (!closed)
            co_await link.async_read_some(
                asio::buffer(hello), asio::redirect_error(asio::use_awaitable, closed));
    }
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_connecting, signalwire::test::sandbox_fixture)

BOOST_AUTO_TEST_CASE(a_reconnect_resumes_the_tls_session)
{
    auto client = make_client();
    for (int i = 0; i < 4; ++i)
    {
        server.enqueue(mock_response().header("Connection", "close"));
        BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
    }
    BOOST_TEST(client.stats().connections_opened == 4U);
    BOOST_TEST(client.stats().tls_sessions_resumed == 3U);
    BOOST_TEST(server.stats().resumed_handshakes == 3U);
}

BOOST_AUTO_TEST_CASE(another_client_does_not_resume_the_session_of_the_first)
{
    for (int i = 0; i < 2; ++i)
    {
        auto client = make_client();
        run(client.compat.calls.list());
        BOOST_TEST(client.stats().tls_sessions_resumed == 0U);
    }
}

BOOST_AUTO_TEST_CASE(nobody_else_inherits_a_connection)
{
    auto client = make_client();
    run(client.compat.calls.list());
    int ours = 0;
    for (int fd = 0; fd < 1024; ++fd)
    {
        sockaddr_in peer{};
        socklen_t size = sizeof peer;
        if (::getpeername(fd, reinterpret_cast<sockaddr*>(&peer), &size) != 0
            || ntohs(peer.sin_port) != server.port())
            continue;
        ++ours;
        BOOST_TEST((::fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0);
    }
    BOOST_TEST(ours == 1);
}

BOOST_DATA_TEST_CASE(only_a_servers_passing_trouble_with_tls_is_worth_another_attempt, alerts)
{
    asio::ip::tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), 0});
    auto client = make_client([&](auto& config) {
        config.host = "127.0.0.1:" + std::to_string(acceptor.local_endpoint().port());
    });
    auto server_side = asio::co_spawn(context, break_off(acceptor, sample), asio::use_future);
    BOOST_CHECK_EXCEPTION(
        run(client.compat.calls.list()), signalwire::transport_error, [&](auto const& error) {
            BOOST_TEST(error.attempts() == sample.attempts);
            return error.reason().find(sample.reason) != std::string::npos;
        });
    server_side.get();
}

BOOST_AUTO_TEST_SUITE_END()
