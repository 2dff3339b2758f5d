#include "json/scalar.hpp"
#include "unit/decoding.hpp"
#include "unit/reference_page.hpp"

#include <signalwire/compat/call.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <limits>
#include <string>
#include <string_view>

using signalwire::decimal;
using signalwire::compat::answered_by;
using signalwire::compat::call;
using signalwire::compat::call_direction;
using signalwire::compat::call_status;
using unit::decoded;

/// Calls written as JSON, and what they know of the response they came from.
BOOST_AUTO_TEST_SUITE(call_json)

namespace
{

call decode_call(std::string_view text)
{
    decoded result = unit::decode(unit::page_of(text));
    BOOST_TEST_REQUIRE(result.complete, result.error.path << ": " << result.error.reason);
    return result.page.calls.at(0);
}

/// Calls as servers send them; each has to come out as it went in.
std::string_view const calls[] = {
    unit::reference_call,
    "{}",
    R"({"sid":"a"})",
    R"({"sid":null,"to":null,"duration":null,"status":null,"direction":null,"date_created":null})",
    R"({"subresource_uris":null})",
    R"({"subresource_uris":{}})",
    R"({"subresource_uris":{"recordings":null,"notifications":null}})",
    R"({"subresource_uris":{"notifications":"/n","streams":"/s","more":{"a":[1,null]}}})",
    R"({"parent_call_sid":null,"price":null,"answered_by":null,"audio_in_mos":null})",
    R"({"parent_call_sid":"","caller_name":"","annotation":"","group_sid":"","forwarded_from":""})",
    R"({"status":"transferred","direction":"sideways","answered_by":"fax"})",
    R"({"status":"","direction":""})",
    R"({"price":0.0030,"duration":-7,"audio_in_mos":0.1,"audio_out_lost":9007199254740993})",
    R"({"price":-0.00000000000000001,"duration":9223372036854775807})",
    R"({"start_time":"soon","date_created":"","end_time":"2018-02-31"})",
    R"({"start_time":"Wed, 19 Sep 2018 20:00:01 +0000","end_time":null})",
    R"({"to":"sip:zo\u00eb@example.com","from":"a\"b\\c\/d\n\t\u0000\u001f\u007f\ud83d\ude42"})",
    R"({"new":[],"newer":{},"newest":{"a":[1,-2.5,1e300,"x",true,null,{"b":[[]]}]},"":""})",
    R"({"sid":"x","big":18446744073709551615,"small":-9223372036854775808,"half":0.5})",
};

} // namespace

BOOST_DATA_TEST_CASE(a_call_is_written_value_for_value_as_it_came, calls)
{
    std::string const text = to_json(decode_call(sample));
    BOOST_TEST((boost::json::parse(text) == boost::json::parse(sample)), text);
    BOOST_TEST(text.find('\n') == std::string::npos);
}

BOOST_DATA_TEST_CASE(what_was_written_is_read_as_the_same_call, calls)
{
    call const first = decode_call(sample);
    call const second = decode_call(to_json(first));
    BOOST_TEST((first == second));
    BOOST_TEST(to_json(second) == to_json(first));
}

BOOST_AUTO_TEST_CASE(the_reference_call_is_written_byte_for_byte)
{
    BOOST_TEST(to_json(decode_call(unit::reference_call)) == unit::reference_call);
}

BOOST_AUTO_TEST_CASE(a_coerced_value_is_written_as_the_reference_page_has_it)
{
    call const call = decode_call(
        R"({"duration":"20","price":"0.0030","audio_in_mos":"4.5","sip_result_code":200})");
    BOOST_TEST(
        to_json(call)
        == R"({"duration":20,"price":0.0030,"audio_in_mos":4.5,"sip_result_code":"200"})");
}

BOOST_AUTO_TEST_CASE(times_are_written_in_the_spelling_of_the_api)
{
    BOOST_TEST(
        to_json(decode_call(R"({"start_time":"2018-09-21T12:00:00+02:00"})"))
        == R"({"start_time":"Fri, 21 Sep 2018 10:00:00 +0000"})");
}

BOOST_AUTO_TEST_CASE(a_call_made_by_hand_is_written_in_full)
{
    call made;
    made.sid = "s";
    made.status = call_status::no_answer;
    made.direction = call_direction::outbound_dial;
    made.answered_by = answered_by::machine;
    made.price = decimal(3, 3);
    made.duration = 5;
    boost::json::object const written = boost::json::parse(to_json(made)).as_object();
    BOOST_TEST(written.size() == 36U);
    BOOST_TEST(written.at("sid").as_string() == "s");
    BOOST_TEST(written.at("status").as_string() == "no-answer");
    BOOST_TEST(written.at("direction").as_string() == "outbound-dial");
    BOOST_TEST(written.at("answered_by").as_string() == "machine");
    BOOST_TEST(written.at("price").as_double() == 0.003);
    BOOST_TEST(written.at("duration").as_int64() == 5);
    BOOST_TEST(written.at("to").as_string().empty());
    BOOST_TEST(written.at("start_time").is_null());
    BOOST_TEST(written.at("sip_result_code").is_null());
    BOOST_TEST(
        (written.at("subresource_uris")
         == boost::json::parse(R"({"recordings":"","notifications":null})")));
}

