#include "client/api_endpoint.hpp"

#include "unit/refusal.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>

using signalwire::client::api_endpoint;
using signalwire::client::page_link;
using signalwire::client::parse_host;
using signalwire::net::origin;
using unit::mentions;
using unit::refusal;

BOOST_AUTO_TEST_SUITE(api_endpoints)

namespace
{

struct spelling
{
    std::string_view text;
    std::string_view host;
    std::uint16_t port;
    bool address;
    std::string_view authority;

    friend std::ostream& operator<<(std::ostream& out, spelling const& value)
    {
        return out << value.text;
    }
};

spelling const spellings[] = {
    {"acme", "acme.signalwire.com", 443, false, "acme.signalwire.com"},
    {"acme-2", "acme-2.signalwire.com", 443, false, "acme-2.signalwire.com"},
    {"acme:8443", "acme.signalwire.com", 8443, false, "acme.signalwire.com:8443"},
    {"acme.signalwire.com", "acme.signalwire.com", 443, false, "acme.signalwire.com"},
    {"ACME.SignalWire.com", "acme.signalwire.com", 443, false, "acme.signalwire.com"},
    {"https://acme.signalwire.com", "acme.signalwire.com", 443, false, "acme.signalwire.com"},
    {"acme.signalwire.com/", "acme.signalwire.com", 443, false, "acme.signalwire.com"},
    {"https://acme.signalwire.com/", "acme.signalwire.com", 443, false, "acme.signalwire.com"},
    {"HTTPS://ACME", "acme.signalwire.com", 443, false, "acme.signalwire.com"},
    {"https://acme.signalwire.com:443/", "acme.signalwire.com", 443, false, "acme.signalwire.com"},
    {"https://api.example.org:8443", "api.example.org", 8443, false, "api.example.org:8443"},
    {"localhost", "localhost", 443, false, "localhost"},
    {"localhost:9443", "localhost", 9443, false, "localhost:9443"},
    {"127.0.0.1", "127.0.0.1", 443, true, "127.0.0.1"},
    {"127.0.0.1:9443", "127.0.0.1", 9443, true, "127.0.0.1:9443"},
    {"https://127.0.0.1:65535/", "127.0.0.1", 65535, true, "127.0.0.1:65535"},
    {"[::1]", "::1", 443, true, "[::1]"},
    {"[::1]:9443", "::1", 9443, true, "[::1]:9443"},
    {"https://[2001:DB8::1]:9443/", "2001:db8::1", 9443, true, "[2001:db8::1]:9443"},
};

std::string_view const no_hosts[] = {
    " ",
    " acme",
    "acme ",
    "ac me",
    "acme\n",
    "acme\r\nX-Evil: 1",
    std::string_view("acme\0", 5),
    "http://acme.signalwire.com",
    "ftp://acme",
    "wss://acme.signalwire.com",
    "://acme",
    "https://",
    "https:///",
    "https://:443",
    ":443",
    "//acme",
    "/acme",
    "acme/api",
    "acme?x=1",
    "acme#top",
    "https://acme/api/laml",
    "https://acme?x",
    "https://acme#top",
    "acme:0",
    "acme:65536",
    "acme:99999",
    "acme:99999999999",
    "acme:x",
    "acme:-1",
    "acme:+1",
    "acme: 443",
    "acme:443:443",
    "::1",
    "[::1",
    "[::g]",
    "[]",
    "acme\\@evil.example",
    "acme,evil",
    "<acme>",
    "\"acme\"",
    "acme\xc3\xa9",
    // Percent-encoding is not accepted.
    "acme%0d%0aX-Evil:1",
    // Names with empty parts, and invalid addresses.
    ".",
    "..",
    "a..b",
    ".acme.com",
    "acme.",
    "acme.signalwire.com.",
    "https://acme.signalwire.com.:443/",
    "[v1.x]",
    "acme%0d%0aX-Evil%3a1",
    "acme%00",
    "0.1.7%37.1",
    "acme%2f",
    "acme%20x",
};

/// The account of the API reference at the space `acme`.
api_endpoint const acme(parse_host("acme"), "b3877c40-da60-4998-90ad-b792e98472af");
std::string const calls =
    "/api/laml/2010-04-01/Accounts/b3877c40-da60-4998-90ad-b792e98472af/Calls";

struct uri_case
{
    std::string uri;
    /// A part of the message.
    std::string_view problem;

