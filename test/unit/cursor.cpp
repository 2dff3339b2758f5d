#include "core/text.hpp"
#include "unit/refusal.hpp"

#include <signalwire/cursor.hpp>

#include <boost/crc.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <set>
#include <string>
#include <string_view>

using namespace std::chrono_literals;
using signalwire::cursor;
using signalwire::detail::cursor_access;

BOOST_AUTO_TEST_SUITE(cursors)

namespace
{

std::string const page_uri = "/api/laml/2010-04-01/Accounts/b3877c40-da60-4998-90ad-b792e98472af/"
                             "Calls?Page=7&PageSize=50&PageToken=PAxxxxxxxxxx&StartTime%3E=a%20b";

cursor const typical = cursor_access::make(
    0x1f2f3f4f5f6f7f, page_uri, 37, "b3877c40-da60-4998-90ad-b792e98472ca", false);

/// Any text with a valid checksum.
std::string sealed(std::string_view payload)
{
    std::string const text = "swc1." + signalwire::core::encode_base64url(payload);
    boost::crc_32_type crc;
    crc.process_bytes(text.data(), text.size());
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(crc.checksum() >> shift & 0xff);
    return text + '.' + signalwire::core::encode_base64url(bytes);
}

std::string refusal(std::string const& text)
{
    return unit::refusal([&] { static_cast<void>(cursor::from_string(text)); });
}

} // namespace

BOOST_AUTO_TEST_CASE(default_cursor_is_the_begin_of_any_listing)
{
    cursor const place;
    BOOST_TEST(cursor_access::get(place).listing_fingerprint == 0U);
    BOOST_TEST(cursor_access::get(place).page_uri.empty());
    BOOST_TEST(cursor_access::get(place).page_offset == 0U);
    BOOST_TEST(cursor_access::get(place).last_id.empty());
    BOOST_TEST(!place.at_end());
}

BOOST_AUTO_TEST_CASE(cursors_round_trip)
{
    cursor const places[] = {
        cursor(),
        typical,
        cursor_access::make(1, "", 0, "", true),
        cursor_access::make((std::uint64_t{1} << 53) - 1, page_uri, 1000, "x", false),
        cursor_access::make(std::numeric_limits<std::uint64_t>::max(), "/", 1, "", false),
        cursor_access::make(
            1, "/", std::numeric_limits<std::uint64_t>::max(), "a\"b\\c\n\0d", true),
        cursor_access::make(1, "/", 1, "Zo\xc3\xab \xf0\x9f\x99\x82", false),
        cursor_access::make(1, std::string(100'000, 'x'), 1, std::string(100'000, 'y'), false),
    };
    for (cursor const& place : places)
    {
        cursor const again = cursor::from_string(place.to_string());
        BOOST_TEST((again == place));
        BOOST_TEST(
            cursor_access::get(again).listing_fingerprint
            == cursor_access::get(place).listing_fingerprint);
        BOOST_TEST((cursor_access::get(again).page_uri == cursor_access::get(place).page_uri));
        BOOST_TEST(cursor_access::get(again).page_offset == cursor_access::get(place).page_offset);
        BOOST_TEST((cursor_access::get(again).last_id == cursor_access::get(place).last_id));
        BOOST_TEST(again.at_end() == place.at_end());
    }
}

BOOST_AUTO_TEST_CASE(cursor_of_an_empty_watch_round_trips)
{
    for (cursor const& place :
         {cursor_access::make(7, std::chrono::sys_seconds(), {}),
          cursor_access::make(7, std::chrono::sys_seconds(), {1, 2}),
          cursor_access::make(7, std::chrono::sys_seconds(1s), {})})
    {
        cursor const again = cursor::from_string(place.to_string());
        BOOST_TEST((again == place));
        BOOST_TEST(
            (cursor_access::get(again).anchor_time == cursor_access::get(place).anchor_time));
        BOOST_TEST(
            (cursor_access::get(again).delivered_fingerprints
             == cursor_access::get(place).delivered_fingerprints));
    }
}

BOOST_AUTO_TEST_CASE(times_beyond_filters_are_rejected)
{
    auto const at = [](std::string const& moment) {
        return sealed(R"([1,"/",1,"x",0,)" + moment + "]");
    };
    for (char const* moment : {"-62135596800", "0", "253402300799"})
        BOOST_TEST(refusal(at(moment)) == "(accepted)");
    for (char const* moment :
         {"-62135596801", "253402300800", "-9223372036854775808", "9223372036854775807"})
        BOOST_TEST(refusal(at(moment)) == "cursor: the text is damaged", moment);
    auto const windows = [](std::string const& window) {
        return sealed(R"([1,"",0,"",0,null,[)" + window + "]]");
    };
    BOOST_TEST(refusal(windows(R"([5,5,"",0,"",null])")) == "(accepted)");
    BOOST_TEST(refusal(windows(R"([6,5,"",0,"",null])")) == "cursor: the text is damaged");
}

