#include "core/text.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <optional>
#include <ostream>
#include <random>
#include <string>
#include <string_view>

using signalwire::core::decode_base64url;
using signalwire::core::encode_base64;
using signalwire::core::encode_base64url;

BOOST_AUTO_TEST_SUITE(base64)

namespace
{

struct pair
{
    std::string_view bytes;
    std::string_view standard;
    std::string_view url;

    friend std::ostream& operator<<(std::ostream& out, pair const& value)
    {
        return out << value.standard;
    }
};

// RFC 4648 section 10, and bytes that differ between the alphabets.
pair const pairs[] = {
    {"", "", ""},
    {"f", "Zg==", "Zg"},
    {"fo", "Zm8=", "Zm8"},
    {"foo", "Zm9v", "Zm9v"},
    {"foob", "Zm9vYg==", "Zm9vYg"},
    {"fooba", "Zm9vYmE=", "Zm9vYmE"},
    {"foobar", "Zm9vYmFy", "Zm9vYmFy"},
    {"\xfb\xff\xbf", "+/+/", "-_-_"},
    {std::string_view("\0\0", 2), "AAA=", "AAA"},
};

std::string_view const no_base64url[] = {
    "A", "Zg=", "Zg==", "Zm8=", "Zm9v=", "Zm9vY", "Z g", " Zg", "Zg ", "Zg\n", "\nZg", "Zm9v\n",
    "Zm9v\r\n", "+/+/", "Zm9*", "Zm\x39v\xff", "=", "====", "Zm9vZm9vZm9v!",
    // Noncanonical bits.
    "Zh", "Zm9"};

} // namespace

BOOST_DATA_TEST_CASE(encodes_the_examples_of_rfc_4648, pairs)
{
    BOOST_TEST(encode_base64(sample.bytes) == sample.standard);
    BOOST_TEST(encode_base64url(sample.bytes) == sample.url);
    std::optional<std::string> const decoded = decode_base64url(sample.url);
    BOOST_TEST_REQUIRE(decoded.has_value());
    BOOST_TEST(*decoded == sample.bytes);
}

BOOST_DATA_TEST_CASE(decode_rejects_noncanonical_text, no_base64url)
{
    BOOST_TEST(!decode_base64url(sample).has_value());
}

BOOST_AUTO_TEST_CASE(random_bytes_round_trip)
{
    std::mt19937 random(4648);
    std::uniform_int_distribution<int> byte(0, 255);
    for (std::size_t length = 0; length < 300; ++length)
    {
        std::string bytes;
        for (std::size_t i = 0; i < length; ++i)
            bytes += static_cast<char>(byte(random));
        std::string const text = encode_base64url(bytes);
        BOOST_TEST(
            text.find_first_not_of(
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
            == std::string::npos);
        BOOST_TEST_REQUIRE((decode_base64url(text) == bytes));
    }
}

BOOST_AUTO_TEST_SUITE_END()
