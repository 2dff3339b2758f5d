#include "unit/decoding.hpp"
#include "unit/reference_page.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <string_view>

using signalwire::decimal;
using signalwire::decoding_mode;
using signalwire::timestamp;
using signalwire::compat::answered_by;
using signalwire::compat::call;
using signalwire::compat::call_direction;
using signalwire::compat::call_page;
using signalwire::compat::call_status;
using unit::decoded;

BOOST_AUTO_TEST_SUITE(json_decoder)

namespace
{

timestamp time_of(std::string_view text)
{
    return timestamp::parse(text).value();
}

/// Every member of the call in the reference example.
void check_reference_call(call const& call)
{
    std::string const account = "b3877c40-da60-4998-90ad-b792e98472af";
    BOOST_TEST(call.sid == "b3877c40-da60-4998-90ad-b792e98472ca");
    BOOST_TEST(call.account_sid == account);
    BOOST_TEST((call.date_created == time_of("2018-09-19T20:00:00Z")));
    BOOST_TEST((call.date_updated == time_of("2018-09-19T21:00:00Z")));
    BOOST_TEST((call.parent_call_sid == account));
    BOOST_TEST(call.to == "+13105678901");
    BOOST_TEST(call.formatted_to == "(310) 567-8901");
    BOOST_TEST(call.to_formatted == "(310) 567-8901");
    BOOST_TEST(call.from == "+13103384645");
    BOOST_TEST(call.formatted_from == "(310) 338-4645");
    BOOST_TEST(call.from_formatted == "(310) 338-4645");
    BOOST_TEST((call.phone_number_sid == "b3877c40-da60-4998-90ad-b792e98472pn"));
    BOOST_TEST((call.status == call_status::queued));
    BOOST_TEST((call.start_time == time_of("2018-09-19T20:00:01Z")));
    BOOST_TEST((call.end_time == time_of("2018-09-21T10:00:00Z")));
    BOOST_TEST(call.duration == 20);
    BOOST_TEST((call.price == decimal(3, 3)));
    BOOST_TEST(call.price_unit == "USD");
    BOOST_TEST((call.direction == call_direction::inbound));
    BOOST_TEST((call.answered_by == answered_by::human));
    BOOST_TEST(call.api_version == "2010-04-01");
    BOOST_TEST(!call.forwarded_from.has_value());
    BOOST_TEST(!call.caller_name.has_value());
    std::string const uri = "/api/laml/2010-04-01/Accounts/" + account + "/Calls/" + call.sid;
    BOOST_TEST(call.uri == uri + ".json");
    BOOST_TEST(call.subresource_uris.recordings == uri + "/Recordings.json");
    BOOST_TEST(!call.subresource_uris.notifications.has_value());
    BOOST_TEST(!call.annotation.has_value());
    BOOST_TEST(!call.group_sid.has_value());
    BOOST_TEST((call.audio_in_mos == 4.5));
    BOOST_TEST((call.sip_result_code == "200"));
    BOOST_TEST((call.audio_rtt_avg == 50));
    BOOST_TEST((call.audio_rtt_min == 20));
    BOOST_TEST((call.audio_rtt_max == 100));
    BOOST_TEST((call.audio_out_jitter_min == 1));
    BOOST_TEST((call.audio_out_jitter_max == 10));
    BOOST_TEST((call.audio_out_jitter_avg == 5));
    BOOST_TEST((call.audio_out_lost == 0));
    BOOST_TEST(call.extra.empty());
    BOOST_TEST(call.subresource_uris.extra.empty());
}

void check_reference_page(decoded const& result)
{
    std::string const calls =
        "/api/laml/2010-04-01/Accounts/b3877c40-da60-4998-90ad-b792e98472af/Calls";
    BOOST_TEST_REQUIRE(result.complete, result.error.path << ": " << result.error.reason);
    BOOST_TEST(result.page.uri == calls + "?Page=0&PageSize=50");
    BOOST_TEST(result.page.first_page_uri == calls + "?Page=0&PageSize=50");
    BOOST_TEST((result.page.next_page_uri == calls + "?Page=1&PageSize=50&PageToken=PAxxxxxxxxxx"));
    BOOST_TEST(!result.page.previous_page_uri.has_value());
    BOOST_TEST(result.page.page == 0);
    BOOST_TEST(result.page.page_size == 50);
    BOOST_TEST(result.page.extra.empty());
    BOOST_TEST_REQUIRE(result.page.calls.size() == 1U);
    check_reference_call(result.page.calls.front());
}

} // namespace

