// Random pages with one random mutation: an error, or values justified by the text. Never a crash,
// and never a change of an unrelated value.

#include "unit/decoding.hpp"
#include "unit/random_pages.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>

using signalwire::decoding_mode;
using signalwire::errc;
using unit::decoded;
using unit::random_page;
using unit::random_pages;
namespace compat = signalwire::compat;

BOOST_AUTO_TEST_SUITE(json_decoder_mutations)

namespace
{

decoding_mode const modes[] = {decoding_mode::lenient, decoding_mode::strict};

constexpr std::uint64_t pages = 1000;

using generator = std::mt19937_64;

std::string const& spelling_of(random_page const& page, generator& random)
{
    return random() % 3 == 0 ? page.varied.text : page.canonical;
}

std::size_t place_in(std::string_view text, generator& random)
{
    return static_cast<std::size_t>(random()) % text.size();
}

/// The characters that most often change the meaning of JSON.
constexpr std::string_view favourites = "{}[],:\"\\/0123456789.eE+-ntf u\n\xc3\xff";

char any_byte(generator& random)
{
    return random() % 2 == 0 ? favourites[random() % favourites.size()]
                             : static_cast<char>(random() % 256);
}

/// Changes, inserts, removes or moves one to three bytes.
std::string mutate(std::string text, generator& random)
{
    std::size_t const at = place_in(text, random);
    std::size_t const size = 1 + static_cast<std::size_t>(random()) % 3;
    switch (random() % 5)
    {
    case 0: text[at] = static_cast<char>(text[at] ^ (1 << random() % 8)); break;
    case 1: text[at] = any_byte(random); break;
    case 2: text.insert(at, size, any_byte(random)); break;
    case 3: text.erase(at, size); break;
    default: std::swap(text[at], text[place_in(text, random)]);
    }
    return text;
}

/// Returns true if the text of a member justifies its decoded value. Times are not compared: they
/// have many forms.
bool justifies(boost::json::value const& text, boost::json::value const& value)
{
    if (text.is_string() && value.is_string())
        return text == value;
    if (text.is_number() && value.is_number())
        return text.to_number<double>() == value.to_number<double>();
    return text.is_object() == value.is_object() && text.is_array() == value.is_array()
        && text.is_bool() == value.is_bool();
}

bool is_time(std::string_view member)
{
    return member.starts_with("date_") || member.ends_with("_time");
}

/// Compares a call with the one before the mutation, member by member.
void check_call(
    compat::call const& call, boost::json::object const& text, compat::call const& original_call,
    boost::json::object const& original_text)
{
    boost::json::object const value = boost::json::parse(compat::to_json(call)).as_object();
    boost::json::object const before =
        boost::json::parse(compat::to_json(original_call)).as_object();
    BOOST_TEST_REQUIRE(value.size() == text.size());
    for (auto const& [name, now] : text)
    {
        BOOST_TEST_REQUIRE(value.contains(name), name);
        boost::json::value const* const then = original_text.if_contains(name);
        if (then && *then == now)
            BOOST_TEST_REQUIRE((value.at(name) == before.at(name)), name);
        else if (!is_time(name))
            BOOST_TEST_REQUIRE(justifies(now, value.at(name)), name << ' ' << now);
    }
}

/// The page was accepted: another parser accepts it, too, and the rest is unchanged.
void check_taken(decoded const& result, std::string const& text, std::string const& original)
{
    boost::system::error_code failure;
    boost::json::value const now = boost::json::parse(text, failure);
    if (failure)
    {
        BOOST_TEST_REQUIRE(result.deviations > 0U);
        return;
    }
    boost::json::value const then = boost::json::parse(original);
    compat::call_page const before = unit::decode(original).page;
    boost::json::array const& calls = now.at("calls").as_array();
    boost::json::array const& old_calls = then.at("calls").as_array();
    BOOST_TEST_REQUIRE(result.page.size() == calls.size());
    for (std::size_t i = 0; i != calls.size() && calls.size() == old_calls.size(); ++i)
        check_call(
            result.page.calls[i], calls[i].as_object(), before.calls[i], old_calls[i].as_object());
}

void check_refused(decoded const& result)
{
    BOOST_TEST_REQUIRE(!result.error.reason.empty());
    BOOST_TEST_REQUIRE(
        (result.error.code == errc::invalid_json || result.error.code == errc::schema_mismatch
         || result.error.code == errc::truncated_response));
    BOOST_TEST_REQUIRE((result.error.path.empty() || result.error.path.front() == '$'));
}

/// Inserts text at the beginning of the page's first call.
std::string with_member(random_page const& page, std::string const& member)
{
    std::string text = page.canonical;
    return text.insert(text.find("[{") + 2, member + ",");
}

/// Random pages with at least one call.
template <class Check>
void for_each_page_with_calls(Check check)
{
    for (std::uint64_t seed = 0; seed != pages / 5; ++seed)
    {
        random_page const& page = random_pages()[seed];
        if (page.calls.empty())
            continue;
        BOOST_TEST_CONTEXT("seed " << seed)
        {
            for (decoding_mode mode : modes)
                check(page, mode, seed);
        }
    }
}

} // namespace

