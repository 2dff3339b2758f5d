// Signatures and addresses of the sandbox's webhooks.

#include "sandbox/webhook.hpp"
#include "sandbox/webhook_sender.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace
{

namespace detail = signalwire::sandbox::detail;

std::string value_of(detail::webhook_parameters const& headers, std::string const& name)
{
    for (auto const& [each, value] : headers)
    {
        if (each == name)
            return value;
    }
    return {};
}

} // namespace

BOOST_AUTO_TEST_SUITE(sandbox_webhook)

// The vectors of the published validators.
BOOST_AUTO_TEST_CASE(signatures_are_those_of_the_vectors)
{
    detail::webhook_parameters const form = {
        {"To", "+18005551212"},
        {"CallSid", "CA1234567890ABCDE"},
        {"From", "+14158675309"},
        {"Digits", "1234"},
        {"Caller", "+14158675309"}};
    detail::webhook_parameters const headers =
        detail::sign("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", "", form);
    BOOST_TEST(value_of(headers, "X-Twilio-Signature") == "RSOYDt4T1cUTdK1PDd93/VVr8B8=");
    BOOST_TEST(value_of(headers, "X-SignalWire-Signature") == "RSOYDt4T1cUTdK1PDd93/VVr8B8=");

    std::string const body =
        R"({"event":"call.state","params":{"call_id":"abc-123","state":"answered"}})";
    BOOST_TEST(
        value_of(
            detail::sign("PSKtest1234567890abcdef", "https://example.ngrok.io/webhook", body, {}),
            "X-SignalWire-Sha256-Signature")
        == "2a29f8a92b11df39da80c3b185fd62173d49c294184da585ff951eae4433571c");
}

BOOST_AUTO_TEST_CASE(parameters_are_percent_encoded)
{
    BOOST_TEST(
        detail::encode({{"To", "+1 2"}, {"a", ""}, {"b", "ü&"}}) == "To=%2B1%202&a=&b=%C3%BC%26");
}

BOOST_AUTO_TEST_CASE(only_loopback_addresses_are_targets)
{
    for (char const* const url :
         {"http://127.0.0.1:8080/a", "https://127.9.9.9/", "http://localhost:1", "http://[::1]:80/",
          "https://[::1]"})
        BOOST_TEST(detail::parse_webhook_url(url).has_value(), url);
    for (char const* const url :
         {"", "ftp://127.0.0.1/", "127.0.0.1", "http://", "http://example.com/",
          "http://127.0.0.1.example.com/", "http://localhost.example.com/", "http://10.0.0.1/",
          "http://0.0.0.0/", "http://[::]/", "http://127.0.0.1@example.com/",
          "http://127.0.0.1:80@example.com/", "http://example.com#@127.0.0.1/",
          "http://127.0.0.1:0/", "http://127.0.0.1:65536/", "http://127.0.0.1:8x/", "http://[::1/",
          "http://2130706433/"})
        BOOST_TEST(!detail::parse_webhook_url(url).has_value(), url);

    detail::webhook_target const target =
        *detail::parse_webhook_url("https://localhost:8443/hook?a=b/c#d");
    BOOST_TEST(target.tls);
    BOOST_TEST(target.host == "localhost:8443");
    BOOST_TEST(target.target == "/hook?a=b/c");
    BOOST_TEST(target.endpoint.port() == 8443);
    BOOST_TEST(detail::parse_webhook_url("http://127.0.0.1?a")->target == "/?a");
    BOOST_TEST(detail::parse_webhook_url("http://127.0.0.1")->endpoint.port() == 80);
}

BOOST_AUTO_TEST_SUITE_END()
