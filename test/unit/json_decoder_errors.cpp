#include "unit/decoding.hpp"
#include "unit/reference_page.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <string>
#include <string_view>
#include <utility>

using signalwire::decoding_mode;
using signalwire::errc;
using unit::decoded;

/// Documents that both modes reject: invalid JSON, or a schema mismatch.
BOOST_AUTO_TEST_SUITE(json_decoder_errors)

namespace
{

std::string_view const no_documents[] = {
    "",
    " ",
    "\n\n",
    "nul",
    "tru",
    "<html><body>502 Bad Gateway</body></html>",
    "OK",
    "{",
    "}",
    "]",
    "\"",
    "-",
    ",",
    ":",
    "{]",
    "{,}",
    "{\"}",
    "{\"page\"}",
    "{\"page\":}",
    "{\"page\" 1}",
    "{page:1}",
    "{'page':1}",
    "\xef\xbb{}",
    "\xff\xfe{\0}\0",
    std::string_view("\0{}", 3)};

/// Text that makes a call of a valid page invalid.
std::string_view const broken_members[] = {
    // Structure.
    R"("sid":"1",)",
    R"(,"sid":"1")",
    R"("sid":"1" "to":"2")",
    R"("sid")",
    R"("sid":)",
    R"("sid":"1":"2")",
    R"("sid"="1")",
    R"(sid:"1")",
    R"('sid':'1')",
    R"("sid":'1')",
    R"("sid":1 2)",
    R"("sid":,)",
    R"("x":[1,])",
    R"("x":[,1])",
    R"("x":[1 2])",
    R"("x":{"a":1,})",
    R"("x":[1})",
    R"("x":{"a":1])",
    // Literals.
    R"("x":nul)",
    R"("x":NULL)",
    R"("x":True)",
    R"("x":undefined)",
    R"("x":nullx)",
    // Numbers.
    R"("x":01)",
    R"("x":+1)",
    R"("x":.5)",
    R"("x":5.)",
    R"("x":1e)",
    R"("x":1e+)",
    R"("x":--1)",
    R"("x":0x10)",
    R"("x":NaNx)",
    R"("x":Infinityx)",
    R"("x":-Infinityx)",
    R"("x":1_000)",
    R"("x":-)",
    R"("duration":01)",
    R"("price":.5)",
    R"("price":00.1)",
    R"("price":+0.1)",
    // Comments.
    R"("x":1/**/)",
    "\"x\":1//\n",
    // Escapes.
    R"("sid":"\x41")",
    R"("sid":"\u12")",
    R"("sid":"\u12g4")",
    R"("sid":"\'")",
    R"("sid":"\)",
    "\"sid\":\xc2\xa0\"x\"",
};

/// Invalid strings that are harmless.
std::string_view const flawed_members[] = {
    // Unpaired surrogates in both orders, at the end and before other text.
    R"("sid":"\ud83d")",
    R"("sid":"\ude42")",
    R"("sid":"\ude42\ud83d")",
    R"("sid":"\ud83dx")",
    R"("sid":"\ud83d\n")",
    R"("sid":"\ud83d\u0041")",
    R"("s\ud83dd":"x")",
    // Raw control characters.
    "\"sid\":\"a\nb\"",
    "\"sid\":\"a\tb\"",
    "\"s\rid\":\"ab\"",
    std::string_view("\"sid\":\"a\0b\"", 11),
    // Invalid UTF-8: stray, overlong, a surrogate, too large, truncated, Latin-1; in names, too.
    "\"sid\":\"\x80\"",
    "\"sid\":\"\xc0\xaf\"",
    "\"sid\":\"\xe0\x80\xaf\"",
    "\"sid\":\"\xed\xa0\x80\"",
    "\"sid\":\"\xf4\x90\x80\x80\"",
    "\"sid\":\"\xe5\xb1\"",
    "\"sid\":\"\xf0\x9f\x99\"",
    "\"sid\":\"Zo\xeb\"",
    "\"sid\":\"\xff\"",
    "\"s\xffid\":\"x\"",
    "\"new\":\"\xc0\xaf\"",
    "\"new\":{\"\xff\":1}",
    R"("x":NaN)",
    R"("x":[-Infinity,{"a":Infinity}])",
    "\"x\":[\"\xf0\x9f\"]",
};

