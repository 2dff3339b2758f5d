#include "unit/decoding.hpp"
#include "unit/reference_page.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

using signalwire::errc;
using signalwire::compat::call;
using unit::decoded;

/// Deviations of a response from the API reference, and what each mode does with them.
BOOST_AUTO_TEST_SUITE(json_decoder_deviations)

namespace
{

/// A value that deviates from the API reference, and the text written after lenient decoding.
struct deviation
{
    std::string_view member;
    std::string_view value;
    std::string_view kept;

    friend std::ostream& operator<<(std::ostream& out, deviation const& sample)
    {
        return out << sample.member << ": " << sample.value;
    }
};

deviation const taken[] = {
    // Strings for numbers.
    {"duration", R"("20")", "20"},
    {"duration", R"("-1")", "-1"},
    {"price", R"("0.003")", "0.003"},
    {"price", R"("0.0030")", "0.0030"},
    {"price", R"("3e-3")", "0.003"},
    {"audio_in_mos", R"("4.5")", "4.5"},
    {"audio_rtt_avg", R"("50")", "50"},
    {"audio_out_lost", R"("0")", "0"},
    // Numbers for strings: digits are kept.
    {"sip_result_code", "200", R"("200")"},
    {"sip_result_code", "2.00e2", R"("2.00e2")"},
    {"to", "13105678901", R"("13105678901")"},
    {"from", "13105678901234567890123", R"("13105678901234567890123")"},
    {"sid", "0", R"("0")"},
    {"caller_name", "-1.50", R"("-1.50")"},
    {"status", "7", R"("7")"},
    // Integers in another form.
    {"duration", "20.0", "20"},
    {"duration", "2e1", "20"},
    {"duration", "20.00e0", "20"},
    {"audio_rtt_max", "100.0", "100"},
    // Null for required values.
    {"sid", "null", "null"},
    {"to", "null", "null"},
    {"date_created", "null", "null"},
    {"status", "null", "null"},
    {"direction", "null", "null"},
    {"duration", "null", "null"},
    {"subresource_uris", "null", "null"},
    // Unknown values of enumerations.
    {"status", R"("transferred")", R"("transferred")"},
    {"status", R"("Queued")", R"("Queued")"},
    {"status", R"("")", R"("")"},
    {"direction", R"("sideways")", R"("sideways")"},
    {"answered_by", R"("fax")", R"("fax")"},
    // Empty strings for null: decoded as null and written back.
    {"price", R"("")", R"("")"},
    {"start_time", R"("")", R"("")"},
    {"end_time", R"("")", R"("")"},
    {"answered_by", R"("")", R"("")"},
    {"audio_in_mos", R"("")", R"("")"},
    {"audio_rtt_avg", R"("")", R"("")"},
    // Invalid times.
    {"date_created", R"("yesterday")", R"("yesterday")"},
    {"date_created", R"("")", R"("")"},
    {"date_updated", R"("Wed, 31 Sep 2018 20:00:00 +0000")",
     R"("Wed, 31 Sep 2018 20:00:00 +0000")"},
    {"start_time", R"("0000-00-00 00:00:00")", R"("0000-00-00 00:00:00")"},
};

/// Values that the member cannot hold.
struct mismatch
{
    std::string_view member;
    std::string_view value;
    /// The beginning of the message.
    std::string_view reason;

