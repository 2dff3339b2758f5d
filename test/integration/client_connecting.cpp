#include "support/sandbox_fixture.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>

#include <string>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using namespace std::chrono_literals;
using signalwire::sandbox::reply;

BOOST_FIXTURE_TEST_SUITE(client_connecting, signalwire::test::sandbox_fixture)

BOOST_AUTO_TEST_CASE(a_reconnect_resumes_the_tls_session)
{
    auto client = make_client();
    for (int i = 0; i < 4; ++i)
    {
        server.script(reply().header("Connection", "close"));
        BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
    }
    BOOST_TEST(client.stats().opened == 4U);
    BOOST_TEST(client.stats().resumed == 3U);
    BOOST_TEST(server.stats().resumed_handshakes == 3U);
}

BOOST_AUTO_TEST_CASE(another_client_does_not_resume_the_session_of_the_first)
{
    for (int i = 0; i < 2; ++i)
    {
        auto client = make_client();
        run(client.compat.calls.list());
        BOOST_TEST(client.stats().resumed == 0U);
    }
}

BOOST_AUTO_TEST_CASE(an_address_where_nobody_listens_does_not_keep_the_next_from_being_tried)
{
    // The server listens on IPv4 only; where the name has an address of IPv6, that comes first.
    auto client = make_client([this](auto& config) {
        config.host = "localhost:" + std::to_string(server.port());
        config.retry.max_attempts = 1;
    });
    BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
    // The second connection uses the remembered answer.
    server.script(reply().header("Connection", "close"));
    run(client.compat.calls.list());
    BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
}

BOOST_AUTO_TEST_CASE(an_address_that_does_not_answer_runs_into_the_limit_for_connecting)
{
    // A full backlog lets no handshake of TCP complete, and answers nothing.
    asio::ip::tcp::acceptor full(context);
    asio::ip::tcp::endpoint place(asio::ip::address_v4::loopback(), 0);
    full.open(place.protocol());
    full.bind(place);
    full.listen(0);
    place = full.local_endpoint();
    std::vector<asio::ip::tcp::socket> fillers;
    for (int i = 0; i < 4; ++i)
    {
        fillers.emplace_back(context);
        fillers.back().async_connect(place, [](boost::system::error_code) {});
    }
    context.poll();

    auto client = make_client([&](auto& config) {
        config.host = "127.0.0.1:" + std::to_string(place.port());
        config.timeouts.connect = 100ms;
        config.retry.max_attempts = 1;
    });
    auto page = client.compat.calls.list(
        compat::call_filter(), signalwire::request_options(), asio::use_future);
    context.restart();
    while (page.wait_for(0s) != std::future_status::ready)
        context.run_one();
    BOOST_CHECK_EXCEPTION(page.get(), signalwire::timeout_error, [](auto const& error) {
        return error.phase() == signalwire::phase::connect;
    });
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

BOOST_AUTO_TEST_SUITE_END()