BOOST_AUTO_TEST_CASE(numbers_that_json_lacks_are_written_as_null)
{
    call made;
    made.audio_in_mos = std::numeric_limits<double>::quiet_NaN();
    made.extra["x"] = std::numeric_limits<double>::infinity();
    boost::json::object const written = boost::json::parse(to_json(made)).as_object();
    BOOST_TEST(written.at("audio_in_mos").is_null());
    BOOST_TEST(written.at("x").is_null());
}

BOOST_AUTO_TEST_CASE(a_call_knows_which_members_its_response_had)
{
    call const value =
        decode_call(R"({"sid":"a","to":null,"price":null,"new":1,"start_time":"?"})");
    for (std::string_view name : {"sid", "to", "price", "start_time"})
        BOOST_TEST(value.has_member(name), name);
    for (std::string_view name : {"from", "caller_name", "subresource_uris", "audio_out_lost"})
        BOOST_TEST(!value.has_member(name), name);
    // `received` answers for members of the model; what is unknown stands in `extra`.
    for (std::string_view name : {"new", "", "extra", "presence", "SID"})
        BOOST_TEST(!value.has_member(name), name);
}

BOOST_AUTO_TEST_CASE(a_call_made_by_hand_counts_as_complete)
{
    call const made;
    boost::json::object const written = boost::json::parse(to_json(made)).as_object();
    for (auto const& [name, value] : written)
        BOOST_TEST(made.has_member(std::string_view(name)), name);
    BOOST_TEST(!made.has_member("new"));
}

BOOST_AUTO_TEST_CASE(calls_are_equal_when_all_members_are)
{
    call const reference = decode_call(unit::reference_call);
    BOOST_TEST((reference == decode_call(unit::reference_call)));
    boost::json::object const members = boost::json::parse(unit::reference_call).as_object();
    for (auto const& [name, value] : members)
    {
        call const other = decode_call(unit::call_without(std::string_view(name)));
        // The last is zero in the example, but an optional zero is not null.
        BOOST_TEST((reference != other), name);
    }
    call other = reference;
    other.extra["new"] = 1;
    BOOST_TEST((reference != other));
    other = reference;
    other.subresource_uris.extra["new"] = 1;
    BOOST_TEST((reference != other));
}

BOOST_AUTO_TEST_CASE(how_a_response_spelled_its_members_plays_no_part_in_equality)
{
    BOOST_TEST((decode_call(R"({"sid":null})") == decode_call(R"({"to":""})")));
    BOOST_TEST((decode_call(R"({"duration":"20"})") == decode_call(R"({"duration":20})")));
    BOOST_TEST((decode_call(R"({"price":0.0030})") == decode_call(R"({"price":0.003})")));
}

BOOST_AUTO_TEST_CASE(every_character_is_written_so_that_it_reads_back)
{
    for (int value = 0; value < 128; ++value)
    {
        std::string const text = std::string("a") + static_cast<char>(value) + "z";
        std::string out = "before";
        signalwire::json::write_text(out, text);
        BOOST_TEST_REQUIRE(out.starts_with("before\""));
        for (char const c : out)
            BOOST_TEST(static_cast<unsigned char>(c) >= 0x20);
        BOOST_TEST((boost::json::parse(out.substr(6)).as_string() == text), "character " << value);
    }
}

BOOST_AUTO_TEST_CASE(texts_are_written_quoted_and_escaped)
{
    auto const written = [](std::string_view text) {
        std::string out;
        signalwire::json::write_text(out, text);
        return out;
    };
    BOOST_TEST(written("") == R"("")");
    BOOST_TEST(written("plain") == R"("plain")");
    BOOST_TEST(written(R"(say "no" \ )") == R"("say \"no\" \\ ")");
    BOOST_TEST(written("\n\r\t") == R"("\n\r\t")");
    BOOST_TEST(written(std::string_view("\0\x1f", 2)) == R"("\u0000\u001f")");
    BOOST_TEST(written("Zo\xc3\xab \xf0\x9f\x99\x82") == "\"Zo\xc3\xab \xf0\x9f\x99\x82\"");
}

BOOST_AUTO_TEST_SUITE_END()
