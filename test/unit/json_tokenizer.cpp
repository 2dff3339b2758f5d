// The grammar of JSON compared with another parser: the decoder accepts the same texts with the
// same values, and others only as deviations.

#include "json/number_grammar.hpp"
#include "unit/decoding.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

using signalwire::decoding_mode;
using signalwire::errc;
namespace json = signalwire::json;

BOOST_AUTO_TEST_SUITE(json_tokenizer)

namespace
{

using generator = std::mt19937_64;

/// Values with every element of the grammar, for mutation. All parsers read the same double from
/// the fractions.
constexpr std::string_view values[] = {
    R"("plain")",
    R"("")",
    R"("a\"b\\c\/d\b\f\n\r\t")",
    R"("\u0000\u007f\u0080\u07ff\u0800\uffff\ud800\udc00\udbff\udfff")",
    "\"\xc2\x80\xdf\xbf\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbf\"",
    "\"\xf0\x90\x80\x80\xf3\xbf\xbf\xbf\xf4\x8f\xbf\xbf long enough for a vector or two\"",
    "0",
    "-0",
    "-12",
    "9223372036854775807",
    "0.5",
    "-12.25",
    "1e2",
    "25E-2",
    "1.5e+1",
    "true",
    "false",
    "null",
    "[]",
    "{}",
    R"([1,"two",[3.5],{"four":null}, true ])",
    R"({"a":{"b":[{}]},"c" : "d" ,"":0})",
};

/// Significant bytes.
constexpr std::string_view favourites = "{}[],:\"\\/0123456789.eE+-ntfubrlsa \t\r\n\x01\x1f\x7f\x80"
                                        "\xbf\xc0\xc1\xc2\xe0\xed\xf0\xf4\xf5\xff";

std::string mutate(std::string text, generator& random)
{
    auto const below = [&](std::size_t limit) {
        return static_cast<std::size_t>(random() % limit);
    };
    for (std::size_t changes = below(3); changes != 0 && !text.empty(); --changes)
    {
        std::size_t const at = below(text.size());
        char const byte = favourites[below(favourites.size())];
        switch (below(4))
        {
        case 0: text[at] = byte; break;
        case 1: text.insert(at, 1, byte); break;
        case 2: text.erase(at, 1 + below(3)); break;
        default: text.insert(at, text.substr(below(text.size()), below(6)));
        }
    }
    return text;
}

/// The value of an unknown member, in pieces of `piece` bytes.
unit::decoded decode_value(std::string_view value, std::size_t piece)
{
    return unit::decode(
        R"({"calls":[],"new":)" + std::string(value) + "}", decoding_mode::lenient, piece);
}

/// The value by another parser.
bool is_json(std::string_view value, boost::json::value& out)
{
    boost::system::error_code failure;
    boost::json::value const page =
        boost::json::parse(R"({"calls":[],"new":)" + std::string(value) + "}", failure);
    if (!failure)
        out = page.at("new");
    return !failure;
}

/// Equal except for the last bit of a double, which Boost.JSON gets wrong before 1.85.
bool is_same(boost::json::value const& left, boost::json::value const& right)
{
    if (left.is_double() && right.is_double())
    {
        double const difference = left.get_double() - right.get_double();
        return std::abs(difference) <= 1e-15 * std::abs(left.get_double());
    }
    // A number out of range is kept as its text.
    if (left.is_string() && right.is_double())
        return !std::isfinite(right.get_double()) || right.get_double() == 0;
    if (left.is_array() && right.is_array())
    {
        boost::json::array const& others = right.get_array();
        return std::equal(
            left.get_array().begin(), left.get_array().end(), others.begin(), others.end(),
            is_same);
    }
    if (left.is_object() && right.is_object())
    {
        boost::json::object const& others = right.get_object();
        return std::equal(
            left.get_object().begin(), left.get_object().end(), others.begin(), others.end(),
            [](auto const& one, auto const& other) {
                return one.key() == other.key() && is_same(one.value(), other.value());
            });
    }
    return left == right;
}

} // namespace

