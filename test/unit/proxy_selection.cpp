#include "client/proxy_selection.hpp"

#include "client/api_endpoint.hpp"
#include "unit/refusal.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

using namespace signalwire::client;
using signalwire::proxy_config;
namespace net = signalwire::net;

BOOST_AUTO_TEST_SUITE(proxy_selection)

namespace
{

std::optional<net::proxy> choose(
    std::string_view url, std::string_view no_proxy = "",
    std::string_view host = "acme.signalwire.com")
{
    proxy_config config;
    config.url = url;
    config.no_proxy = no_proxy;
    return select_proxy(config, parse_host(host));
}

struct listing
{
    std::string_view list;
    std::string_view host;
    bool covered;

    friend std::ostream& operator<<(std::ostream& out, listing const& value)
    {
        return out << '\'' << value.list << "' and " << value.host;
    }
};

listing const listings[] = {
    {"", "acme.signalwire.com", false},
    {"*", "acme.signalwire.com", true},
    {"signalwire.com", "acme.signalwire.com", true},
    {".signalwire.com", "acme.signalwire.com", true},
    {"*.signalwire.com", "acme.signalwire.com", true},
    {"SignalWire.COM", "acme.signalwire.com", true},
    {"acme.signalwire.com", "acme.signalwire.com", true},
    {"other.com, signalwire.com", "acme.signalwire.com", true},
    {"other.com,,\tsignalwire.com ,", "acme.signalwire.com", true},
    {"other.com signalwire.com", "acme.signalwire.com", true},
    {" \tother.com\n  ACME.signalwire.com\t", "acme.signalwire.com", true},
    {"other.com\r\nanother.com", "acme.signalwire.com", false},
    {"  ", "acme.signalwire.com", false},
    {"signalwire.com.", "acme.signalwire.com", true},
    {".signalwire.com.:443", "acme.signalwire.com", true},
    {"signalwire.com..", "acme.signalwire.com", false},
    {"*signalwire.com", "acme.signalwire.com", true},
    {"*wire.com", "acme.signalwire.com", true},
    {"*WIRE.com.:443", "acme.signalwire.com", true},
    {"*wire.com:444", "acme.signalwire.com", false},
    {"*wire.org", "acme.signalwire.com", false},
    {"*.wire.com", "acme.signalwire.com", false},
    {"**", "acme.signalwire.com", false},
    {"*:443", "acme.signalwire.com", true},
    {"*:444", "acme.signalwire.com", false},
    {"[fd00::]/8", "acme.signalwire.com", false},
    {"[", "acme.signalwire.com", false},
    {"wire.com", "acme.signalwire.com", false},
    {"b.acme.signalwire.com", "acme.signalwire.com", false},
    {"signalwire.com:443", "acme.signalwire.com", true},
    {"signalwire.com:444", "acme.signalwire.com", false},
    {"signalwire.com:443", "acme.signalwire.com:8443", false},
    {"signalwire.com:x", "acme.signalwire.com", false},
    {".", "acme.signalwire.com", false},
    {"*.", "acme.signalwire.com", false},
    {":", "acme.signalwire.com", false},
    {"10.1.2.3", "10.1.2.3", true},
    {"10.1.2.3", "10.1.2.4", false},
    {"10.1.2.3:443", "10.1.2.3", true},
    {"10.1.2.3:80", "10.1.2.3", false},
    {"10.0.0.0/8", "10.1.2.3", true},
    {"10.0.0.0/8", "11.1.2.3", false},
    {"10.1.2.3/32", "10.1.2.3", true},
    {"0.0.0.0/0", "10.1.2.3", true},
    {"10.0.0.0/99", "10.1.2.3", false},
    {"10.0.0.0/4294967304", "10.1.2.3", false},
    {"2.3", "10.1.2.3", false},
    {"::1", "[::1]", true},
    {"[::1]", "[::1]", true},
    {"[::1]:443", "[::1]", true},
    {"[::1]:444", "[::1]", false},
    {"fd00::/8", "[fd12::1]", true},
    {"fd00::/8", "[fe80::1]", false},
    {"[fd00::]/8", "[fd12::1]", true},
    {"[fd00::]/8", "[fe80::1]", false},
    {"[fd00::]/8:443", "[fd12::1]", true},
    {"[fd00::]/8:444", "[fd12::1]", false},
    {"[fd00::]8", "[fd12::1]", false},
    {"[fd00::]/", "[fd12::1]", false},
    {"[fd00::]/4294967304", "[fd12::1]", false},
    {"[fd12::1", "[fd12::1]", false},
    {"[FD12::1]", "[fd12::1]", true},
    {"fd12:0:0::1", "[fd12::1]", true},
    {"[10.0.0.0]/8", "10.1.2.3", true},
    {"10.0.0.0/8 fd00::/8", "[fd12::1]", true},
    {"*", "[fd12::1]", true},
    {"*2.3", "10.1.2.3", false},
    {"10.0.0.0/8", "[::1]", false},
    {"fd00::/8", "10.1.2.3", false},
};

} // namespace

