#include "support/sandbox_fixture.hpp"
#include "support/temporary_directory.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <sys/socket.h>

#include <iomanip>
#include <memory>
#include <sstream>
#include <string>

using signalwire::sandbox::reply;
using signalwire::test::temporary_directory;
using signalwire::test::write_file;

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

/// The name under which OpenSSL looks for a certificate in a directory.
std::string hashed_name(std::string const& pem)
{
    std::unique_ptr<BIO, int (*)(BIO*)> const text(
        BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
    std::unique_ptr<X509, void (*)(X509*)> const certificate(
        PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr), X509_free);
    BOOST_TEST_REQUIRE(certificate != nullptr);
    std::ostringstream out;
    out << std::hex << std::setw(8) << std::setfill('0')
        << X509_NAME_hash_ex(X509_get_subject_name(certificate.get()), nullptr, nullptr, nullptr)
        << ".0";
    return out.str();
}

BOOST_AUTO_TEST_CASE(an_authority_of_a_directory_is_trusted)
{
    temporary_directory const directory;
    auto const by_directory = [&](signalwire::client_config& config) {
        config.tls.ca_pem.clear();
        config.tls.ca_directory = directory.path();
        config.retry.max_attempts = 1;
    };
    auto stranger = make_client(by_directory);
    BOOST_CHECK_THROW(run(stranger.compat.calls.list()), signalwire::transport_error);

    std::string const authority = server.client_config().tls.ca_pem;
    write_file(directory.file(hashed_name(authority)), authority);
    auto client = make_client(by_directory);
    BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
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