BOOST_AUTO_TEST_CASE(every_member_of_the_reference_example_is_decoded)
{
    check_reference_page(unit::decode(unit::reference_page));
}

BOOST_AUTO_TEST_CASE(reference_example_has_no_deviation)
{
    BOOST_TEST(unit::decode(unit::reference_page).deviations == 0U);
    check_reference_page(unit::decode_strictly(unit::reference_page));
}

BOOST_AUTO_TEST_CASE(pieces_of_any_size_decode_alike)
{
    for (std::size_t piece : {1U, 2U, 3U, 5U, 7U, 16U, 61U, 256U, 1000U})
    {
        BOOST_TEST_CONTEXT("pieces of " << piece << " bytes")
        check_reference_page(unit::decode(unit::reference_page, decoding_mode::strict, piece));
    }
}

BOOST_AUTO_TEST_CASE(split_at_any_byte_decodes_alike)
{
    decoded const whole = unit::decode(unit::reference_page);
    for (std::size_t cut = 0; cut <= unit::reference_page.size(); ++cut)
    {
        decoded const result = unit::decode_in_two(unit::reference_page, cut);
        BOOST_TEST_REQUIRE(result.complete, "cut after " << cut << " bytes");
        BOOST_TEST_REQUIRE(result.page.next_page_uri.value() == *whole.page.next_page_uri);
        BOOST_TEST_REQUIRE((result.page.calls == whole.page.calls), "cut after " << cut);
        BOOST_TEST_REQUIRE(result.deviations == 0U);
    }
}

BOOST_AUTO_TEST_CASE(split_escapes_are_assembled)
{
    std::string const text = unit::page_of(
        R"({"s\u0069d":"a\u0026b\n\"\\\/\ud83d\ude42\u00eb","to":"\u0000","price":-1.25e-2,)"
        "\"from\":\"Zo\xc3\xab \xe5\xb1\xb1 \xf0\x9f\x99\x82\",\"neu\\u0065s\":[\"\\t\",1e2]}");
    for (std::size_t cut = 0; cut <= text.size(); ++cut)
    {
        decoded const result = unit::decode_in_two(text, cut);
        BOOST_TEST_REQUIRE(result.complete, "cut after " << cut << ": " << result.error.reason);
        call const& call = result.page.calls.at(0);
        BOOST_TEST_REQUIRE(call.sid == "a&b\n\"\\/\xf0\x9f\x99\x82\xc3\xab");
        BOOST_TEST_REQUIRE(call.to == std::string(1, '\0'));
        BOOST_TEST_REQUIRE(call.from == "Zo\xc3\xab \xe5\xb1\xb1 \xf0\x9f\x99\x82");
        BOOST_TEST_REQUIRE(call.price.value().to_string() == "-0.0125");
        BOOST_TEST_REQUIRE((call.extra.at("neues") == boost::json::parse(R"(["\t",1e2])")));
    }
}

BOOST_AUTO_TEST_CASE(escaped_ampersand_is_decoded)
{
    decoded const result = unit::decode_strictly(
        R"({"uri":"","first_page_uri":"","next_page_uri":"/Calls?Page=1\u0026PageToken=PA1",)"
        R"("previous_page_uri":null,"page":0,"page_size":50,"calls":[]})");
    BOOST_TEST_REQUIRE(result.complete, result.error.reason);
    BOOST_TEST((result.page.next_page_uri == "/Calls?Page=1&PageToken=PA1"));
}

BOOST_AUTO_TEST_CASE(members_are_accepted_in_any_order)
{
    decoded const result = unit::decode(
        R"({"calls":[{"to":"2","sid":"1"},{"sid":"3","to":"4"}],"page_size":7,"page":6,"uri":"u"})");
    BOOST_TEST_REQUIRE(result.complete, result.error.reason);
    BOOST_TEST(result.page.uri == "u");
    BOOST_TEST(result.page.page == 6);
    BOOST_TEST(result.page.page_size == 7);
    BOOST_TEST_REQUIRE(result.page.size() == 2U);
    BOOST_TEST(result.page.calls[0].sid == "1");
    BOOST_TEST(result.page.calls[0].to == "2");
    BOOST_TEST(result.page.calls[1].sid == "3");
    BOOST_TEST(result.page.calls[1].to == "4");
}