    friend std::ostream& operator<<(std::ostream& out, mismatch const& sample)
    {
        return out << sample.member << ": " << sample.value;
    }
};

mismatch const unfit[] = {
    {"sid", "true", "expected a string, found a boolean"},
    {"sid", "[]", "expected a string, found a list"},
    {"sid", "{}", "expected a string, found an object"},
    {"parent_call_sid", "false", "expected a string or null, found a boolean"},
    {"parent_call_sid", R"(["x"])", "expected a string or null, found a list"},
    {"status", "[]", "expected a string, found a list"},
    {"answered_by", "true", "expected a string or null, found a boolean"},
    {"duration", R"("abc")", "expected an integer, found a string"},
    {"duration", R"("20 s")", "expected an integer, found a string"},
    {"duration", R"(" 20")", "expected an integer, found a string"},
    {"duration", R"("0x14")", "expected an integer, found a string"},
    {"duration", "20.5", "expected an integer, found a number"},
    {"duration", "2e-1", "expected an integer, found a number"},
    {"duration", "9223372036854775808", "expected an integer, found a number"},
    {"duration", "1e30", "expected an integer, found a number"},
    {"duration", R"("9223372036854775808")", "expected an integer, found a string"},
    {"duration", "true", "expected an integer, found a boolean"},
    {"duration", "{}", "expected an integer, found an object"},
    {"price", R"("free")", "expected a number or null, found a string"},
    {"price", R"("$0.003")", "expected a number or null, found a string"},
    {"price", R"("0,003")", "expected a number or null, found a string"},
    {"price", "1.6e+38", "expected a number or null, found a number"},
    {"price", "1E-400", "expected a number or null, found a number"},
    {"price", "NaN", "expected a number or null, found NaN"},
    {"price", "-Infinity", "expected a number or null, found -Infinity"},
    {"price", "Infinity", "expected a number or null, found Infinity"},
    {"price", R"("n/a")", "expected a number or null, found a string"},
    {"price", R"("null")", "expected a number or null, found a string"},
    {"price", R"(" 12 ")", "expected a number or null, found a string"},
    {"price", R"([1e400,0.50,"\n",{"a":NaN}])", "expected a number or null, found a list"},
    {"sid", "NaN", "expected a string, found NaN"},
    {"duration", "12.7", "expected an integer, found a number"},
    {"duration", R"("")", "expected an integer, found a string"},
    {"duration", "123456789012345678901", "expected an integer, found a number"},
    {"duration", "Infinity", "expected an integer, found Infinity"},
    {"audio_rtt_avg", "12.5", "expected an integer or null, found a number"},
    {"subresource_uris", "NaN", "expected an object, found NaN"},
    {"price", "1e99", "expected a number or null, found a number"},
    {"price", "[0.003]", "expected a number or null, found a list"},
    {"price", "false", "expected a number or null, found a boolean"},
    {"audio_in_mos", R"("inf")", "expected a number or null, found a string"},
    {"audio_in_mos", R"("NaN")", "expected a number or null, found a string"},
    {"audio_in_mos", R"("1e400")", "expected a number or null, found a string"},
    {"audio_in_mos", "1e400", "expected a number or null, found a number"},
    {"audio_rtt_avg", "50.5", "expected an integer or null, found a number"},
    {"audio_rtt_avg", R"("fast")", "expected an integer or null, found a string"},
    {"date_created", "1537387200", "expected a time, found a number"},
    {"date_created", "[]", "expected a time, found a list"},
    {"start_time", "1537387200", "expected a time or null, found a number"},
    {"start_time", "true", "expected a time or null, found a boolean"},
    {"subresource_uris", R"("/Recordings.json")", "expected an object, found a string"},
    {"subresource_uris", "[]", "expected an object, found a list"},
    {"subresource_uris", "1", "expected an object, found a number"},
    {"subresource_uris", "true", "expected an object, found a boolean"},
};

/// The text of a decoded call's member when written.
std::string written(call const& value, std::string_view member)
{
    std::string const text = to_json(value);
    boost::json::object const object = boost::json::parse(text).as_object();
    std::string const key = "\"" + std::string(member) + "\":";
    if (!object.contains(member))
        return "(left out)";
    // Compared as text, because the values `0.0030` and `0.003` are equal.
    std::size_t const begin = text.find(key) + key.size();
    boost::json::value const& read = object.at(member);
    return read.is_string() || read.is_object() || read.is_null()
        ? boost::json::serialize(read)
        : text.substr(begin, text.find_first_of(",}", begin) - begin);
}

std::string_view const known[] = {
    "caller_name",
};

/// A page with the reference call whose `member` has `value`.
std::string page_with(std::string_view member, std::string_view value)
{
    if (member != known[0])
        return unit::page_with(member, value);
    std::string call(unit::reference_call);
    call.insert(call.size() - 1, ",\"" + std::string(member) + "\":" + std::string(value));
    return unit::page_of(call);
}

} // namespace