BOOST_AUTO_TEST_CASE(empty_url_selects_no_proxy)
{
    BOOST_TEST(!choose(""));
    BOOST_TEST(!choose("", "*"));
}

BOOST_AUTO_TEST_CASE(host_port_and_credentials_are_parsed)
{
    std::optional<net::proxy> const plain = choose("http://proxy.example.com:3128/");
    BOOST_TEST_REQUIRE(plain.has_value());
    BOOST_TEST(plain->address.host_and_port() == "proxy.example.com:3128");
    BOOST_TEST(plain->authorization.empty());

    BOOST_TEST(choose("proxy.example.com")->address.port == 80);
    BOOST_TEST(choose("[::1]:3128")->address.host == "::1");
    BOOST_TEST(choose("[::1]:3128")->address.host_is_address);

    // "Aladdin:open sesame", from RFC 7617.
    BOOST_TEST(
        choose("http://Aladdin:open%20sesame@10.0.0.1:8080")->authorization
        == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
}

BOOST_AUTO_TEST_CASE(invalid_url_is_rejected_without_showing_the_password)
{
    for (std::string_view url :
         {"https://user:secret@proxy:3128", "socks5://user:secret@proxy", "http://user:secret@",
          "http://user:secret@proxy:3128/path", "http://user:secret@proxy:0",
          "http://user:secret@proxy:99999", "http://user:secret@proxy?x", "http://us er:secret@p",
          "http://user:secret%0A@proxy", "http://us%3Aer:secret@proxy", "http://user:secret@a%20b",
          "http://user:secret@a%2fb", "http://user:secret@a%40b%3a1", "http://user:secret@a%80",
          "http://user:secret@."})
    {
        std::string const message = unit::refusal([url] { static_cast<void>(choose(url)); });
        BOOST_TEST_CONTEXT(url)
        {
            BOOST_TEST(message.starts_with("proxy.url: "));
            BOOST_TEST(!unit::mentions(message, "secret"));
        }
    }
}

BOOST_AUTO_TEST_CASE(unused_invalid_proxy_is_accepted)
{
    for (std::string_view url :
         {"socks5://proxy:1080", "https://proxy", "ftp://x", "::::", "http://"})
    {
        BOOST_TEST(!choose(url, "*"));
        BOOST_TEST(!choose(url, "other.com signalwire.com"));
        BOOST_TEST(
            unit::refusal([url] { static_cast<void>(choose(url, "other.com")); }) != "(accepted)");
    }
}

BOOST_DATA_TEST_CASE(no_proxy_matches_subdomains_addresses_and_networks, listings)
{
    BOOST_TEST(matches_no_proxy(sample.list, parse_host(sample.host)) == sample.covered);
    BOOST_TEST(choose("http://proxy", sample.list, sample.host).has_value() != sample.covered);
}

BOOST_AUTO_TEST_CASE(environment_proxy_is_not_used_for_loopback)
{
    std::map<std::string_view, std::string> variables = {
        {"https_proxy", "http://lower"}, {"NO_PROXY", "a"}, {"no_proxy", "b"}};
    auto const lookup = [&](std::string_view name) -> std::optional<std::string> {
        auto const found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional(found->second);
    };
    proxy_config config = proxy_from_environment(lookup, parse_host("acme"));
    BOOST_TEST(config.url == "http://lower");
    BOOST_TEST(config.no_proxy == "a");
    variables["HTTPS_PROXY"] = "http://upper";
    BOOST_TEST(proxy_from_environment(lookup, parse_host("acme")).url == "http://upper");
    variables["HTTPS_PROXY"] = " \t\r\n";
    BOOST_TEST(proxy_from_environment(lookup, parse_host("acme")).url == "http://lower");
    variables["HTTPS_PROXY"] = "\xc2\xa0 http://upper\r\n";
    BOOST_TEST(proxy_from_environment(lookup, parse_host("acme")).url == "http://upper");
    for (std::string_view host : {"localhost:8443", "127.0.0.1:8443", "[::1]:8443"})
        BOOST_TEST(proxy_from_environment(lookup, parse_host(host)).url.empty());
}

BOOST_AUTO_TEST_SUITE_END()
