#include "tool/exit_status.hpp"

#include <boost/test/unit_test.hpp>

#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>

namespace tool = signalwire::tool;

using tool::use_option_names;

BOOST_AUTO_TEST_SUITE(tool_wording)

BOOST_AUTO_TEST_CASE(settings_are_replaced_by_options)
{
    BOOST_TEST(
        use_option_names("tls.ca_file: cannot read certificates from x.pem")
        == "--ca-file or SIGNALWIRE_REST_CA_FILE: cannot read certificates from x.pem");
    BOOST_TEST(
        use_option_names("self-signed certificate; to trust it, add its CA to tls.ca_file")
        == "self-signed certificate; to trust it, add its CA to --ca-file or "
           "SIGNALWIRE_REST_CA_FILE");
    BOOST_TEST(
        use_option_names("the proxy refused; check the user name and the password in proxy.url")
        == "the proxy refused; check the user name and the password in HTTPS_PROXY");
    BOOST_TEST(
        use_option_names("host: must not be empty")
        == "--host or SIGNALWIRE_SPACE: must not be empty");
    BOOST_TEST(
        use_option_names("--prefetch: stream_options::prefetch_pages must be 0 to 64")
        == "--prefetch: must be 0 to 64");
    BOOST_TEST(
        use_option_names("set both StartTime> and StartTime<; DateCreated> x")
        == "set both --start-time-after and --start-time-before; --date-created-after x");
    BOOST_TEST(
        use_option_names("timed out while performing the TLS handshake (timeouts.total)")
        == "timed out while performing the TLS handshake");
}

BOOST_AUTO_TEST_CASE(other_text_is_unchanged)
{
    for (std::string_view const text :
         {"", "GET https://acme.signalwire.com/api: no such host: acme", "the cursor: it is there",
          "a token: what is it"})
        BOOST_TEST(use_option_names(text) == text);
}

BOOST_AUTO_TEST_CASE(describe_replaces_settings)
{
    tool::failure const error = tool::describe(
        std::make_exception_ptr(std::invalid_argument("proxy.url: more than a host and a port")));
    BOOST_TEST(error.message == "HTTPS_PROXY: more than a host and a port");
}

BOOST_AUTO_TEST_SUITE_END()