BOOST_AUTO_TEST_CASE(different_positions_have_different_texts)
{
    std::set<std::string> const texts = {
        cursor().to_string(),
        typical.to_string(),
        cursor_access::make(
            cursor_access::get(typical).listing_fingerprint + 1, page_uri, 37,
            cursor_access::get(typical).last_id, false)
            .to_string(),
        cursor_access::make(
            cursor_access::get(typical).listing_fingerprint, "/", 37,
            cursor_access::get(typical).last_id, false)
            .to_string(),
        cursor_access::make(
            cursor_access::get(typical).listing_fingerprint, page_uri, 38,
            cursor_access::get(typical).last_id, false)
            .to_string(),
        cursor_access::make(
            cursor_access::get(typical).listing_fingerprint, page_uri, 37, "other", false)
            .to_string(),
        cursor_access::make(
            cursor_access::get(typical).listing_fingerprint, page_uri, 37,
            cursor_access::get(typical).last_id, true)
            .to_string(),
    };
    BOOST_TEST(texts.size() == 7U);
}

BOOST_AUTO_TEST_CASE(text_is_safe_in_shells_files_and_urls)
{
    for (cursor const& place :
         {cursor(), typical, cursor_access::make(1, "\xff\xfe?&'\" <>", 1, "\n\t", false)})
    {
        std::string const text = place.to_string();
        BOOST_TEST(text.starts_with("swc1."));
        BOOST_TEST(
            text.find_first_not_of(
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")
                == std::string::npos,
            text);
    }
}

BOOST_AUTO_TEST_CASE(change_of_any_character_is_detected)
{
    std::string const good = typical.to_string();
    for (std::size_t i = 0; i < good.size(); ++i)
    {
        for (char const c : {'A', 'a', '0', '-', '_', '.', ' ', '=', '\0', '\xff'})
        {
            if (good[i] == c)
                continue;
            std::string damaged = good;
            damaged[i] = c;
            BOOST_TEST_REQUIRE(refusal(damaged).starts_with("cursor: the text "), damaged);
        }
    }
}

BOOST_AUTO_TEST_CASE(truncated_or_extended_text_is_detected)
{
    std::string const good = typical.to_string();
    for (std::size_t i = 0; i < good.size(); ++i)
    {
        BOOST_TEST(refusal(good.substr(0, i)).starts_with("cursor: "));
        BOOST_TEST(refusal(good.substr(i + 1)).starts_with("cursor: "));
        std::string without = good;
        without.erase(i, 1);
        BOOST_TEST(refusal(without).starts_with("cursor: "));
        std::string swapped = good;
        std::swap(swapped[i], swapped[(i + 1) % swapped.size()]);
        if (swapped != good)
            BOOST_TEST(refusal(swapped).starts_with("cursor: "));
    }
    for (std::string_view more : {"A", "=", "\n", " ", ".", ".AAAAAA"})
        BOOST_TEST(refusal(good + std::string(more)).starts_with("cursor: "));
    BOOST_TEST(refusal(good + good).starts_with("cursor: "));
    BOOST_TEST(refusal(" " + good).starts_with("cursor: "));
}

BOOST_AUTO_TEST_CASE(errors_describe_the_problem)
{
    for (std::string const text : {"", "x", "sw", "hello", "{}", "SWC1.x.y"})
        BOOST_TEST(refusal(text) == "cursor: the text is not a cursor");
    for (std::string const text : {"swc2.AAAA.AAAAAA", "swc0.x", "swc10.x", "swc"})
    {
        BOOST_TEST(
            refusal(text) == "cursor: the text was written by another version of this library");
    }
    for (std::string const text :
         {"swc1.", "swc1..", "swc1.AAAA", "swc1.AAAA.", "swc1.AAAA.AAAAAA"})
        BOOST_TEST(refusal(text) == "cursor: the text is damaged: its checksum does not match");
}

BOOST_AUTO_TEST_CASE(forged_text_with_valid_checksum_is_validated)
{
    BOOST_TEST(refusal(sealed(R"([1,"/x",2,"y",0])")) == "(accepted)");
    for (std::string_view payload :
         {"", "null", "{}", "[]", "[1,2,3,4,5]", R"([1,"/",1,"x"])", R"([-1,"/",1,"x",0])",
          R"([1,"/",-1,"x",0])", R"([1,"/",1.5,"x",0])", R"(["1","/",1,"x",0])",
          R"([1,"/",1,"x",null])", R"([1,"/",1,"x",0)", R"([1,"/",1e300,"x",0])",
          R"([1,null,1,"x",0])", "[1,\"\xff\",1,\"x\",0]", R"([1,"/",1,"x",7])",
          R"([1.0,"/",1,"x",0])", R"([ 1,"/",1,"x",0])"})
    {
        BOOST_TEST(
            refusal(sealed(payload)) == "cursor: the text is damaged", "payload " << payload);
    }
}

BOOST_AUTO_TEST_SUITE_END()
