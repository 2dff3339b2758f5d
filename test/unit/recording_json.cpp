#include "compat/describe_recordings.hpp"
#include "support/reference_recording.hpp"
#include "unit/decoding.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using signalwire::decimal;
using signalwire::decoding_mode;
using signalwire::errc;
using signalwire::timestamp;
using signalwire::compat::recording;
using signalwire::compat::recording_page;
using signalwire::compat::recording_source;
using signalwire::compat::recording_status;
using signalwire::test::recordings_page;
using signalwire::test::reference_recording;

/// Recordings read from JSON and written as JSON.
BOOST_AUTO_TEST_SUITE(recording_json)

namespace
{

using decoded = unit::decoded_page<recording_page>;

decoded decode(std::string_view text, decoding_mode mode = decoding_mode::lenient)
{
    return unit::decode<recording_page>(recordings_page(text), mode);
}

recording decode_one(std::string_view text)
{
    decoded const result = decode(text);
    BOOST_TEST_REQUIRE(result.complete, result.error.path << ": " << result.error.reason);
    return result.page.recordings.at(0);
}

} // namespace

BOOST_AUTO_TEST_CASE(the_reference_recording_has_typed_members)
{
    recording const value = decode_one(reference_recording);
    BOOST_TEST(value.sid == "19e436af-5688-4307-b03b-bdb2b42b8142");
    BOOST_TEST(value.account_sid == "720796a0-8ee9-4350-83bd-2d07a3121f1e");
    BOOST_TEST(value.api_version == "2010-04-01");
    BOOST_TEST(value.call_sid.value() == "43bb71ee-553f-4074-bb20-8e2747647cce");
    BOOST_TEST(!value.conference_sid.has_value());
    BOOST_TEST(value.channel == 1);
    BOOST_TEST(value.channels == 1);
    BOOST_TEST((value.date_created == timestamp::parse("2018-09-25T23:00:00Z").value()));
    BOOST_TEST((value.date_updated == timestamp::parse("2018-09-26T23:00:04Z").value()));
    BOOST_TEST((value.start_time == timestamp::parse("2018-09-25T23:00:00Z").value()));
    BOOST_TEST((value.end_time == timestamp::parse("2018-09-26T23:00:04Z").value()));
    BOOST_TEST(value.duration == 4);
    BOOST_TEST((value.price == decimal(-25, 4)));
    BOOST_TEST(value.price_unit == "USD");
    BOOST_TEST((value.source == recording_source::dial_verb));
    BOOST_TEST((value.status == recording_status::completed));
    BOOST_TEST(!value.error_code.has_value());
    BOOST_TEST(value.uri.ends_with("/19e436af-5688-4307-b03b-bdb2b42b8142.json"));
    BOOST_TEST(value.subresource_uris.transcriptions.ends_with("/Transcriptions.json"));
    BOOST_TEST(!value.encryption_details.has_value());
    BOOST_TEST(value.trim == "do-not-trim");
    BOOST_TEST(value.extra.empty());
}

BOOST_AUTO_TEST_CASE(the_reference_recording_is_no_drift_and_is_written_byte_for_byte)
{
    decoded const result = decode(reference_recording, decoding_mode::strict);
    BOOST_TEST_REQUIRE(result.complete, result.error.path << ": " << result.error.reason);
    BOOST_TEST(result.deviations == 0U);
    BOOST_TEST(to_json(result.page.recordings.at(0)) == reference_recording);
}

BOOST_AUTO_TEST_CASE(numbers_are_taken_in_quotes_and_without)
{
    recording const quoted = decode_one(R"({"duration":"4","channels":"2","price":"-0.0025"})");
    recording const plain = decode_one(R"({"duration":4,"channels":2,"price":-0.0025})");
    BOOST_TEST(quoted.duration == 4);
    BOOST_TEST(quoted.channels == 2);
    BOOST_TEST((quoted.price == decimal(-25, 4)));
    BOOST_TEST((quoted == plain));
    // As the reference page has them, whichever way they came.
    std::string_view const written = R"({"channels":"2","duration":4,"price":"-0.0025"})";
    BOOST_TEST(to_json(quoted) == written);
    BOOST_TEST(to_json(plain) == written);
}