BOOST_AUTO_TEST_CASE(known_undocumented_members_are_no_deviation)
{
    std::string call(unit::reference_call);
    call.insert(
        call.size() - 1,
        R"(,"forwarded_from":"+1","caller_name":"Zoe","annotation":null,"group_sid":"g")");
    decoded const result = unit::decode_strictly(unit::page_of(call));
    BOOST_TEST_REQUIRE(result.complete, result.error.path << result.error.reason);
    BOOST_TEST(result.deviations == 0U);
    BOOST_TEST((result.page.calls[0].forwarded_from == "+1"));
    BOOST_TEST((result.page.calls[0].caller_name == "Zoe"));
    BOOST_TEST(!result.page.calls[0].annotation.has_value());
    BOOST_TEST((result.page.calls[0].group_sid == "g"));
}

BOOST_AUTO_TEST_CASE(empty_page_is_decoded)
{
    decoded const result = unit::decode_strictly(unit::page_of(""));
    BOOST_TEST_REQUIRE(result.complete, result.error.reason);
    BOOST_TEST(result.page.empty());
}

BOOST_AUTO_TEST_CASE(white_space_is_accepted_between_tokens)
{
    std::string spaced = "\r\n\t ";
    bool in_text = false;
    for (char const c : unit::reference_page)
    {
        in_text = c == '"' ? !in_text : in_text;
        spaced += c;
        if (!in_text && std::string_view("{}[],:").find(c) != std::string_view::npos)
            spaced += "\n\t \r";
    }
    check_reference_page(unit::decode(spaced, decoding_mode::strict, 3));
}

BOOST_AUTO_TEST_CASE(order_of_calls_is_kept)
{
    std::string calls;
    for (int i = 0; i < 1000; ++i)
    {
        calls.append(i == 0 ? "" : ",").append("{\"sid\":\"").append(std::to_string(i));
        calls.append("\",\"duration\":").append(std::to_string(i * i)).append("}");
    }
    decoded const result = unit::decode(unit::page_of(calls), decoding_mode::lenient, 1400);
    BOOST_TEST_REQUIRE(result.complete, result.error.reason);
    BOOST_TEST_REQUIRE(result.page.size() == 1000U);
    for (int i = 0; i < 1000; ++i)
    {
        BOOST_TEST(result.page.calls[static_cast<std::size_t>(i)].sid == std::to_string(i));
        BOOST_TEST(result.page.calls[static_cast<std::size_t>(i)].duration == i * i);
    }
}

BOOST_AUTO_TEST_CASE(strings_that_look_like_other_types_are_kept)
{
    decoded const result = unit::decode(unit::page_of(
        R"({"sid":"null","to":"sip:zoe@example.com;transport=tls","from":"anonymous",)"
        R"("price_unit":"","sip_result_code":"0200","caller_name":" 12 "})"));
    BOOST_TEST_REQUIRE(result.complete, result.error.reason);
    call const& call = result.page.calls.at(0);
    BOOST_TEST(call.sid == "null");
    BOOST_TEST(call.to == "sip:zoe@example.com;transport=tls");
    BOOST_TEST(call.from == "anonymous");
    BOOST_TEST(call.price_unit.empty());
    BOOST_TEST((call.sip_result_code == "0200"));
    BOOST_TEST((call.caller_name == " 12 "));
}

BOOST_AUTO_TEST_CASE(prices_are_exact)
{
    for (std::string_view price : {"0.003", "0.0030", "-0.003", "1234567890.12345678", "0", "0.10"})
    {
        decoded const result = unit::decode(unit::page_with("price", price));
        BOOST_TEST_REQUIRE(result.complete, price);
        BOOST_TEST(result.page.calls[0].price.value().to_string() == price);
    }
}

BOOST_AUTO_TEST_SUITE_END()