BOOST_DATA_TEST_CASE(small_mutation_is_an_error_or_has_local_effect, modes)
{
    std::size_t taken = 0;
    for (std::uint64_t seed = 0; seed != pages; ++seed)
    {
        BOOST_TEST_CONTEXT("seed " << seed)
        {
            generator random(seed);
            random_page const& page = random_pages()[seed];
            std::string const& original = spelling_of(page, random);
            std::string const text = mutate(original, random);
            decoded const result = unit::decode_in_pieces(text, sample, seed);
            taken += result.complete ? 1 : 0;
            if (result.complete)
                check_taken(result, text, original);
            else
                check_refused(result);
        }
    }
    // Both results are frequent.
    BOOST_TEST(taken > pages / 20);
    BOOST_TEST(taken < pages - pages / 10);
}

BOOST_DATA_TEST_CASE(truncated_page_is_an_error_and_keeps_complete_calls, modes)
{
    for (std::uint64_t seed = 0; seed != pages; ++seed)
    {
        BOOST_TEST_CONTEXT("seed " << seed)
        {
            generator random(seed);
            random_page const& page = random_pages()[seed];
            std::string_view const text = page.canonical;
            std::size_t const cut = place_in(text, random);
            decoded const result = unit::decode_in_pieces(text.substr(0, cut), sample, seed);
            BOOST_TEST_REQUIRE(!result.complete);
            check_refused(result);

            compat::call_page left;
            signalwire::json::decoder decoder(
                signalwire::json::schema<compat::call_page>::value, &left, sample);
            bool const good = decoder.write(text.substr(0, cut));
            BOOST_TEST_REQUIRE((good || sample == decoding_mode::strict));
            decoder.abandon();
            BOOST_TEST_REQUIRE(left.size() <= page.calls.size());
            for (std::size_t i = 0; i != left.size(); ++i)
                BOOST_TEST_REQUIRE((left.calls[i] == page.calls[i]));
        }
    }
}

BOOST_AUTO_TEST_CASE(last_duplicate_member_is_used)
{
    for_each_page_with_calls([](random_page const& page, decoding_mode mode, std::uint64_t seed) {
        boost::json::object const call =
            boost::json::parse(page.canonical).at("calls").at(0).as_object();
        auto const& [name, value] =
            *(call.begin() + static_cast<std::ptrdiff_t>(seed % call.size()));
        // Before the others, so that each of them is the second.
        std::string const text =
            with_member(page, '"' + std::string(name) + "\":" + boost::json::serialize(value));
        decoded const result = unit::decode_in_pieces(text, mode, seed);
        BOOST_TEST_REQUIRE(result.complete == (mode == decoding_mode::lenient));
        if (result.complete)
        {
            BOOST_TEST_REQUIRE(
                (result.page.calls[0] == unit::decode(page.canonical).page.calls[0]));
            BOOST_TEST_REQUIRE(
                result.deviations_by_member.contains("$.calls[*]." + std::string(name)));
        }
        else
            BOOST_TEST_REQUIRE(result.error.path.starts_with("$.calls[0]."));
    });
}

