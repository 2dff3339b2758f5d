#include "unit/decoding.hpp"
#include "unit/reference_page.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

using signalwire::decoding_mode;
using unit::decoded;

/// Unknown members are kept in `extra` with their exact values.
BOOST_AUTO_TEST_SUITE(json_decoder_unknown)

namespace
{

std::string_view const values[] = {
    "null",
    "true",
    "false",
    "0",
    "-1",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "18446744073709551615",
    "0.1",
    "-2.5e-3",
    "1e5",
    "1.7976931348623157e308",
    "5e-324",
    R"("")",
    R"("text")",
    R"("\u0041\n\"\\\/\ud83d\ude42")",
    "[]",
    "{}",
    "[[[[]]]]",
    R"([1,"2",null,true,[3,[4]],{"a":5}])",
    R"({"a":{"b":{"c":[]}},"d":[{},{"e":null}]})",
    R"({"sid":"not the call's","calls":[{"sid":1}],"":0})",
};

/// A document with an unknown member at the end of every object.
std::string page_with_unknown(std::string_view name, std::string_view value)
{
    std::string const member = ",\"" + std::string(name) + "\":" + std::string(value);
    std::string call(unit::reference_call);
    call.insert(call.find("Recordings.json\"") + 16, member);
    call.insert(call.size() - 1, member);
    std::string page = unit::page_of(call);
    page.insert(page.size() - 1, member);
    return page;
}

} // namespace

BOOST_DATA_TEST_CASE(unknown_values_are_kept_exactly, values)
{
    boost::json::value const expected = boost::json::parse(sample);
    std::string const page = page_with_unknown("brand_new", sample);
    for (std::size_t piece : {std::string_view::npos, std::size_t{1}, std::size_t{3}})
    {
        decoded const result = unit::decode(page, decoding_mode::lenient, piece);
        BOOST_TEST_REQUIRE(result.complete, result.error.reason);
        BOOST_TEST(result.deviations == 3U);
        auto const& call = result.page.calls.at(0);
        BOOST_TEST((result.page.extra.at("brand_new") == expected));
        BOOST_TEST((call.extra.at("brand_new") == expected));
        BOOST_TEST((call.subresource_uris.extra.at("brand_new") == expected));
        BOOST_TEST(result.page.extra.size() == 1U);
        BOOST_TEST(call.extra.size() == 1U);
        BOOST_TEST(call.sid == "b3877c40-da60-4998-90ad-b792e98472ca");
    }
}

BOOST_AUTO_TEST_CASE(strict_mode_rejects_unknown_members_by_name)
{
    struct place
    {
        std::string page;
        std::string_view path;
    };
    std::string nested(unit::reference_call);
    nested.insert(nested.find("Recordings.json\"") + 16, R"(,"transcriptions":"/t")");
    std::string call(unit::reference_call);
    call.insert(1, R"("mood":"good",)");
    std::string page = unit::page_of("");
    page.insert(1, R"("total":7,)");
    place const places[] = {
        {page, "$.total"},
        {unit::page_of(call), "$.calls[0].mood"},
        {unit::page_of(std::string(unit::reference_call) + "," + call), "$.calls[1].mood"},
        {unit::page_of(nested), "$.calls[0].subresource_uris.transcriptions"},
    };
    for (place const& sample : places)
    {
        decoded const result = unit::decode_strictly(sample.page);
        BOOST_TEST(!result.complete);
        BOOST_TEST(result.error.path == sample.path);
        BOOST_TEST(result.error.reason == "undocumented member");
    }
}

BOOST_AUTO_TEST_CASE(large_integers_are_exact)
{
    decoded const result = unit::decode(unit::page_of(
        R"({"a":18446744073709551615,"b":-9223372036854775808,"c":[9223372036854775809]})"));
    BOOST_TEST_REQUIRE(result.complete, result.error.reason);
    boost::json::object const& extra = result.page.calls.at(0).extra;
    BOOST_TEST_REQUIRE(extra.at("a").is_uint64());
    BOOST_TEST(extra.at("a").get_uint64() == std::numeric_limits<std::uint64_t>::max());
    BOOST_TEST(extra.at("b").as_int64() == std::numeric_limits<std::int64_t>::min());
    BOOST_TEST_REQUIRE(extra.at("c").as_array().at(0).is_uint64());
    BOOST_TEST(extra.at("c").as_array().at(0).get_uint64() == 9223372036854775809U);
}