struct shape
{
    std::string_view text;
    std::string_view path;
    std::string_view reason;

    friend std::ostream& operator<<(std::ostream& out, shape const& sample)
    {
        return out << sample.text;
    }
};

shape const other_shapes[] = {
    {"null", "$", "expected an object, found null"},
    {"true", "$", "expected an object, found a boolean"},
    {"7", "$", "expected an object, found a number"},
    {"1.5e3", "$", "expected an object, found a number"},
    {R"("page")", "$", "expected an object, found a string"},
    {"[]", "$", "expected an object, found a list"},
    {R"([{"calls":[]}])", "$", "expected an object, found a list"},
    {R"({"calls":null})", "$.calls", "expected a list, found null"},
    {R"({"calls":{}})", "$.calls", "expected a list, found an object"},
    {R"({"calls":""})", "$.calls", "expected a list, found a string"},
    {R"({"calls":0})", "$.calls", "expected a list, found a number"},
    {R"({"calls":false})", "$.calls", "expected a list, found a boolean"},
    {R"({"calls":[true]})", "$.calls[0]", "expected an object, found a boolean"},
    {R"({"calls":["x"]})", "$.calls[0]", "expected an object, found a string"},
    {R"({"calls":[1]})", "$.calls[0]", "expected an object, found a number"},
    {R"({"calls":[[]]})", "$.calls[0]", "expected an object, found a list"},
    {R"({"calls":[{},{},5]})", "$.calls[2]", "expected an object, found a number"},
    {R"({"next_page_uri":false,"calls":[]})", "$.next_page_uri",
     "expected a string or null, found a boolean"},
    {R"({"next_page_uri":["/Calls"],"calls":[]})", "$.next_page_uri",
     "expected a string or null, found a list"},
    // An object without its list is no page: an empty one would end a listing silently.
    {"{}", "$.calls", "expected a list, found nothing"},
    {R"({"page":0})", "$.calls", "expected a list, found nothing"},
    {R"({"code":20003,"message":"no"})", "$.calls", "expected a list, found nothing"},
    // The next page must not be guessed.
    {R"({"next_page_uri":NaN,"calls":[]})", "$.next_page_uri",
     "expected a string or null, found NaN"},
    {R"({"calls":[],"calls":7})", "$.calls", "expected a list, found a number"},
};

/// `depth` nested lists.
std::string lists(std::size_t depth)
{
    return std::string(depth, '[') + std::string(depth, ']');
}

} // namespace

BOOST_DATA_TEST_CASE(invalid_json_is_rejected_without_path, no_documents)
{
    for (std::size_t piece : {std::string_view::npos, std::size_t{1}})
    {
        decoded const result = unit::decode(sample, decoding_mode::lenient, piece);
        BOOST_TEST(!result.complete);
        BOOST_TEST(
            (result.error.code == errc::invalid_json
             || result.error.code == errc::truncated_response));
        BOOST_TEST(!result.error.reason.empty());
        BOOST_TEST((result.error.path.empty() || sample.find('{') != std::string_view::npos));
    }
}

BOOST_DATA_TEST_CASE(error_of_invalid_text_is_independent_of_its_pieces, no_documents)
{
    decoded const whole = unit::decode(sample);
    for (std::size_t first = 0; first <= sample.size(); ++first)
        BOOST_TEST((unit::decode_in_two(sample, first).error.code == whole.error.code), first);
}

BOOST_DATA_TEST_CASE(one_invalid_call_rejects_the_page, broken_members)
{
    std::string const page =
        unit::page_of(R"({"to":"1"},{)" + std::string(sample) + R"(},{"to":"3"})");
    for (std::size_t piece : {std::string_view::npos, std::size_t{1}, std::size_t{2}})
    {
        decoded const result = unit::decode(page, decoding_mode::lenient, piece);
        BOOST_TEST(!result.complete);
        BOOST_TEST((result.error.code == errc::invalid_json), result.error.reason);
        BOOST_TEST(!result.error.reason.empty());
        BOOST_TEST(result.error.path.starts_with("$.calls[1]"), result.error.path);
    }
}