    friend std::ostream& operator<<(std::ostream& out, uri_case const& value)
    {
        return out << value.uri;
    }
};

constexpr std::string_view no_uri = "not a URI of this API";
constexpr std::string_view other_host = "another host, credentials are not sent there";
constexpr std::string_view other_port = "another port, credentials are not sent there";
constexpr std::string_view other_scheme = "neither https nor http";
constexpr std::string_view other_account = "another account";
constexpr std::string_view other_path = "another resource than ";
constexpr std::string_view credentials = "contains credentials";
constexpr std::string_view control = "control character";

uri_case const refused[] = {
    // Another host, port or scheme.
    {"https://evil.example" + calls, other_host},
    {"https://acme.signalwire.com.evil.example" + calls, other_host},
    {"https://evil-acme.signalwire.com" + calls, other_host},
    {"https://signalwire.com" + calls, other_host},
    {"https://acme.signalwire.com.." + calls, other_host},
    {"https://.acme.signalwire.com" + calls, other_host},
    {"https://127.0.0.1" + calls, other_host},
    {"https://[::1]" + calls, other_host},
    {"https://acme.signalwire.com%2eevil.example" + calls, other_host},
    {"https://" + calls, other_host},
    {"//evil.example" + calls, other_host},
    {"///evil.example" + calls, other_host},
    {"http://evil.example" + calls, other_host},
    {"https://acme.signalwire.com:444" + calls, other_port},
    {"https://acme.signalwire.com:80" + calls, other_port},
    {"https://acme.signalwire.com:0" + calls, other_port},
    {"https://acme.signalwire.com:99999" + calls, other_port},
    {"http://acme.signalwire.com:8080" + calls, other_port},
    {"//acme.signalwire.com:444" + calls, other_port},
    {"ftp://acme.signalwire.com" + calls, other_scheme},
    {"wss://acme.signalwire.com" + calls, other_scheme},
    // The URI would send the token as another user's.
    {"https://user:secret@acme.signalwire.com" + calls, credentials},
    {"https://acme.signalwire.com@evil.example" + calls, credentials},
    {"https://@acme.signalwire.com" + calls, credentials},
    {"//user:secret@acme.signalwire.com" + calls, credentials},
    {"https://acme.signalwire.com\\@evil.example" + calls, credentials},
    {"ftp://user:se cret@%" + calls, credentials},
    // Backslashes are no slashes, and a scheme requires a host.
    {"https://acme.signalwire.com\\evil.example" + calls, no_uri},
    {"https:\\\\evil.example" + calls, no_uri},
    {"https:" + calls, no_uri},
    {"https:Calls?Page=1", no_uri},
    {"javascript:alert(1)", no_uri},
    {"https://acme signalwire.com" + calls, no_uri},
    {"https://acme.signalw\xc3\xadre.com" + calls, no_uri},
    {"1:2", other_path},
    {"\\\\evil.example" + calls, other_path},
    {"/\\evil.example" + calls, other_path},
    {"\\Calls", other_path},
    // Characters that could end a line of the request.
    {calls + "\r\nX-Evil: 1", control},
    {calls + "?x=1\r\nHost: evil.example", control},
    {"\n" + calls, control},
    {calls + std::string(1, '\0'), control},
    {calls + "\t", control},
    {calls + "?x=\x7f", control},
    // Another account.
    {"/api/laml/2010-04-01/Accounts/somebody-else/Calls?Page=1", other_account},
    {"/2010-04-01/Accounts/somebody-else/Calls", other_account},
    {"../somebody-else/Calls", other_account},
    {calls.substr(0, calls.size() - 6) + "%2FCalls", other_account},
    {calls.substr(0, calls.size() - 6) + "%00/Calls", other_account},
    {calls.substr(0, calls.size() - 6) + "./Calls", other_account},
    // Another path on the same host.
    {"/", other_path},
    {".", other_path},
    {"Messages?Page=1", other_path},
    {calls.substr(1), other_path},
    {calls + "/", other_path},
    {calls + "//", other_path},
    {calls + ".xml", other_path},
    {calls + ".json.json", other_path},
    {calls + ".JSON", other_path},
    {calls + "/b3877c40-da60-4998-90ad-b792e98472ca.json", other_path},
    {calls + "/.", other_path},
    {calls + "/../../../../admin", other_path},
    {"../../somebody-else/Calls", other_path},
    {"../Calls", other_account},
    {"..", other_account},
    {calls + "/..", other_path},
    {calls + "/%2e%2e/Messages", other_path},
    {calls + " HTTP/1.1", other_path},
    {calls + "%20", other_path},
    {calls + "%00", other_path},
    {calls + ";x=1", other_path},
    {calls.substr(0, calls.size() - 5) + "calls", other_path},
    {calls.substr(0, calls.size() - 5) + "Calls%2FCalls", other_path},
    {"/api/laml" + calls, other_path},
    {"/api/laml/" + calls, other_path},
    {"/API/laml" + calls.substr(9), other_path},
    {"/api" + calls.substr(9), other_path},
    {"https://acme.signalwire.com", other_path},
    {"https://acme.signalwire.com/", other_path},
    {"https://acme.signalwire.com/" + calls, other_path},
    {"https://acme.signalwire.com?" + calls, other_path},
    {"https://acme.signalwire.com#" + calls, other_path},
    // Servers accept no such target.
    {calls + "?To=" + std::string(16 * 1024, 'x'), "longer than 16384 bytes"},
    {calls + "?To=" + std::string(6 * 1024, ' ') + "x", "longer than 16384 bytes"},
};

} // namespace

