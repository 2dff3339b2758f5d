// The varied style, verified with another parser.

#include "sandbox/generated_calls.hpp"
#include "sandbox/json_style_values.hpp"
#include "sandbox/json_style_writer.hpp"
#include "sandbox/keyed_random.hpp"
#include "sandbox/page_writer.hpp"
#include "sandbox/request_handler.hpp"

#include <signalwire/decimal.hpp>
#include <signalwire/timestamp.hpp>

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace detail = signalwire::sandbox::detail;
namespace json = boost::json;
using signalwire::sandbox::json_style;
using signalwire::sandbox::server_options;

BOOST_AUTO_TEST_SUITE(sandbox_json_style)

namespace
{

constexpr std::string_view calls = "/api/laml/2010-04-01/Accounts/p/Calls";

server_options options(json_style style, std::uint64_t seed = 1)
{
    server_options out;
    out.project = "p";
    out.token = "t";
    out.calls = 500;
    out.seed = seed;
    out.json_style = style;
    return out;
}

std::string page(server_options const& how, std::string_view query)
{
    detail::request_handler handler(how);
    return *handler
                .handle({"GET", std::string(calls).append(query), "Basic " + detail::base64("p:t")})
                .body;
}

/// The kinds of values of a member.
std::set<json::kind> kinds(json::value const& page, std::string_view member)
{
    std::set<json::kind> out;
    for (json::value const& call : page.at("calls").as_array())
    {
        if (json::value const* const value = call.as_object().if_contains(member))
            out.insert(value->kind());
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(pages_depend_on_options_and_seed)
{
    std::string const first = page(options(json_style::varied), "?PageSize=20");
    BOOST_TEST(page(options(json_style::varied), "?PageSize=20") == first);
    BOOST_TEST(page(options(json_style::varied, 2), "?PageSize=20") != first);
    BOOST_TEST(page(options(json_style::canonical), "?PageSize=20") != first);
}

BOOST_AUTO_TEST_CASE(call_has_the_same_style_on_every_page)
{
    auto const third = [](std::string_view query) {
        json::value const whole = json::parse(page(options(json_style::varied), query));
        return whole.at("calls").at(2);
    };
    BOOST_TEST((third("?PageSize=3") == third("?PageSize=100")));
}

BOOST_AUTO_TEST_CASE(every_style_is_valid_json)
{
    json::value const varied = json::parse(page(options(json_style::varied), "?PageSize=500"));
    using kind = json::kind;
    BOOST_TEST(kinds(varied, "duration").contains(kind::int64));
    BOOST_TEST(kinds(varied, "duration").contains(kind::double_));
    BOOST_TEST(kinds(varied, "duration").contains(kind::string));
    BOOST_TEST(kinds(varied, "price").contains(kind::double_));
    BOOST_TEST(kinds(varied, "price").contains(kind::string));
    BOOST_TEST(kinds(varied, "price").contains(kind::null));
    BOOST_TEST(kinds(varied, "audio_in_mos").contains(kind::string));
    BOOST_TEST(kinds(varied, "sip_result_code").contains(kind::int64));
    BOOST_TEST(kinds(varied, "sip_result_code").contains(kind::string));
    BOOST_TEST(kinds(varied, "sip_result_code").contains(kind::null));
    BOOST_TEST(kinds(varied, "legs").contains(kind::array));
    BOOST_TEST(kinds(varied, "media").contains(kind::object));
}

BOOST_AUTO_TEST_CASE(escaped_strings_keep_their_value)
{
    std::string_view const text = "a/\"\\\n\x01 \xc3\xa9 \xe2\x80\xa8 \xf0\x9f\x8d\x95&";
    std::set<std::string> variants;
    detail::random_sequence random(1, 1);
    for (int i = 0; i != 200; ++i)
    {
        std::string out;
        detail::append_varied_string(out, text, random);
        BOOST_TEST(json::parse(out).as_string() == text);
        variants.insert(out);
    }
    BOOST_TEST(variants.size() > 50U);
}

BOOST_AUTO_TEST_CASE(time_formats_keep_the_time)
{
    signalwire::timestamp const time =
        std::chrono::sys_days(std::chrono::year(2018) / 12 / 31) + std::chrono::hours(23);
    std::set<std::string> formats;
    detail::random_sequence random(1, 2);
    for (int i = 0; i != 300; ++i)
        formats.insert(detail::varied_time(time, random));
    for (std::string const& format : formats)
        BOOST_TEST((signalwire::timestamp::parse(format) == time), format);
    BOOST_TEST(formats.size() > 20U);
}

BOOST_AUTO_TEST_CASE(number_notations_keep_the_value)
{
    detail::random_sequence random(1, 3);
    for (std::string_view number : {"0", "0.0000", "-0.0040", "20", "4.5", "100", "-1234.50"})
    {
        for (int i = 0; i != 100; ++i)
        {
            std::string const other = detail::varied_number(number, random);
            BOOST_TEST(json::parse(other).is_number(), other);
            BOOST_TEST((signalwire::decimal(other) == signalwire::decimal(number)), other);
        }
    }
    for (std::string_view number : {"0", "7", "120"})
    {
        for (int i = 0; i != 50; ++i)
        {
            std::string const other = detail::varied_integer(number, random);
            BOOST_TEST(json::parse(other).is_double(), other);
            BOOST_TEST((signalwire::decimal(other) == signalwire::decimal(number)), other);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