BOOST_DATA_TEST_CASE(invalid_strings_are_deviations, flawed_members)
{
    std::string const page =
        unit::page_of(R"({"to":"1"},{)" + std::string(sample) + R"(},{"to":"3"})");
    decoded const whole = unit::decode(page);
    BOOST_TEST_REQUIRE(whole.complete, whole.error.reason);
    BOOST_TEST_REQUIRE(whole.page.size() == 3U);
    std::string const written = to_json(whole.page.calls[1]);
    for (std::size_t piece : {1U, 2U, 3U, 60U})
    {
        decoded const result = unit::decode(page, decoding_mode::lenient, piece);
        BOOST_TEST_REQUIRE(result.complete, result.error.reason);
        BOOST_TEST(result.deviations == whole.deviations);
        BOOST_TEST(to_json(result.page.calls.at(1)) == written);
    }
    decoded const again = unit::decode(unit::page_of(written));
    BOOST_TEST_REQUIRE(again.complete, again.error.reason);
    BOOST_TEST((again.page.calls.at(0) == whole.page.calls[1]));

    std::string call(unit::reference_call);
    call.insert(1, R"("caller_name":)" + std::string("\"\x01\","));
    decoded const strict = unit::decode_strictly(unit::page_of(call));
    BOOST_TEST(strict.error.path == "$.calls[0].caller_name");
    BOOST_TEST(!unit::decode_strictly(page).complete);
}

BOOST_AUTO_TEST_CASE(each_maximal_invalid_sequence_is_replaced_once)
{
    struct sample
    {
        std::string_view text;
        std::string_view read;
    };
    std::string const mark = "\xef\xbf\xbd";
    for (auto const& [text, parts] :
         {sample{
              "a\xff"
              "b",
              "a?b"},
          sample{"\xc0\xaf", "??"}, sample{"\xe0\x80\xaf", "???"}, sample{"\xed\xa0\x80", "???"},
          sample{"\xf4\x90\x80\x80", "????"},
          sample{
              "\xf0\x9f\x99"
              "x",
              "?x"},
          sample{"\xe5\xb1", "?"}, sample{R"(\ud83d)", "?"}, sample{R"(\ud83dx)", "?x"},
          sample{R"(\ud83d\n)", "?\n"}, sample{R"(\ude42\ud83d)", "??"},
          sample{R"(\ud83d\u0041)", "?A"}, sample{R"(\ud83d\ud83d\ude42)", "?\xf0\x9f\x99\x82"},
          sample{"\xe5\"", "?"}, sample{"a\tb\x01", "a\tb\x01"}})
    {
        std::string expected;
        for (char const c : parts)
            expected += c == '?' ? mark : std::string(1, c);
        std::string value = "\"" + std::string(text);
        value += text.ends_with('"') ? "" : "\"";
        for (std::size_t piece : {std::string_view::npos, std::size_t{1}})
        {
            decoded const result =
                unit::decode(unit::page_with("sid", value), decoding_mode::lenient, piece);
            BOOST_TEST_REQUIRE(result.complete, result.error.reason);
            BOOST_TEST(result.page.calls.at(0).sid == expected);
            BOOST_TEST(result.deviations_by_member.at("$.calls[*].sid") == 1U);
            BOOST_TEST(result.deviations == 1U);
        }
        BOOST_TEST(
            unit::decode_strictly(unit::page_with("sid", value)).error.path == "$.calls[0].sid");
    }
    // U+0000 is a character, and its escape is valid JSON.
    BOOST_TEST(unit::decode_strictly(unit::page_with("sid", R"("\u0000")")).complete);
    BOOST_TEST(!unit::decode("{\"next_page_uri\":\"/a\xff\",\"calls\":[]}").complete);
}

