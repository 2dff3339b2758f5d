// The sandbox's parsers and writers of times, percent-encoding, JSON and Base64.

#include "sandbox/json_writer.hpp"
#include "sandbox/percent_encoding.hpp"
#include "sandbox/request_handler.hpp"
#include "sandbox/times.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace
{

namespace detail = signalwire::sandbox::detail;
using namespace std::chrono_literals;

std::string rfc2822(std::chrono::sys_seconds time)
{
    std::string text;
    detail::append_rfc2822(text, time);
    return text;
}

std::string json(std::string_view text)
{
    std::string out;
    detail::append_string(out, text);
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(sandbox_values)

BOOST_AUTO_TEST_CASE(times_are_formatted_and_parsed_as_rfc_2822)
{
    std::chrono::sys_seconds const moment = std::chrono::sys_days(2018y / 9 / 21) + 10h + 5s;
    BOOST_TEST(rfc2822(moment) == "Fri, 21 Sep 2018 10:00:05 +0000");
    BOOST_TEST((detail::parse_rfc2822("Fri, 21 Sep 2018 10:00:05 +0000") == moment));
    BOOST_TEST((detail::parse_rfc2822("Fri, 21 Sep 2018 10:00:05 GMT") == moment));
    BOOST_TEST(rfc2822(std::chrono::sys_days(2024y / 2 / 29)) == "Thu, 29 Feb 2024 00:00:00 +0000");
}

BOOST_AUTO_TEST_CASE(times_of_a_year_survive_a_round_trip)
{
    for (std::chrono::sys_seconds time = std::chrono::sys_days(2023y / 12 / 30);
         time < std::chrono::sys_days(2025y / 1 / 3); time += 7h + 13min + 11s)
        BOOST_TEST_REQUIRE((detail::parse_rfc2822(rfc2822(time)) == time));
}

BOOST_DATA_TEST_CASE(
    other_times_are_refused,
    boost::unit_test::data::make(std::vector<std::string>{
        "", "2018-09-21T10:00:00Z", "Fri, 21 Sep 2018 10:00:00", "Fri, 21 Sep 2018 10:00:00 ",
        "Fri, 21 Sep 2018 10:00:00  0000", "Fri, 21 Sep 2018 10:00:00 +0100",
        "Fri, 21 Sep 2018 10:00:00 +0000 ", "=Fri, 21 Sep 2018 10:00:00 +0000",
        "Sat, 21 Sep 2018 10:00:00 +0000", "fri, 21 sep 2018 10:00:00 +0000",
        "Fri, 1 Sep 2018 10:00:00 +0000", "Fri, 31 Sep 2018 10:00:00 +0000",
        "Fri, 21 Sep 2018 24:00:00 +0000", "Fri, 21 Sep 2018 10:60:00 +0000",
        "Fri, 21 Sep 2018 10:00:60 +0000", "Fri, 21 Foo 2018 10:00:00 +0000"}))
{
    BOOST_TEST(!detail::parse_rfc2822(sample));
}

BOOST_AUTO_TEST_CASE(targets_must_be_percent_encoded)
{
    BOOST_TEST(detail::is_well_formed_target("/a/b.json?StartTime%3E=x%20y&b=+c"));
    BOOST_TEST(detail::is_well_formed_target("/"));
    for (std::string const target :
         {"", "a", "*", "https://host/", "/a?StartTime>=x", "/a?b<=x", "/a b", "/a?b=\"c\"", "/a#b",
          "/a%", "/a%2", "/a%2x", "/\xC3\xA9", "/a|b", "/a\\b", "/[a]", "/a\x7f"})
        BOOST_TEST(!detail::is_well_formed_target(target), target);
}

BOOST_AUTO_TEST_CASE(percent_encoding_is_reversible)
{
    std::string all;
    for (int c = 0; c != 256; ++c)
        all += static_cast<char>(c);
    std::string encoded;
    detail::append_percent_encoded(encoded, all);
    BOOST_TEST(encoded.find_first_of("<>=&+ %25") != std::string::npos);
    BOOST_TEST((detail::percent_decode(encoded) == all));
    BOOST_TEST((detail::decode_query_component("a+b%2Bc") == "a b+c"));
    BOOST_TEST((detail::percent_decode("a+b") == "a+b"));
    BOOST_TEST(!detail::percent_decode("%4"));
    BOOST_TEST(!detail::percent_decode("%zz"));
}

BOOST_AUTO_TEST_CASE(json_strings_are_escaped_like_the_api)
{
    BOOST_TEST(json("a") == "\"a\"");
    BOOST_TEST(json("a\"b\\c/d") == R"("a\"b\\c/d")");
    BOOST_TEST(json("a&b<c>") == R"("a\u0026b\u003cc\u003e")");
    BOOST_TEST(json("\b\f\n\r\t\x01\x1f") == R"("\b\f\n\r\t\u0001\u001f")");
    BOOST_TEST(
        json("\xE2\x80\xA8-\xE2\x80\xA9-\xE2\x82\xAC") == "\"\\u2028-\\u2029-\xE2\x82\xAC\"");
    BOOST_TEST(json("\xF0\x9F\x98\x80\x7f") == "\"\xF0\x9F\x98\x80\x7f\"");
    BOOST_TEST(json(std::string_view("\0", 1)) == R"("\u0000")");
}

BOOST_AUTO_TEST_CASE(json_strings_survive_a_round_trip)
{
    for (std::string const text : {"", "\xE2", "\xE2\x80", "x\xE2\x80\xA8y\"\\\x02&"})
    {
        if (text.empty() || text.size() > 3) // others are invalid UTF-8 and must not overrun
            BOOST_TEST(boost::json::parse(json(text)).as_string() == text);
        else
            BOOST_TEST(json(text) == '"' + text + '"');
    }
}

BOOST_AUTO_TEST_CASE(base64_matches_rfc_4648)
{
    BOOST_TEST(detail::base64("").empty());
    BOOST_TEST(detail::base64("f") == "Zg==");
    BOOST_TEST(detail::base64("fo") == "Zm8=");
    BOOST_TEST(detail::base64("foo") == "Zm9v");
    BOOST_TEST(detail::base64("foobar") == "Zm9vYmFy");
    BOOST_TEST(detail::base64("\xFF\xFE") == "//4=");
}

BOOST_AUTO_TEST_SUITE_END()