BOOST_AUTO_TEST_CASE(accepts_the_same_texts_as_another_parser)
{
    std::size_t taken = 0;
    constexpr std::uint64_t rounds = 40'000;
    for (std::uint64_t seed = 0; seed != rounds; ++seed)
    {
        generator random(seed);
        std::string const text = mutate(std::string(values[seed % std::size(values)]), random);
        boost::json::value expected;
        bool const good = is_json(text, expected);
        for (std::size_t const piece : {std::string_view::npos, std::size_t{1}, std::size_t{3}})
        {
            unit::decoded const result = decode_value(text, piece);
            // Invalid JSON is accepted only as a deviation; a number out of range is kept as text.
            boost::json::value const* const kept = result.page.extra.if_contains("new");
            bool const deviates =
                result.deviations > decode_value("0", std::string_view::npos).deviations
                || (kept && !result.page.presence.raw_text("new").empty());
            BOOST_TEST_REQUIRE(
                (good ? result.complete : !result.complete || deviates),
                "seed " << seed << ": " << text);
            if (good && result.page.extra.contains("new") && result.page.extra.size() == 1)
                BOOST_TEST_REQUIRE(
                    is_same(result.page.extra.at("new"), expected), seed << ": " << text);
        }
        taken += good ? 1 : 0;
    }
    BOOST_TEST(taken > rounds / 4);
    BOOST_TEST(taken < rounds - rounds / 4);
}

BOOST_DATA_TEST_CASE(pieces_of_any_size_parse_alike, values)
{
    boost::json::value expected;
    BOOST_TEST_REQUIRE(is_json(sample, expected));
    for (std::size_t piece = 1; piece != 80; ++piece)
    {
        unit::decoded const result = decode_value(sample, piece);
        BOOST_TEST_REQUIRE(result.complete, piece << ": " << result.error.reason);
        BOOST_TEST_REQUIRE((result.page.extra.at("new") == expected), piece);
    }
}

BOOST_AUTO_TEST_CASE(error_names_expected_and_found_token)
{
    struct sample
    {
        std::string_view value;
        std::string_view reason;
    };
    for (auto const& [value, reason] :
         {sample{"<", "expected a value, found '<'"}, sample{"nul ", "expected null, found 0x20"},
          sample{"{1}", "expected a name, found '1'"},
          sample{R"({"a" 1})", "expected a colon, found '1'"},
          sample{"[1 2]", "expected a comma or a bracket, found '2'"},
          sample{"01", "expected a comma or a brace, found '1'"},
          sample{"1.}", "a number ends before it is complete"},
          sample{R"("\x")", "invalid escape"}})
    {
        unit::decoded const result = decode_value(value, std::string_view::npos);
        BOOST_TEST(!result.complete);
        BOOST_TEST((result.error.code == errc::invalid_json));
        BOOST_TEST(result.error.reason == reason);
        // After the value the path of an error is ambiguous.
        BOOST_TEST((result.error.path == "$.new" || value == "01"));
    }
}

BOOST_AUTO_TEST_CASE(numbers_end_by_the_grammar)
{
    struct sample
    {
        std::string_view text;
        std::size_t length;
        bool complete;
        bool integer;
    };
    for (auto const& [text, length, complete, integer] :
         {sample{"0", 1, true, true}, sample{"-0", 2, true, true}, sample{"120", 3, true, true},
          sample{"01", 1, true, true}, sample{"-", 1, false, false}, sample{"1.", 2, false, false},
          sample{"1.5", 3, true, false}, sample{".5", 0, false, false},
          sample{"+1", 0, false, false}, sample{"1e", 2, false, false},
          sample{"1e+", 3, false, false}, sample{"1E-7", 4, true, false},
          sample{"1.5e3.2", 5, true, false}, sample{"1-2", 1, true, true},
          sample{"--1", 1, false, false}})
    {
        json::number_grammar grammar;
        std::size_t taken = 0;
        while (taken != text.size() && grammar.accept(text[taken]))
            ++taken;
        BOOST_TEST_CONTEXT(text)
        {
            BOOST_TEST(taken == length);
            BOOST_TEST(grammar.complete() == complete);
            BOOST_TEST(grammar.is_integer() == integer);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