BOOST_AUTO_TEST_CASE(last_duplicate_member_is_used)
{
    decoded const result = unit::decode(
        R"({"next_page_uri":"/1","calls":[{"sid":"x"}],"page":1,"\u0070age":2,"calls":[)"
        R"({"sid":"1","sid":"2","price":null,"price":1,"duration":5,"duration":"n/a",)"
        R"("start_time":"soon","start_time":null,"to":null,"to":"t","new":1e400,"new":2,)"
        R"("subresource_uris":{"recordings":"1","a":1},"subresource_uris":{"recordings":"2"}},)"
        R"({"price":"n/a","price":0.5,"subresource_uris":7,"subresource_uris":{"recordings":"3"}}],)"
        R"("next_page_uri":"/2"})");
    BOOST_TEST_REQUIRE(result.complete, result.error.reason);
    BOOST_TEST(result.page.page == 2);
    BOOST_TEST((result.page.next_page_uri == "/2"));
    BOOST_TEST_REQUIRE(result.page.size() == 2U);
    BOOST_TEST(
        to_json(result.page.calls[0])
        == R"({"sid":"2","to":"t","start_time":null,"duration":"n/a","price":1,)"
           R"("subresource_uris":{"recordings":"2"},"new":2})");
    BOOST_TEST(result.page.calls[0].duration == 0);
    BOOST_TEST(
        to_json(result.page.calls[1]) == R"({"price":0.5,"subresource_uris":{"recordings":"3"}})");
    BOOST_TEST(result.deviations_by_member.at("$.calls[*].sid") >= 1U);
    BOOST_TEST(result.deviations_by_member.contains("$.calls"));

    std::string call(unit::reference_call);
    call.insert(call.size() - 1, R"(,"sid":"2")");
    decoded const strict = unit::decode_strictly(unit::page_of(call));
    BOOST_TEST(strict.error.path == "$.calls[0].sid");
    BOOST_TEST(strict.error.reason == "duplicate member");
}

BOOST_AUTO_TEST_CASE(byte_order_mark_and_trailing_nul_are_deviations)
{
    std::string const page(unit::reference_page);
    for (auto const& [text, name] :
         {std::pair("\xef\xbb\xbf" + page, "json.byte_order_mark"),
          std::pair(page + std::string(3, '\0') + "\n", "json.trailing_nul")})
    {
        for (std::size_t piece : {std::string_view::npos, std::size_t{1}})
        {
            decoded const result = unit::decode(text, decoding_mode::lenient, piece);
            BOOST_TEST_REQUIRE(result.complete, result.error.reason);
            BOOST_TEST(result.deviations == 1U);
            BOOST_TEST(result.deviations_by_member.at(name) == 1U);
        }
        decoded const strict = unit::decode_strictly(text);
        BOOST_TEST(!strict.complete);
        BOOST_TEST(strict.error.path == "$");
    }
    BOOST_TEST(!unit::decode(page + std::string(1, '\0') + "x").complete);
}

BOOST_DATA_TEST_CASE(schema_mismatch_is_rejected_with_json_path, other_shapes)
{
    for (std::size_t piece : {std::string_view::npos, std::size_t{1}})
    {
        decoded const result = unit::decode(sample.text, decoding_mode::lenient, piece);
        BOOST_TEST(!result.complete);
        BOOST_TEST((result.error.code == errc::schema_mismatch));
        BOOST_TEST(result.error.path == sample.path);
        BOOST_TEST(result.error.reason == sample.reason);
    }
}

BOOST_AUTO_TEST_CASE(only_white_space_may_follow_the_page)
{
    std::string const page = unit::page_of("");
    for (std::string_view more : {"x", "}", "]", ",", "{}", "null", "<!-- -->", "\v", "\xa0"})
    {
        for (std::size_t piece : {std::string_view::npos, std::size_t{1}, page.size()})
        {
            decoded const result =
                unit::decode(page + " " + std::string(more), decoding_mode::lenient, piece);
            BOOST_TEST(!result.complete, more);
            BOOST_TEST((result.error.code == errc::invalid_json));
        }
    }
    BOOST_TEST(unit::decode(page + " \r\n\t\n").complete);
    BOOST_TEST(unit::decode(page + "\n", decoding_mode::lenient, 1).complete);
}