BOOST_DATA_TEST_CASE(lenient_mode_accepts_and_counts_deviations, taken)
{
    decoded const result = unit::decode(page_with(sample.member, sample.value));
    BOOST_TEST_REQUIRE(result.complete, result.error.path << ": " << result.error.reason);
    BOOST_TEST(result.deviations == 1U);
    BOOST_TEST_REQUIRE(result.deviations_by_member.size() == 1U);
    BOOST_TEST(
        result.deviations_by_member.begin()->first == "$.calls[*]." + std::string(sample.member));
    BOOST_TEST(written(result.page.calls.at(0), sample.member) == sample.kept);
    BOOST_TEST(result.page.calls[0].has_member(sample.member));
}

BOOST_DATA_TEST_CASE(strict_mode_rejects_deviations_with_json_path, taken)
{
    decoded const result = unit::decode_strictly(page_with(sample.member, sample.value));
    BOOST_TEST(!result.complete);
    BOOST_TEST(result.error.path == "$.calls[0]." + std::string(sample.member));
    BOOST_TEST(!result.error.reason.empty());
    BOOST_TEST((result.error.code == errc::schema_mismatch));
}

BOOST_DATA_TEST_CASE(strict_mode_rejects_unsupported_values, unfit)
{
    decoded const result = unit::decode_strictly(page_with(sample.member, sample.value));
    BOOST_TEST(!result.complete);
    BOOST_TEST(result.error.path == "$.calls[0]." + std::string(sample.member));
    BOOST_TEST(result.error.reason.starts_with(sample.reason), result.error.reason);
    BOOST_TEST((result.error.code == errc::schema_mismatch));
}

BOOST_DATA_TEST_CASE(unsupported_values_are_kept_and_round_trip, unfit)
{
    std::string const member(sample.member);
    std::string const text = "\"" + member + "\":" + std::string(sample.value);
    std::string const page = page_with(sample.member, sample.value);
    for (std::size_t piece : {std::string_view::npos, std::size_t{1}, std::size_t{5}})
    {
        decoded const result = unit::decode(page, {}, piece);
        BOOST_TEST_REQUIRE(result.complete, result.error.path << ": " << result.error.reason);
        BOOST_TEST(result.deviations == 1U);
        BOOST_TEST(result.deviations_by_member.contains("$.calls[*]." + member));
        call const& value = result.page.calls.at(0);
        BOOST_TEST(value.has_member(member));
        BOOST_TEST(value.extra.contains(member));
        BOOST_TEST((member != "price" || !value.price.has_value()));
        BOOST_TEST((member != "duration" || value.duration == 0));
        std::string const written = to_json(value);
        std::size_t const at = written.find(text);
        BOOST_TEST_REQUIRE(at != std::string::npos, written);
        BOOST_TEST(written.find("\"" + member + "\":", at + 1) == std::string::npos);
        // At the position of the member.
        BOOST_TEST((member == "sid" || at < written.find("\"audio_out_lost\"")));
        decoded const again = unit::decode(unit::page_of(written));
        BOOST_TEST_REQUIRE(again.complete);
        BOOST_TEST((again.page.calls.at(0) == value));
        BOOST_TEST(to_json(again.page.calls[0]) == written);
    }
}