BOOST_AUTO_TEST_CASE(doubles_are_nearest)
{
    for (std::string_view text :
         {"0.1", "4.35", "123456.789", "1.7976931348623157e308", "2.2250738585072014e-308",
          "0.30000000000000004", "9007199254740993.0", "3.141592653589793238462643383279"})
    {
        decoded const result =
            unit::decode(unit::page_of("{\"x\":" + std::string(text) + "}"), {}, 1);
        BOOST_TEST_REQUIRE(result.complete, result.error.reason);
        BOOST_TEST(
            result.page.calls.at(0).extra.at("x").as_double() == std::stod(std::string(text)));
    }
}

BOOST_AUTO_TEST_CASE(unknown_members_round_trip)
{
    for (std::string_view text :
         {"1.0",
          "-0.0",
          "-0",
          "0e5",
          "0.10",
          "1E5",
          "1e5",
          "0.5",
          "7",
          "[100.00,[-3.0]]",
          R"({"a":2e1,"b":["x\ny",true,null,{}],"":[]})",
          "12345678901234567000.0",
          "123456789012345678901",
          "-1e400",
          "1e400",
          "1e-400",
          "[1e400,{\"a\":1E-5}]",
          "NaN",
          "-Infinity",
          "[Infinity,NaN]"})
    {
        std::string const wanted = "{\"x\":" + std::string(text) + "}";
        for (std::size_t piece : {std::string_view::npos, std::size_t{1}})
        {
            decoded const first = unit::decode(unit::page_of(wanted), {}, piece);
            BOOST_TEST_REQUIRE(first.complete, first.error.reason);
            std::string const written = to_json(first.page.calls.at(0));
            BOOST_TEST(written == wanted);
            decoded const again = unit::decode(unit::page_of(written));
            BOOST_TEST((again.page.calls.at(0) == first.page.calls[0]), written);
        }
    }
}

BOOST_AUTO_TEST_CASE(names_are_matched_exactly)
{
    decoded const result = unit::decode(
        unit::page_of(R"({"Sid":"1","SID":"2","sid ":"3","si":"4","sidd":"5","":"6"})"));
    BOOST_TEST_REQUIRE(result.complete, result.error.reason);
    BOOST_TEST(result.page.calls.at(0).sid.empty());
    BOOST_TEST(result.page.calls.at(0).extra.size() == 6U);
    BOOST_TEST(result.page.calls.at(0).extra.at("").as_string() == "6");
}

BOOST_AUTO_TEST_CASE(names_of_internal_members_are_unknown)
{
    decoded const result =
        unit::decode(unit::page_of(R"({"extra":{"a":1},"presence":{"absent_":0}})"));
    BOOST_TEST_REQUIRE(result.complete, result.error.reason);
    boost::json::object const& extra = result.page.calls.at(0).extra;
    BOOST_TEST((extra.at("extra") == boost::json::parse(R"({"a":1})")));
    BOOST_TEST((extra.at("presence") == boost::json::parse(R"({"absent_":0})")));
}

BOOST_AUTO_TEST_CASE(members_of_another_model_are_unknown)
{
    decoded const result = unit::decode(unit::page_of(R"({"next_page_uri":"/evil","calls":[]})"));
    BOOST_TEST_REQUIRE(result.complete, result.error.reason);
    BOOST_TEST(!result.page.next_page_uri.has_value());
    BOOST_TEST(result.page.calls.at(0).extra.at("next_page_uri").as_string() == "/evil");
}

BOOST_AUTO_TEST_CASE(last_duplicate_unknown_member_is_used)
{
    for (std::string_view call : {R"({"new":1,"new":2})", R"({"new":[1.50],"n\u0065w":2})"})
    {
        decoded const result = unit::decode(unit::page_of(call));
        BOOST_TEST_REQUIRE(result.complete, result.error.reason);
        BOOST_TEST(to_json(result.page.calls.at(0)) == R"({"new":2})");
        BOOST_TEST(result.deviations_by_member.at("$.calls[*].new") == 3U);
    }
}

BOOST_AUTO_TEST_CASE(many_unknown_members_are_kept)
{
    std::string call = "{\"sid\":\"x\"";
    for (int i = 0; i < 2000; ++i)
        call.append(",\"m").append(std::to_string(i)).append("\":").append(std::to_string(i));
    decoded const result = unit::decode(unit::page_of(call + "}"));
    BOOST_TEST_REQUIRE(result.complete, result.error.reason);
    BOOST_TEST(result.page.calls.at(0).extra.size() == 2000U);
    BOOST_TEST(result.page.calls.at(0).extra.at("m1999").as_int64() == 1999);
}

BOOST_AUTO_TEST_SUITE_END()