BOOST_AUTO_TEST_CASE(second_document_is_rejected)
{
    std::string const page = unit::page_of(R"({"sid":"good"})");
    decoded out;
    signalwire::json::decoder decoder(
        signalwire::json::schema<signalwire::compat::call_page>::value, &out.page,
        decoding_mode::lenient);
    BOOST_TEST(decoder.write(page));
    BOOST_TEST(!decoder.write(unit::page_of(R"({"sid":"evil"})")));
    BOOST_TEST(!decoder.write(unit::page_of(R"({"sid":"evil"})")));
    BOOST_TEST(!decoder.finish());
    BOOST_TEST_REQUIRE(out.page.size() == 1U);
    BOOST_TEST(out.page.calls[0].sid == "good");
}

BOOST_AUTO_TEST_CASE(error_is_permanent)
{
    for (std::string_view text : {R"({"calls":nil)", R"({"calls":5,)", R"({"calls":[]} x)"})
    {
        decoded out;
        signalwire::json::decoder decoder(
            signalwire::json::schema<signalwire::compat::call_page>::value, &out.page,
            decoding_mode::lenient);
        BOOST_TEST(!decoder.write(text));
        std::string const reason = decoder.error().reason;
        BOOST_TEST(!decoder.write("}"));
        BOOST_TEST(!decoder.write(unit::page_of("")));
        BOOST_TEST(!decoder.finish());
        BOOST_TEST(decoder.error().reason == reason);
    }
}

BOOST_AUTO_TEST_CASE(nesting_is_limited_to_thirty_two_levels)
{
    // The page, its list and the call are three levels.
    auto const page = [](std::size_t depth) {
        return unit::page_of("{\"new\":" + lists(depth) + "}");
    };
    BOOST_TEST(unit::decode(page(29)).complete);
    for (std::size_t depth : {30U, 31U, 64U, 1000U, 1'000'000U})
    {
        decoded const result = unit::decode(page(depth));
        BOOST_TEST(!result.complete);
        BOOST_TEST((result.error.code == errc::invalid_json));
        BOOST_TEST(result.error.path == "$.calls[0].new");
    }
    BOOST_TEST(!unit::decode(lists(1'000'000)).complete);
    BOOST_TEST(!unit::decode(std::string(1'000'000, '[')).complete);
    std::string deep;
    for (int i = 0; i < 100'000; ++i)
        deep += "{\"a\":";
    BOOST_TEST(!unit::decode(deep).complete);
}

BOOST_AUTO_TEST_CASE(strings_are_limited_to_a_mebibyte)
{
    std::size_t const most = 1 << 20;
    auto const page = [](std::string_view name, std::size_t size) {
        return unit::page_of("{\"" + std::string(name) + "\":\"" + std::string(size, 'x') + "\"}");
    };
    for (std::string_view name : {"caller_name", "new"})
    {
        for (std::size_t piece : {std::string_view::npos, std::size_t{16384}})
        {
            BOOST_TEST(unit::decode(page(name, most), decoding_mode::lenient, piece).complete);
            decoded const result =
                unit::decode(page(name, most + 1), decoding_mode::lenient, piece);
            BOOST_TEST(!result.complete);
            BOOST_TEST((result.error.code == errc::invalid_json));
            BOOST_TEST(result.error.path == "$.calls[0]." + std::string(name));
        }
    }
}

BOOST_AUTO_TEST_CASE(names_and_numbers_are_limited_too)
{
    auto const named = [](std::size_t size) {
        return unit::page_of("{\"" + std::string(size, 'n') + "\":1}");
    };
    BOOST_TEST(unit::decode(named(4096)).complete);
    BOOST_TEST(!unit::decode(named(4097)).complete);
    BOOST_TEST(!unit::decode(named(1 << 20), decoding_mode::lenient, 100).complete);

    // An endless number in harmless pieces.
    std::string const number = unit::page_of("{\"sid\":" + std::string(1 << 20, '7') + "}");
    decoded const result = unit::decode(number, decoding_mode::lenient, 1000);
    BOOST_TEST(!result.complete);
    BOOST_TEST(result.error.reason == "a number is too long");
    BOOST_TEST(result.error.path == "$.calls[0].sid");
}

BOOST_AUTO_TEST_SUITE_END()
