#include "unit/decoding.hpp"
#include "unit/reference_page.hpp"

#include <signalwire/compat/call.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using signalwire::decoding_mode;
using signalwire::errc;
using signalwire::compat::call;
using signalwire::compat::call_page;
using unit::decoded;

/// The model of a page that was never complete.
BOOST_AUTO_TEST_SUITE(json_decoder_truncation)

namespace
{

using namespace std::string_literals;

/// Three different calls, the second with members of every kind.
std::string three_calls()
{
    std::string second(unit::reference_call);
    second.insert(second.size() - 1, R"(,"new":[1,{"a":["b"]}],"caller_name":"Zo\u00eb \"Z\"")");
    return R"({"sid":"first","to":null},)" + second + R"(,{"sid":"third","start_time":"soon"})";
}

/// The model when the response ends after `text`.
call_page abandoned(std::string_view text)
{
    call_page page;
    signalwire::json::decoder decoder(
        signalwire::json::schema<call_page>::value, &page, decoding_mode::lenient);
    static_cast<void>(decoder.write(text) && decoder.finish());
    decoder.abandon();
    return page;
}

std::string describe(decoded const& result)
{
    std::string out = result.complete ? "complete" : "refused";
    out += ' ' + std::to_string(result.deviations) + ' ' + result.error.path + ' '
        + result.error.reason + ' ' + std::to_string(static_cast<int>(result.error.code)) + ' '
        + result.page.uri + ' ' + result.page.next_page_uri.value_or("null") + ' '
        + std::to_string(result.page.page);
    for (call const& call : result.page)
        out += '\n' + to_json(call);
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(no_prefix_of_a_page_is_complete)
{
    for (std::size_t length = 0; length < unit::reference_page.size(); ++length)
    {
        std::string_view const text = unit::reference_page.substr(0, length);
        decoded const result = unit::decode(text);
        BOOST_TEST_REQUIRE(!result.complete, "after " << length << " bytes");
        BOOST_TEST_REQUIRE((result.error.code == errc::truncated_response));
        BOOST_TEST_REQUIRE(!result.error.reason.empty());
    }
}

BOOST_AUTO_TEST_CASE(truncation_keeps_complete_calls_only)
{
    std::string const page = unit::page_of(three_calls());
    std::vector<call> const whole = unit::decode(page).page.calls;
    BOOST_TEST_REQUIRE(whole.size() == 3U);

    // The position after each call.
    std::array<std::size_t, 3> const ends = {
        page.find("},{") + 1, page.find(",{\"sid\":\"third\""), page.rfind("}]}") + 1};
    for (std::size_t length = 0; length <= page.size(); ++length)
    {
        call_page const left = abandoned(std::string_view(page).substr(0, length));
        auto const expected = static_cast<std::size_t>(std::count_if(
            ends.begin(), ends.end(), [=](std::size_t end) { return end <= length; }));
        BOOST_TEST_REQUIRE(left.calls.size() == expected, "after " << length << " bytes");
        BOOST_TEST_REQUIRE(
            std::equal(left.calls.begin(), left.calls.end(), whole.begin()),
            "after " << length << " bytes");
    }
}

BOOST_AUTO_TEST_CASE(truncation_keeps_members_before_the_calls)
{
    call_page const left = abandoned(unit::reference_page.substr(0, 800));
    BOOST_TEST(left.page_size == 50);
    BOOST_TEST(left.next_page_uri.value().ends_with("PageToken=PAxxxxxxxxxx"));
    BOOST_TEST(left.calls.empty());
}

BOOST_AUTO_TEST_CASE(invalid_call_is_removed)
{
    for (std::string_view wrong :
         {R"({"sid":"bad","duration":long})", R"({"sid":"bad","sid":"\x"})",
          R"({"sid":"bad","new":[1,})", R"({"sid":"bad","subresource_uris":{"recordings":[)})", "7",
          "\"\"", "[]"})
    {
        call_page const left =
            abandoned(unit::page_of(R"({"sid":"good"},)" + std::string(wrong) + R"(,{"sid":"z"})"));
        BOOST_TEST_REQUIRE(left.calls.size() == 1U, wrong);
        BOOST_TEST(left.calls[0].sid == "good");
    }
}

BOOST_AUTO_TEST_CASE(strict_mode_removes_a_deviating_call)
{
    std::string const good(unit::reference_call);
    std::string const page = unit::page_of(good + "," + unit::call_without("audio_out_lost"));
    call_page left;
    signalwire::json::decoder decoder(
        signalwire::json::schema<call_page>::value, &left, decoding_mode::strict);
    BOOST_TEST(!decoder.write(page));
    decoder.abandon();
    BOOST_TEST(left.calls.size() == 1U);
}

BOOST_AUTO_TEST_CASE(error_after_the_calls_keeps_them)
{
    call_page const left =
        abandoned(R"({"calls":[{"sid":"1"},{"sid":"2"}],"page":"not a number","uri":"u"})");
    BOOST_TEST(left.calls.size() == 2U);
}

BOOST_AUTO_TEST_CASE(abandon_before_or_after_the_document_is_safe)
{
    BOOST_TEST(abandoned("").calls.empty());
    BOOST_TEST(abandoned(unit::page_of(three_calls())).calls.size() == 3U);

    call_page page;
    signalwire::json::decoder decoder(
        signalwire::json::schema<call_page>::value, &page, decoding_mode::lenient);
    BOOST_TEST(decoder.write(R"({"calls":[{"sid":"1"},{"sid":"2")"));
    decoder.abandon();
    decoder.abandon();
    BOOST_TEST(page.calls.size() == 1U);
}

BOOST_AUTO_TEST_CASE(mutated_page_decodes_alike_in_any_pieces)
{
    std::string const good = unit::page_of(three_calls());
    std::string const bytes = "\0\"\\{}[]:,0123456789.eE+-truefalsn \n\x7f\x80\xc3\xed\xff"s;
    std::mt19937 random(20180921);
    auto const below = [&](std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
    };
    int complete = 0;
    for (int round = 0; round < 400; ++round)
    {
        std::string page = good;
        for (std::size_t change = below(3); change < 3; ++change)
        {
            std::size_t const place = below(page.size());
            switch (below(4))
            {
            case 0: page[place] = bytes[below(bytes.size())]; break;
            case 1: page.insert(place, 1, bytes[below(bytes.size())]); break;
            case 2: page.erase(place, 1 + below(8)); break;
            default: page.insert(place, page.substr(below(page.size()), below(40)));
            }
        }
        decoded const whole = unit::decode(page);
        complete += whole.complete ? 1 : 0;
        std::string const expected = describe(whole);
        for (std::size_t piece : {std::size_t{1}, std::size_t{2}, 1 + below(100)})
        {
            decoded const pieces = unit::decode(page, decoding_mode::lenient, piece);
            BOOST_TEST_REQUIRE(describe(pieces) == expected, "round " << round << ": " << page);
        }
    }
    BOOST_TEST(complete > 0, "some changes are harmless");
    BOOST_TEST(complete < 400, "and some are not");
}

BOOST_AUTO_TEST_CASE(long_number_is_rejected_in_any_pieces)
{
    // A string, a fraction and an unknown member accept any number of digits.
    std::string const digits(5000, '1');
    for (std::string const& page :
         {R"({"uri":)" + digits + R"(,"calls":[]})", R"({"new":0.)" + digits + R"(,"calls":[]})",
          R"({"calls":[{"audio_in_mos":0.)" + digits + "}]}"})
    {
        decoded const pieces = unit::decode(page, decoding_mode::lenient, 7);
        BOOST_TEST(!pieces.complete);
        BOOST_TEST(describe(unit::decode(page)) == describe(pieces));
    }
}

BOOST_AUTO_TEST_SUITE_END()
