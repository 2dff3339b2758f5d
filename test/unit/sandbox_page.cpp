// Pages as the server renders them, read back with another parser.

#include "sandbox/account.hpp"
#include "sandbox/json_writer.hpp"
#include "sandbox/page_writer.hpp"

#include <signalwire/compat/call.hpp>

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace
{

namespace compat = signalwire::compat;
namespace detail = signalwire::sandbox::detail;
namespace json = boost::json;

detail::account const& account()
{
    static detail::account const calls("project", 1000, 1, true);
    return calls;
}

detail::generated_calls const& data()
{
    return account().data();
}

detail::page_request request(std::uint64_t page, std::uint64_t size)
{
    detail::page_request result;
    result.path = "/Calls";
    result.listing = 7;
    result.page = page;
    result.page_size = size;
    return result;
}

detail::page_position position(std::uint64_t page, bool backwards)
{
    detail::page_position result;
    result.page = page;
    result.backwards = backwards;
    return result;
}

using numbers = std::vector<detail::call_number>;

json::object page(detail::page_request const& request, numbers const& calls)
{
    return json::parse(detail::render_page(detail::call_list(account()), calls, request))
        .as_object();
}

std::vector<std::string> names(json::object const& object)
{
    std::vector<std::string> result;
    for (auto const& member : object)
        result.emplace_back(member.key());
    return result;
}

std::string rendered(compat::call const& call)
{
    std::string out;
    detail::append_call(out, call);
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(sandbox_page)

BOOST_AUTO_TEST_CASE(members_have_the_documented_order)
{
    std::vector<std::string> const of_page = {
        "uri",  "first_page_uri", "next_page_uri", "previous_page_uri",
        "page", "page_size",      "calls"};
    BOOST_TEST(
        names(page(request(0, 5), {0, 1, 2, 3, 4})) == of_page, boost::test_tools::per_element());

    std::vector<std::string> const of_call = {
        "sid",
        "account_sid",
        "date_created",
        "date_updated",
        "parent_call_sid",
        "to",
        "formatted_to",
        "to_formatted",
        "from",
        "formatted_from",
        "from_formatted",
        "phone_number_sid",
        "status",
        "start_time",
        "end_time",
        "duration",
        "price",
        "price_unit",
        "direction",
        "answered_by",
        "api_version",
        "forwarded_from",
        "caller_name",
        "uri",
        "subresource_uris",
        "annotation",
        "group_sid",
        "audio_in_mos",
        "sip_result_code",
        "audio_rtt_avg",
        "audio_rtt_min",
        "audio_rtt_max",
        "audio_out_jitter_min",
        "audio_out_jitter_max",
        "audio_out_jitter_avg",
        "audio_out_lost"};
    detail::generated_calls const complete("project", 3, 1, false);
    json::object const call = json::parse(rendered(complete.at(0))).as_object();
    BOOST_TEST(names(call) == of_call, boost::test_tools::per_element());
    BOOST_TEST(
        names(call.at("subresource_uris").as_object())
            == (std::vector<std::string>{"recordings", "notifications"}),
        boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(absent_members_are_omitted)
{
    for (std::size_t i = 0; i != data().size(); ++i)
    {
        compat::call const call = data().at(i);
        json::object const object = json::parse(rendered(call)).as_object();
        std::size_t absent = 0;
        for (std::size_t member = 0; member != 36; ++member)
            absent += call.presence.is_absent(member) ? 1 : 0;
        BOOST_TEST_REQUIRE(object.size() == 36 - absent);
        BOOST_TEST_REQUIRE(object.contains("price") == !call.presence.is_absent(16));
        BOOST_TEST_REQUIRE(object.contains("audio_out_lost") == !call.presence.is_absent(35));
    }
}

BOOST_AUTO_TEST_CASE(members_have_the_documented_types)
{
    detail::generated_calls const complete("project", 300, 1, false);
    for (std::size_t i = 0; i != complete.size(); ++i)
    {
        json::object const call = json::parse(rendered(complete.at(i))).as_object();
        BOOST_TEST_REQUIRE(call.at("duration").is_number());
        BOOST_TEST_REQUIRE((call.at("price").is_number() || call.at("price").is_null()));
        BOOST_TEST_REQUIRE(
            (call.at("audio_in_mos").is_number() || call.at("audio_in_mos").is_null()));
        BOOST_TEST_REQUIRE(
            (call.at("sip_result_code").is_string() || call.at("sip_result_code").is_null()));
        BOOST_TEST_REQUIRE((call.at("end_time").is_string() || call.at("end_time").is_null()));
        BOOST_TEST_REQUIRE(call.at("date_created").as_string().ends_with(" +0000"));
    }
}

// The two writers share no code, so equal output is very likely correct.
BOOST_AUTO_TEST_CASE(client_writer_gives_equal_json)
{
    for (std::size_t i = 0; i != data().size(); ++i)
    {
        compat::call const call = data().at(i);
        BOOST_TEST_REQUIRE(json::parse(rendered(call)) == json::parse(compat::to_json(call)));
    }
}

BOOST_AUTO_TEST_CASE(prices_are_exact_decimals)
{
    compat::call call;
    call.price = signalwire::decimal("-0.0040");
    BOOST_TEST(rendered(call).find("\"price\":-0.0040,") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(links_point_to_adjacent_pages)
{
    detail::page_request begin = request(0, 50);
    begin.next = position(1, false);
    json::object const first = page(begin, {0, 1});
    BOOST_TEST(first.at("uri").as_string() == "/Calls?Page=0&PageSize=50");
    BOOST_TEST(first.at("previous_page_uri").is_null());
    BOOST_TEST(first.at("next_page_uri")
                   .as_string()
                   .starts_with("/Calls?Page=1&PageSize=50&PageToken=PA"));
    BOOST_TEST(first.at("page").as_int64() == 0);
    BOOST_TEST(first.at("page_size").as_int64() == 50);
    BOOST_TEST(first.at("calls").as_array().size() == 2U);

    detail::page_request end = request(2, 50);
    end.filter = "Status=busy";
    end.token = "PAthis";
    end.previous = position(1, true);
    json::object const last = page(end, {});
    BOOST_TEST(
        last.at("uri").as_string() == "/Calls?Status=busy&Page=2&PageSize=50&PageToken=PAthis");
    BOOST_TEST(last.at("first_page_uri").as_string() == "/Calls?Status=busy&Page=0&PageSize=50");
    BOOST_TEST(last.at("previous_page_uri")
                   .as_string()
                   .starts_with("/Calls?Status=busy&Page=1&PageSize=50&PageToken=PB"));
    BOOST_TEST(last.at("next_page_uri").is_null());
    BOOST_TEST(last.at("calls").as_array().empty());
}

BOOST_AUTO_TEST_CASE(ampersands_are_escaped_like_the_api)
{
    std::string const text = detail::render_page(detail::call_list(account()), {0}, request(0, 1));
    BOOST_TEST(text.find("Page=0\\u0026PageSize=1\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(page_contains_the_requested_calls)
{
    json::object const second = page(request(1, 2), {8, 13});
    json::array const& calls = second.at("calls").as_array();
    BOOST_TEST_REQUIRE(calls.size() == 2U);
    BOOST_TEST(calls[0].at("sid").as_string() == data().at(8).sid);
    BOOST_TEST(calls[1].at("sid").as_string() == data().at(13).sid);
}

BOOST_AUTO_TEST_SUITE_END()