BOOST_AUTO_TEST_CASE(nesting_is_limited)
{
    for_each_page_with_calls([](random_page const& page, decoding_mode mode, std::uint64_t seed) {
        std::size_t const depth = 1 + seed % 60;
        std::string value = "7";
        for (std::size_t i = 0; i != depth; ++i)
            value = (seed >> i % 6 & 1U) != 0 ? '[' + value + ']' : "{\"a\":" + value + '}';
        decoded const result =
            unit::decode_in_pieces(with_member(page, "\"new\":" + value), mode, seed);
        // Page, list and call are three levels of the thirty-two.
        BOOST_TEST_REQUIRE(result.complete == (mode == decoding_mode::lenient && depth <= 29));
        if (result.complete)
            BOOST_TEST_REQUIRE((result.page.calls[0].extra.at("new") == boost::json::parse(value)));
        else
            check_refused(result);
    });
}

BOOST_AUTO_TEST_CASE(long_numbers_are_accepted_or_an_error)
{
    for_each_page_with_calls([](random_page const& page, decoding_mode mode, std::uint64_t seed) {
        generator random(seed);
        std::string number(1 + random() % (seed % 10 == 0 ? 6000 : 25), '0');
        for (char& digit : number)
            digit = static_cast<char>('1' + random() % 9);
        if (random() % 2 == 0)
            number.insert(1 + random() % number.size(), random() % 2 == 0 ? ".5" : "e5");
        bool const integer = seed % 2 == 0;
        std::string const member = integer ? "\"duration\":" : "\"audio_in_mos\":";
        std::string text = page.canonical;
        std::size_t const at = text.find(member);
        if (at == std::string::npos)
            return;
        std::size_t const begin = at + member.size();
        text.replace(begin, text.find_first_of(",}", begin) - begin, number);
        decoded const result = unit::decode_in_pieces(text, mode, seed);
        if (!result.complete)
            return check_refused(result);
        // The first call that has the member.
        auto const& call =
            *std::find_if(result.page.begin(), result.page.end(), [&](compat::call const& each) {
                return each.has_member(integer ? "duration" : "audio_in_mos");
            });
        if (call.extra.contains(integer ? "duration" : "audio_in_mos"))
        {
            BOOST_TEST_REQUIRE(to_json(call).find(member + number) != std::string::npos);
            return;
        }
        double const value =
            integer ? static_cast<double>(call.duration) : call.audio_in_mos.value();
        BOOST_TEST_REQUIRE(value == std::stod(number), number);
    });
}

/// Endless input is rejected soon, whatever it consists of.
BOOST_DATA_TEST_CASE(endless_input_is_rejected, modes)
{
    std::string const begin = R"({"uri":"u","calls":[{)";
    struct endless
    {
        std::string begin;
        std::string more;
    };
    endless const texts[] = {
        {begin + R"("sid":")", "0123456789abcdef"},
        {begin + R"("sid":")", R"(\ud83d\ude42)"},
        {begin + R"("new":")", "\xc3\xa4\xc3\xb6"},
        {begin + "\"", "name"},
        {begin + R"("price":)", "1234567890"},
        {begin + R"("price":0.)", "0000000000"},
        {begin + R"("new":)", "12345678901234567"},
        {begin + R"("new":)", "["},
        {begin + R"("new":)", R"({"":)"},
        {"", "["},
        {"", R"({"calls":)"},
        {R"({"calls":)", "[["},
    };
    for (endless const& each : texts)
    {
        compat::call_page page;
        signalwire::json::decoder decoder(
            signalwire::json::schema<compat::call_page>::value, &page, sample);
        bool good = decoder.write(each.begin);
        std::size_t given = 0;
        for (; good && given < 8'000'000; given += each.more.size())
            good = decoder.write(each.more);
        BOOST_TEST(!good, each.begin << each.more);
        BOOST_TEST(given <= (std::size_t{1} << 22), each.begin << each.more);
    }
}

BOOST_AUTO_TEST_SUITE_END()