BOOST_AUTO_TEST_CASE(prices_with_binary_noise_round_trip)
{
    for (std::string_view price :
         {"-0.0036300000000000004", "1E-19", "1234567890123456789", "3e-3", "-0", "-0.00",
          "0.0000000000000000001"})
    {
        decoded const result = unit::decode_strictly(page_with("price", price));
        BOOST_TEST_REQUIRE(result.complete, result.error.reason);
        call const& value = result.page.calls.at(0);
        BOOST_TEST((value.price == signalwire::decimal(price)));
        BOOST_TEST(value.extra.empty());
        BOOST_TEST(
            to_json(value).find("\"price\":" + std::string(price) + ",") != std::string::npos);
    }
    decoded const mos = unit::decode_strictly(page_with("audio_in_mos", "4.50"));
    BOOST_TEST(to_json(mos.page.calls.at(0)).find("\"audio_in_mos\":4.50,") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(changed_value_is_written)
{
    call value = unit::decode(page_with("price", "3e-3")).page.calls.at(0);
    BOOST_TEST(value.presence.raw_text("price") == "3e-3");
    BOOST_TEST(value.presence.raw_text("duration").empty());
    value.price = signalwire::decimal("0.004");
    BOOST_TEST(to_json(value).find("\"price\":0.004,") != std::string::npos);
    value = unit::decode(page_with("price", "1e400")).page.calls.at(0);
    BOOST_TEST(value.extra.at("price").as_string() == "1e400");
    value.extra["price"] = 7;
    BOOST_TEST(to_json(value).find("\"price\":7,") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(unusual_page_numbers_never_stop_a_listing)
{
    for (std::string_view odd :
         {R"("50")", "50.0", "1e2", "null", R"("many")", "[]", "{}", "true", "NaN", "1e400", "-7"})
    {
        decoded const result = unit::decode(
            R"({"uri":[],"first_page_uri":{},"previous_page_uri":false,"page":)" + std::string(odd)
            + R"(,"page_size":)" + std::string(odd) + R"(,"calls":[]})");
        BOOST_TEST(result.complete, odd << ' ' << result.error.reason);
    }
}

BOOST_AUTO_TEST_CASE(null_item_is_skipped_and_counted)
{
    decoded const result = unit::decode(R"({"calls":[null,{"sid":"a"},null,{"sid":"b"}]})");
    BOOST_TEST_REQUIRE(result.complete, result.error.reason);
    BOOST_TEST(result.page.size() == 2U);
    BOOST_TEST(result.deviations_by_member.at("$.calls[*]") == 2U);
    BOOST_TEST(unit::decode_strictly(R"({"calls":[null]})").error.path == "$.calls[0]");
    decoded const wrong = unit::decode(R"({"calls":[{},null,7]})");
    BOOST_TEST(!wrong.complete);
    BOOST_TEST(wrong.error.path == "$.calls[2]");
}

BOOST_AUTO_TEST_CASE(documented_null_is_no_deviation)
{
    for (std::string_view member :
         {"parent_call_sid", "phone_number_sid", "start_time", "end_time", "price", "answered_by",
          "audio_in_mos", "sip_result_code", "audio_rtt_avg", "audio_rtt_min", "audio_rtt_max",
          "audio_out_jitter_min", "audio_out_jitter_max", "audio_out_jitter_avg", "audio_out_lost"})
    {
        decoded const result = unit::decode_strictly(unit::page_with(member, "null"));
        BOOST_TEST(result.complete, member << ": " << result.error.reason);
        BOOST_TEST(written(result.page.calls.at(0), member) == "null");
    }
}

BOOST_AUTO_TEST_CASE(null_leaves_the_default_value)
{
    decoded const result = unit::decode(unit::page_of(
        R"({"sid":null,"duration":null,"date_created":null,"status":null,"subresource_uris":null})"));
    BOOST_TEST_REQUIRE(result.complete, result.error.reason);
    call const& call = result.page.calls.at(0);
    BOOST_TEST(call.sid.empty());
    BOOST_TEST(call.duration == 0);
    BOOST_TEST((call.date_created == signalwire::timestamp()));
    BOOST_TEST((call.status == signalwire::compat::call_status::unknown));
    BOOST_TEST(call.subresource_uris.recordings.empty());
}

BOOST_AUTO_TEST_CASE(missing_documented_member_is_a_deviation)
{
    boost::json::object const call = boost::json::parse(unit::reference_call).as_object();
    for (auto const& [name, value] : call)
    {
        std::string const member(name);
        std::string const page = unit::page_of(unit::call_without(member));
        decoded const lenient = unit::decode(page);
        BOOST_TEST_REQUIRE(lenient.complete, member << ": " << lenient.error.reason);
        BOOST_TEST(lenient.deviations == 1U, member);
        BOOST_TEST(!lenient.page.calls.at(0).has_member(member));

        decoded const strict = unit::decode_strictly(page);
        BOOST_TEST(!strict.complete);
        BOOST_TEST(strict.error.path == "$.calls[0]." + member);
        BOOST_TEST(strict.error.reason == "the member is missing");
    }
}

BOOST_AUTO_TEST_CASE(empty_call_reports_its_first_member)
{
    decoded const strict = unit::decode_strictly(unit::page_of("{}"));
    BOOST_TEST(!strict.complete);
    BOOST_TEST(strict.error.path == "$.calls[0].sid");
    BOOST_TEST(strict.error.reason == "the member is missing");

    decoded const lenient = unit::decode(unit::page_of("{}"));
    BOOST_TEST(lenient.complete);
    BOOST_TEST(lenient.deviations == boost::json::parse(unit::reference_call).as_object().size());
}

BOOST_AUTO_TEST_CASE(json_path_of_a_deviation_is_exact)
{
    std::string const good(unit::reference_call);
    std::string bad(good);
    bad.replace(bad.find("\"recordings\":") + 13, 1, "[\"");
    bad.insert(bad.find("Recordings.json\"") + 16, "]");
    decoded const nested = unit::decode_strictly(unit::page_of(good + "," + good + "," + bad));
    BOOST_TEST(!nested.complete);
    BOOST_TEST(nested.error.path == "$.calls[2].subresource_uris.recordings");

    decoded const page = unit::decode_strictly(
        R"({"uri":"u","first_page_uri":"f","next_page_uri":null,"page":"0"})");
    BOOST_TEST(page.error.path == "$.page");
    decoded const size = unit::decode_strictly(
        R"({"uri":"u","first_page_uri":"f","next_page_uri":null,"page":0,"page_size":null})");
    BOOST_TEST(size.error.path == "$.page_size");
}

BOOST_AUTO_TEST_CASE(page_numbers_as_strings_are_accepted)
{
    decoded const result = unit::decode(
        R"({"uri":"u","first_page_uri":"f","next_page_uri":null,"previous_page_uri":null,)"
        R"("page":"3","page_size":"100","calls":[]})");
    BOOST_TEST_REQUIRE(result.complete, result.error.reason);
    BOOST_TEST(result.page.page == 3);
    BOOST_TEST(result.page.page_size == 100);
    BOOST_TEST(result.deviations == 2U);
}

BOOST_AUTO_TEST_CASE(end_of_listing_may_be_null_absent_or_empty)
{
    for (std::string_view ends :
         {R"("next_page_uri":null,"previous_page_uri":null,)",
          R"("next_page_uri":"","previous_page_uri":"",)", ""})
    {
        decoded const result = unit::decode(
            R"({"uri":"u","first_page_uri":"f",)" + std::string(ends)
            + R"("page":0,"page_size":50,"calls":[]})");
        BOOST_TEST_REQUIRE(result.complete, result.error.reason);
        BOOST_TEST(result.page.next_page_uri.value_or("").empty());
        BOOST_TEST(result.page.previous_page_uri.value_or("").empty());
    }
}

BOOST_AUTO_TEST_CASE(deviations_add_up_over_a_page)
{
    std::string const odd = unit::page_with("duration", R"("20")");
    std::string const call = odd.substr(odd.find("[{") + 1, odd.rfind("]") - odd.find("[{") - 1);
    decoded const result = unit::decode(unit::page_of(call + "," + call + "," + call));
    BOOST_TEST_REQUIRE(result.complete, result.error.reason);
    BOOST_TEST(result.deviations == 3U);
}

BOOST_AUTO_TEST_CASE(invalid_time_is_kept_in_extra)
{
    decoded const result = unit::decode(unit::page_with("start_time", R"("soon")"));
    BOOST_TEST_REQUIRE(result.complete, result.error.reason);
    call const& call = result.page.calls.at(0);
    BOOST_TEST(!call.start_time.has_value());
    BOOST_TEST(call.extra.at("start_time").as_string() == "soon");
}

BOOST_AUTO_TEST_SUITE_END()