BOOST_DATA_TEST_CASE(host_is_accepted_in_several_forms, spellings)
{
    origin const where = parse_host(sample.text);
    BOOST_TEST(where.host == sample.host);
    BOOST_TEST(where.port == sample.port);
    BOOST_TEST(where.host_is_address == sample.address);
    BOOST_TEST(where.authority() == sample.authority);
}

BOOST_AUTO_TEST_CASE(long_space_name_is_completed)
{
    for (std::size_t length : {238U, 239U, 253U})
    {
        bool const fits = length + std::string_view(".signalwire.com").size() <= 253;
        std::string const name(length, 'a');
        BOOST_TEST((refusal([&] { static_cast<void>(parse_host(name)); }) == "(accepted)") == fits);
    }
}

BOOST_DATA_TEST_CASE(invalid_hosts_are_rejected, no_hosts)
{
    std::string const message =
        refusal([&, text = sample] { static_cast<void>(parse_host(text)); });
    BOOST_TEST(message.starts_with("host: "), message);
    for (char const c : message)
        BOOST_TEST(static_cast<unsigned char>(c) >= 0x20);
}

BOOST_AUTO_TEST_CASE(host_errors_contain_an_example)
{
    BOOST_TEST(
        refusal([] { static_cast<void>(parse_host("http://acme")); })
        == "host: \"http://acme\" must use https; write the name of the space, such as "
           "acme.signalwire.com");
    BOOST_TEST(refusal([] { static_cast<void>(parse_host("")); }) == "host: must not be empty");
    BOOST_TEST(
        refusal([] { static_cast<void>(parse_host("https://me:secret@acme")); })
        == "host: must not contain credentials");
    for (char const* text :
         {"http://me:secret@acme", "me:secret@acme", "https://me:se cret@acme", "ftp://secret@%"})
    {
        BOOST_TEST(
            refusal([&] { static_cast<void>(parse_host(text)); })
            == "host: must not contain credentials");
    }
}

