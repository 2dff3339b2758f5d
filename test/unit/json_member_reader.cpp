// Members in their usual form: read without the tokenizer, which must come to the same result.

#include "compat/describe_calls.hpp"
#include "json/member_reader.hpp"
#include "unit/decoding.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace compat = signalwire::compat;
namespace json = signalwire::json;
using signalwire::decoding_mode;

BOOST_AUTO_TEST_SUITE(json_member_reader)

namespace
{

/// Behind the members, so that they are not at the end of the text.
std::string const margin(200, ' ');

struct reading
{
    explicit reading(std::string const& members)
    {
        std::string const text = members + margin;
        json::frame object(json::schema<compat::call>::value, &call);
        json::member_reader reader;
        json::text_index index;
        index.assign(text);
        length = static_cast<std::size_t>(
            reader.read(object, text.data(), text.data() + text.size(), index) - text.data());
        seen = object.seen;
        expected = object.expected;
    }

    compat::call call;
    std::size_t length = 0;
    std::uint64_t seen = 0;
    std::size_t expected = 0;
};

/// Forms of values, usual and not.
constexpr std::string_view values[] = {
    R"("")",
    R"("a")",
    R"("fifteen letters")",
    R"("sixteen letters!")",
    R"("thirty-two letters and one more..")",
    R"("+13125550152")",
    "\"\xe0\xa4\xb0\xe0\xa4\xbe\xe0\xa4\x9c\xe0\xa5\x87\xe0\xa4\xb6 \xc3\xa9\"",
    "\"\xe0\xa4\"",
    "\"\x01\"",
    R"("a\nb")",
    R"("completed")",
    R"("no such status")",
    "null",
    "nullx",
    "true",
    "0",
    "-0",
    "-0.0",
    "0.0000",
    "01",
    "-01",
    "7",
    "-7",
    "12.",
    ".5",
    "-",
    "1.5",
    "-0.0025",
    "1.50",
    "00.5",
    "1e5",
    "1.5E2",
    "1.2.3",
    "1-2",
    "12x",
    "999999999999999999",
    "-999999999999999999",
    "9223372036854775807",
    "9223372036854775808",
    "99999999999999999999",
    "0.123456789012345678",
    "0.1234567890123456789",
    "123456789.123456789",
    "1234567890.123456789",
    "0.00000000000000000000000000000001",
    "20.0",
    R"("20")",
    R"("-0.0025")",
    R"("Wed, 31 Dec 2025 23:55:23 +0000")",
    R"("Thu, 29 Feb 2024 00:00:60 +0000")",
    R"("Fri, 31 Dec 9999 23:59:59 +0000")",
    R"("Fri, 31 Dec 9999 23:59:60 +0000")",
    R"("Thu, 29 Feb 2023 00:00:00 +0000")",
    R"("Wed, 31 Dec 2025 24:00:00 +0000")",
    R"("Wed, 31 Dec 2025 23:60:00 +0000")",
    R"("Wed, 31 Dec 2025 23:55:61 +0000")",
    R"("Wed, 31 Dec 2025 2:055:23 +0000")",
    R"("Wed, 31 Dez 2025 23:55:23 +0000")",
    R"("Wod, 31 Dec 2025 23:55:23 +0000")",
    R"("Wed, 31 Dec 2025 23:55:23 +0100")",
    R"("Wed, 31 Dec 2025 23:55:23 -0000")",
    R"("2025-12-31T23:55:23Z")",
    R"({})",
    R"([1,"a"])",
    R"( "a" )",
};

/// The judgement of the decoder about a page with one call, in pieces of `piece` bytes.
std::string judge(std::string_view members, decoding_mode mode, std::size_t piece)
{
    unit::decoded const result =
        unit::decode("{\"calls\":[{" + std::string(members) + "}]}" + margin, mode, piece);
    std::string out = result.complete ? "complete" : result.error.reason + result.error.path;
    out += ' ' + std::to_string(result.deviations);
    for (compat::call const& call : result.page)
        out += to_json(call);
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(reads_members_in_their_order_without_those_that_are_missing)
{
    std::string const members = R"("sid":"a","date_created":"Wed, 31 Dec 2025 23:55:23 +0000",)"
                                R"("parent_call_sid":null,"status":"completed","duration":12,)"
                                R"("price":-0.0025,"caller_name":"sixteen letters!")";
    reading const result(members);
    BOOST_TEST(result.length == members.size());
    BOOST_TEST(result.call.sid == "a");
    BOOST_TEST(result.call.date_created.to_iso_string() == "2025-12-31T23:55:23Z");
    BOOST_TEST(!result.call.parent_call_sid);
    BOOST_TEST((result.call.status == compat::call_status::completed));
    BOOST_TEST(result.call.duration == 12);
    BOOST_TEST((result.call.price == signalwire::decimal(-25, 4)));
    BOOST_TEST(result.call.caller_name.value() == "sixteen letters!");
    BOOST_TEST(result.seen == 0b10000011001000000010101U);
    BOOST_TEST(result.expected == 23U);
}

BOOST_AUTO_TEST_CASE(leaves_unread_what_is_unusual)
{
    std::string const sid = R"("sid":"a")";
    for (std::string_view const next :
         {R"(,"sid":"b")", R"(, "to":"x")", R"(,"to" :"x")", R"(,"to": "x")", R"(,"new":1)",
          R"(,"to":null)", R"(,"to":1)", R"(,"to":"\n")", R"(,"duration":1e1)", R"(,"duration":-0)",
          R"(,"duration":1.5)", R"(,"status":"new")", R"(,"start_time":"2025-12-31T23:55:23Z")",
          R"(,"subresource_uris":{})", R"(,"t)", "}"})
    {
        reading const result(sid + std::string(next));
        BOOST_TEST(result.length == sid.size(), next);
        BOOST_TEST(result.seen == 1U, next);
        BOOST_TEST(result.expected == 1U, next);
    }
}

BOOST_AUTO_TEST_CASE(leaves_the_end_of_the_text_unread)
{
    std::string const text = R"("sid":"a","account_sid":"b")";
    compat::call call;
    json::frame object(json::schema<compat::call>::value, &call);
    json::member_reader reader;
    json::text_index index;
    index.assign(text);
    BOOST_TEST((reader.read(object, text.data(), text.data() + text.size(), index) == text.data()));
}

BOOST_DATA_TEST_CASE(any_value_of_any_member_is_judged_as_by_the_tokenizer, values)
{
    for (json::member_schema const& member : json::schema<compat::call>::value.members)
    {
        std::string const members = "\"" + std::string(member.name) + "\":" + std::string(sample)
            + R"(,"audio_out_lost":1)";
        for (decoding_mode const mode : {decoding_mode::lenient, decoding_mode::strict})
            BOOST_TEST_REQUIRE(
                judge(members, mode, std::string_view::npos) == judge(members, mode, 1), members);
    }
}

BOOST_AUTO_TEST_SUITE_END()
