#include "support/sandbox_fixture.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>

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