BOOST_AUTO_TEST_CASE(request_target_is_path_and_query)
{
    signalwire::detail::query query;
    BOOST_TEST(acme.path("/Calls") == calls);
    BOOST_TEST(acme.target("/Calls", query) == calls);
    query.set_text("StartTime>", "a b");
    BOOST_TEST(acme.target("/Calls", query) == calls + "?StartTime%3E=a%20b");
    BOOST_TEST(
        acme.url(acme.target("/Calls", query))
        == "https://acme.signalwire.com" + calls + "?StartTime%3E=a%20b");
}

BOOST_AUTO_TEST_CASE(project_is_percent_encoded_in_the_path)
{
    api_endpoint const odd(parse_host("acme"), "../a b/c?d#e%2f");
    BOOST_TEST(
        odd.path("/Calls") == "/api/laml/2010-04-01/Accounts/..%2Fa%20b%2Fc%3Fd%23e%252f/Calls");
    page_link const link = odd.page_target(odd.path("/Calls") + "?Page=1", "/Calls");
    BOOST_TEST(link.error.empty(), link.error);
}

namespace
{

struct followed
{
    std::string uri;
    std::string target;
    std::string_view deviation;

    friend std::ostream& operator<<(std::ostream& out, followed const& value)
    {
        return out << value.uri;
    }
};

std::string const short_calls = calls.substr(std::string_view("/api/laml").size());
std::string const upper_calls =
    "/api/laml/2010-04-01/Accounts/B3877C40-DA60-4998-90AD-B792E98472AF/Calls";

followed const links[] = {
    {calls + "?Page=1&PageSize=50&PageToken=PAxxxxxxxxxx",
     calls + "?Page=1&PageSize=50&PageToken=PAxxxxxxxxxx", ""},
    {calls, calls, ""},
    {calls + "?", calls + "?", ""},
    {calls + ".json?Page=1", calls + ".json?Page=1", ""},
    {calls + "?StartTime%3E=Fri%2C+21&x=%2F%00", calls + "?StartTime%3E=Fri%2C+21&x=%2F%00", ""},
    {calls + "?next=https://evil.example/?a&//b@c", calls + "?next=https://evil.example/?a&//b@c",
     ""},
    {calls + "?Page=1#fragment", calls + "?Page=1", ""},
    {calls + "?x=(1)!$'*,;:", calls + "?x=(1)!$'*,;:", ""},
    // A server that does not know of its prefix.
    {short_calls + "?Page=1", short_calls + "?Page=1", ""},
    {"https://acme.signalwire.com" + short_calls, short_calls, ""},
    // References.
    {"", calls, ""},
    {"#fragment", calls, ""},
    {"?Page=1", calls + "?Page=1", ""},
    {"?Page=1&next=/a/../b", calls + "?Page=1&next=/a/../b", ""},
    {"Calls?Page=1", calls + "?Page=1", ""},
    {"./Calls.json?Page=1", calls + ".json?Page=1", ""},
    {"../b3877c40-da60-4998-90ad-b792e98472af/Calls", calls, ""},
    {"//acme.signalwire.com" + calls + "?Page=1", calls + "?Page=1", ""},
    {"//acme.signalwire.com:443" + calls, calls, ""},
    {"/api/./laml" + short_calls, calls, ""},
    {"/a/b/../.." + calls, calls, ""},
    {"/.." + calls, calls, ""},
    {calls + "/../Calls", calls, ""},
    {calls + "/x/%2e%2e/../Calls", calls, ""},
    {calls.substr(0, calls.size() - 5) + "%43alls", calls, ""},
    {calls + "%2ejson", calls + ".json", ""},
    {"/api/laml/2010%2D04-01/Accounts/b3877c40%2dda60-4998-90ad-b792e98472af/Calls", calls, ""},
    // The host.
    {"https://acme.signalwire.com" + calls + "?Page=1", calls + "?Page=1", ""},
    {"https://acme.signalwire.com:443" + calls + "?Page=1", calls + "?Page=1", ""},
    {"https://acme.signalwire.com:" + calls, calls, ""},
    {"https://acme.signalwire.com." + calls, calls, ""},
    {"https://acme.signalwire.com.:443" + calls, calls, ""},
    {"HTTPS://ACME.SIGNALWIRE.COM" + calls + "?Page=1", calls + "?Page=1", ""},
    {"http://acme.signalwire.com" + calls, calls, "paging.link_scheme"},
    {"http://acme.signalwire.com:80" + calls, calls, "paging.link_scheme"},
    {"HTTP://Acme.SignalWire.com.:443" + calls + "?Page=1", calls + "?Page=1",
     "paging.link_scheme"},
    // The account.
    {upper_calls + "?Page=1", calls + "?Page=1", "paging.link_account"},
    {"../B3877c40-da60-4998-90ad-b792e98472aF/Calls?Page=1", calls + "?Page=1",
     "paging.link_account"},
    // Characters that must be escaped.
    {calls + "?StartTime>=2024-01-01&EndTime<=x", calls + "?StartTime%3E=2024-01-01&EndTime%3C=x",
     "paging.link_characters"},
    {calls + "?To=a b", calls + "?To=a%20b", "paging.link_characters"},
    {"?To=J\xc3\xb6rg&x=\xff", calls + "?To=J%C3%B6rg&x=%FF", "paging.link_characters"},
    {"?a=|[]{}^`\"\\", calls + "?a=%7C%5B%5D%7B%7D%5E%60%22%5C", "paging.link_characters"},
    {calls + "?x=%", calls + "?x=%25", "paging.link_characters"},
    {calls + "?x=%4", calls + "?x=%254", "paging.link_characters"},
    {calls + "?x=%zz&y=%%30", calls + "?x=%25zz&y=%25%30", "paging.link_characters"},
    {"  " + calls + "?Page=1 ", calls + "?Page=1", "paging.link_characters"},
    {" ?Page=1", calls + "?Page=1", "paging.link_characters"},
    {" ", calls, "paging.link_characters"},
};

} // namespace