BOOST_AUTO_TEST_CASE(the_other_spelling_of_a_number_is_drift)
{
    decoded const result = decode(
        R"({"duration":"4","channel":1,"channels":"1","price":-0.0025,"source":"OutboundAPI"})");
    BOOST_TEST_REQUIRE(result.complete);
    for (auto const& [member, count] :
         {std::pair("duration", 1U), std::pair("channel", 1U), std::pair("price", 1U),
          std::pair("source", 1U)})
        BOOST_TEST(
            result.deviations_by_member.at(std::string("$.recordings[*].") + member) == count,
            member);
    BOOST_TEST(!result.deviations_by_member.contains("$.recordings[*].channels"));
    BOOST_TEST(result.page.recordings.at(0).source.text() == "OutboundAPI");
}

BOOST_AUTO_TEST_CASE(strict_mode_refuses_a_bare_number_where_the_reference_page_has_quotes)
{
    std::string text(reference_recording);
    text.replace(text.find(R"("-0.0025")"), 9, "-0.0025");
    decoded const result = decode(text, decoding_mode::strict);
    BOOST_TEST(!result.complete);
    BOOST_TEST((result.error.code == errc::schema_mismatch));
    BOOST_TEST(result.error.path == "$.recordings[0].price");
    BOOST_TEST(
        result.error.reason == "expected a string that holds a number, or null, found a number");
}

BOOST_AUTO_TEST_CASE(what_is_no_number_is_kept_in_quotes_too)
{
    for (std::string_view const text :
         {R"({"price":"free"})", R"({"channels":"stereo"})", R"({"channels":""})",
          R"({"channels":1.5})", R"({"price":{}})", R"({"price":true})"})
    {
        decoded const result = decode(text);
        BOOST_TEST_REQUIRE(result.complete, text);
        BOOST_TEST(to_json(result.page.recordings.at(0)) == text);
        BOOST_TEST(!decode(text, decoding_mode::strict).complete);
    }
}

BOOST_AUTO_TEST_CASE(nulls_stay_nulls)
{
    recording const value = decode_one(R"({"price":null,"channels":null,"call_sid":null})");
    BOOST_TEST(!value.price.has_value());
    BOOST_TEST(value.channels == 0);
    BOOST_TEST(to_json(value) == R"({"call_sid":null,"channels":null,"price":null})");
    BOOST_TEST(to_json(decode_one(R"({"price":""})")) == R"({"price":""})");
}

BOOST_AUTO_TEST_CASE(a_recording_knows_which_members_its_response_had)
{
    recording const value = decode_one(R"({"sid":"a","price":null,"new":1,"start_time":"Sept"})");
    for (std::string_view name : {"sid", "price", "start_time"})
        BOOST_TEST(value.has_member(name), name);
    for (std::string_view name : {"trim", "new", "subresource_uris"})
        BOOST_TEST(!value.has_member(name), name);
    BOOST_TEST(value.extra.at("new").as_int64() == 1);
    BOOST_TEST(value.extra.at("start_time").as_string() == "Sept");
    BOOST_TEST(recording().has_member("trim"));
}

BOOST_AUTO_TEST_CASE(recordings_are_equal_when_all_members_are)
{
    recording const reference = decode_one(reference_recording);
    boost::json::object const members = boost::json::parse(reference_recording).as_object();
    BOOST_TEST(members.size() == 21U);
    for (auto const& [name, value] : members)
    {
        if (value.is_null())
            continue;
        boost::json::object without = members;
        without.erase(name);
        BOOST_TEST((reference != decode_one(boost::json::serialize(without))), name);
    }
    BOOST_TEST((reference == decode_one(reference_recording)));
}

BOOST_AUTO_TEST_CASE(a_response_without_its_list_is_no_page)
{
    decoded const result = unit::decode<recording_page>(R"({"uri":"/Recordings","calls":[]})");
    BOOST_TEST(!result.complete);
    BOOST_TEST(result.error.path == "$.recordings");
}

BOOST_AUTO_TEST_SUITE_END()
