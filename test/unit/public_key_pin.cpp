#include "net/tls_context.hpp"
#include "unit/refusal.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using signalwire::net::parse_public_key_pin;
using signalwire::net::public_key_pin;

BOOST_AUTO_TEST_SUITE(public_key_pins)

BOOST_AUTO_TEST_CASE(pin_is_the_base64_of_a_digest)
{
    // SHA-256 of nothing.
    public_key_pin const pin =
        parse_public_key_pin("sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    BOOST_TEST(pin.front() == 0xe3);
    BOOST_TEST(pin.back() == 0x55);
}

BOOST_AUTO_TEST_CASE(other_texts_are_rejected)
{
    for (char const* text :
         {"", "sha256//", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
          "sha1//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
          "sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFUA",
          "sha256//47DEQpj8HBSa*/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
          "sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuF==",
          "sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=AAAA"})
    {
        std::string const message =
            unit::refusal([text] { static_cast<void>(parse_public_key_pin(text)); });
        BOOST_TEST_CONTEXT(text)
        {
            BOOST_TEST(message.starts_with("tls.public_key_pins: "));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