BOOST_DATA_TEST_CASE(page_uris_of_the_api_are_accepted, links)
{
    page_link const link = acme.page_target(sample.uri, "/Calls");
    BOOST_TEST(link.error == "");
    BOOST_TEST(link.target == sample.target);
    BOOST_TEST(link.deviation == sample.deviation);
}

BOOST_AUTO_TEST_CASE(reference_is_relative_to_its_page)
{
    struct relative
    {
        std::string base;
        std::string uri;
        std::string target;
    };
    relative const cases[] = {
        {calls + ".json?Page=1&To=x", "?Page=2", calls + ".json?Page=2"},
        {short_calls + "?Page=1", "?Page=2", short_calls + "?Page=2"},
        {short_calls + "?Page=1", "Calls?Page=2", short_calls + "?Page=2"},
        {short_calls + "?Page=1", calls, calls},
        {calls + "?Page=1&To=/a/b", "Calls?Page=2", calls + "?Page=2"},
        {calls + "?Page=1", "#x", calls + "?Page=1"},
    };
    for (relative const& each : cases)
    {
        page_link const link = acme.page_target(each.uri, "/Calls", each.base);
        BOOST_TEST(link.error == "", each.uri);
        BOOST_TEST(link.target == each.target);
    }
}

BOOST_DATA_TEST_CASE(page_uris_outside_the_listing_are_rejected, refused)
{
    page_link const link = acme.page_target(sample.uri, "/Calls");
    BOOST_TEST(link.target == "");
    BOOST_TEST(mentions(link.error, std::string(sample.problem)), link.error);
}

