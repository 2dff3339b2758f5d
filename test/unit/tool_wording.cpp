#include "tool/exit_status.hpp"
#include "tool/wording.hpp"

#include <boost/test/unit_test.hpp>

#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>

namespace tool = signalwire::tool;

using tool::in_program_words;

BOOST_AUTO_TEST_SUITE(tool_wording)

BOOST_AUTO_TEST_CASE(settings_are_called_by_what_sets_them)
{
    BOOST_TEST(
        in_program_words("tls.ca_file: no certificates could be read from x.pem")
        == "--ca-file or SIGNALWIRE_REST_CA_FILE: no certificates could be read from x.pem");
    BOOST_TEST(
        in_program_words(
            "self-signed certificate; if it is the right one, name its CA in tls.ca_file")
        == "self-signed certificate; if it is the right one, name its CA in --ca-file or "
           "SIGNALWIRE_REST_CA_FILE");
    BOOST_TEST(
        in_program_words("the proxy refused; check the user name and the password in proxy.url")
        == "the proxy refused; check the user name and the password in HTTPS_PROXY");
    BOOST_TEST(
        in_program_words("host: must not be empty")
        == "--host or SIGNALWIRE_SPACE: must not be empty");
    BOOST_TEST(
        in_program_words("--prefetch: stream_options::prefetch_pages must be 0 to 64")
        == "--prefetch: must be 0 to 64");
    BOOST_TEST(
        in_program_words("timed out in the TLS handshake (timeouts.total)")
        == "timed out in the TLS handshake");
}

BOOST_AUTO_TEST_CASE(other_text_stays_as_it_is)
{
    for (std::string_view const text :
         {"", "GET https://acme.signalwire.com/api: no such host: acme", "the cursor: it is there",
          "a token: what is it"})
        BOOST_TEST(in_program_words(text) == text);
}

BOOST_AUTO_TEST_CASE(every_message_goes_this_way)
{
    tool::failure const why = tool::describe(
        std::make_exception_ptr(std::invalid_argument("proxy.url: more than a host and a port")));
    BOOST_TEST(why.message == "HTTPS_PROXY: more than a host and a port");
}

BOOST_AUTO_TEST_SUITE_END()
