#include "net/origin.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <string>

using signalwire::net::origin;

BOOST_AUTO_TEST_SUITE(origins)

namespace
{

origin make(std::string host, std::uint16_t port = 443)
{
    origin out;
    out.host = std::move(host);
    out.port = port;
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(authority_omits_the_default_port)
{
    BOOST_TEST(make("acme.signalwire.com").authority() == "acme.signalwire.com");
    BOOST_TEST(make("acme.signalwire.com", 8443).authority() == "acme.signalwire.com:8443");
    BOOST_TEST(make("127.0.0.1", 80).authority() == "127.0.0.1:80");
    BOOST_TEST(make("127.0.0.1", 65535).authority() == "127.0.0.1:65535");
}

BOOST_AUTO_TEST_CASE(authority_brackets_ipv6_addresses)
{
    BOOST_TEST(make("::1").authority() == "[::1]");
    BOOST_TEST(make("2001:db8::1", 9443).authority() == "[2001:db8::1]:9443");
}

BOOST_AUTO_TEST_CASE(origins_differ_in_host_and_port)
{
    BOOST_TEST((make("a") == make("a", 443)));
    BOOST_TEST((make("a") != make("b")));
    BOOST_TEST((make("a") != make("a", 444)));
}

BOOST_AUTO_TEST_SUITE_END()