BOOST_AUTO_TEST_CASE(page_uri_with_another_port_is_rejected)
{
    api_endpoint const local(parse_host("127.0.0.1:9443"), "p");
    std::string const path = local.path("/Calls");
    BOOST_TEST(local.page_target("https://127.0.0.1:9443" + path, "/Calls").target == path);
    BOOST_TEST(!local.page_target("https://127.0.0.1" + path, "/Calls").error.empty());
    BOOST_TEST(!local.page_target("//127.0.0.1" + path, "/Calls").error.empty());
    BOOST_TEST(local.page_target("http://127.0.0.1:9443" + path, "/Calls").target == path);
    BOOST_TEST(local.page_target("http://127.0.0.1" + path, "/Calls").target == path);
    BOOST_TEST(!local.page_target("http://127.0.0.1:9444" + path, "/Calls").error.empty());
    BOOST_TEST(!local.page_target("https://127.0.0.1:9444" + path, "/Calls").error.empty());
    BOOST_TEST(!local.page_target("https://localhost:9443" + path, "/Calls").error.empty());

    api_endpoint const six(parse_host("[::1]:9443"), "p");
    BOOST_TEST(six.page_target("https://[::1]:9443" + path, "/Calls").target == path);
    BOOST_TEST(!six.page_target("https://[::2]:9443" + path, "/Calls").error.empty());
}

BOOST_AUTO_TEST_CASE(page_uri_of_another_resource_is_rejected)
{
    BOOST_TEST(acme.page_target(calls, "/Messages").target.empty());
    BOOST_TEST(
        acme.page_target(calls, "/Messages").error
        == "another resource than /api/laml/2010-04-01/Accounts/"
           "b3877c40-da60-4998-90ad-b792e98472af/Messages");
}

BOOST_AUTO_TEST_CASE(accounts_are_not_below_an_account)
{
    api_endpoint const endpoint(parse_host("acme"), "project");
    BOOST_TEST(endpoint.path("/Accounts") == "/api/laml/2010-04-01/Accounts");
    BOOST_TEST(endpoint.path("/Accounts/x") == "/api/laml/2010-04-01/Accounts/x");
    for (std::string const uri :
         {"/api/laml/2010-04-01/Accounts?Page=1", "/api/laml/2010-04-01/Accounts.json?Page=1"})
    {
        page_link const link = endpoint.page_target(uri, "/Accounts");
        BOOST_TEST(link.error == "");
        BOOST_TEST(link.target == uri);
        BOOST_TEST(!endpoint.page_target(uri, "/Calls").error.empty());
    }
    BOOST_TEST(!endpoint.page_target("/api/laml/2010-04-01/Accounts/project/Calls", "/Accounts")
                    .error.empty());
    BOOST_TEST(!endpoint.page_target("/api/laml/2010-04-01/Accounts2", "/Accounts").error.empty());
}

BOOST_AUTO_TEST_CASE(pages_of_faxes_have_uris_of_another_api)
{
    api_endpoint const endpoint(parse_host("acme"), "project");
    std::string const account = "/api/laml/2010-04-01/Accounts/project";
    BOOST_TEST(
        endpoint.page_target("/fax/v1/Faxes?Page=1&PageToken=PAx", "/Faxes").target
        == account + "/Faxes?Page=1&PageToken=PAx");
    BOOST_TEST(
        endpoint.page_target("/fax/v1/Faxes/F1/Media?Page=1", "/Faxes/F1/Media").target
        == account + "/Faxes/F1/Media?Page=1");
    BOOST_TEST(!endpoint.page_target("/fax/v1/Faxes/F2/Media", "/Faxes/F1/Media").error.empty());
    BOOST_TEST(!endpoint.page_target("/fax/v1/Faxes", "/Calls").error.empty());
    BOOST_TEST(!endpoint.page_target("/fax/v1/Calls", "/Calls").error.empty());
    BOOST_TEST(!endpoint.page_target("/fax/v1/../Faxes", "/Faxes").error.empty());
}

BOOST_AUTO_TEST_SUITE_END()
