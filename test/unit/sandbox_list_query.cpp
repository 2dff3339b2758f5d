#include "sandbox/query_parameters.hpp"
#include "sandbox/route.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <string>
#include <string_view>
#include <variant>

namespace
{

namespace detail = signalwire::sandbox::detail;
namespace json = boost::json;

constexpr std::string_view morning = "Fri%2C%2021%20Sep%202018%2010%3A00%3A00%20%2B0000";

detail::operation_facts const& calls_list()
{
    return *detail::find_route("GET", "/Calls").operation;
}

detail::list_query accepted(std::string_view query)
{
    auto result = detail::parse_list_query(query, calls_list());
    BOOST_TEST_REQUIRE(std::holds_alternative<detail::list_query>(result), query);
    return std::get<detail::list_query>(std::move(result));
}

detail::response error_of(std::string_view query)
{
    auto result = detail::parse_list_query(query, calls_list());
    BOOST_TEST_REQUIRE(std::holds_alternative<detail::response>(result), query);
    return std::get<detail::response>(std::move(result));
}

/// An invalid query, and the parameter that the error must name.
struct invalid_query
{
    std::string query;
    std::string parameter;

    friend std::ostream& operator<<(std::ostream& out, invalid_query const& value)
    {
        return out << value.query;
    }
};

invalid_query const invalid_queries[] = {
    {"Status=bogus", "Status"},
    {"Status=Completed", "Status"},
    {"Status=", "Status"},
    {"Status", "Status"},
    {"To=", "To"},
    {"To=+13105550100", "To"},
    {"From=%2013105550100", "From"},
    {"ParentCallSid=", "ParentCallSid"},
    {"status=completed", "status"},
    {"Foo=1", "Foo"},
    {"StartTime%3E%3D=" + std::string(morning), "StartTime>="},
    {"StartTime%21=" + std::string(morning), "StartTime!"},
    {"StartTime%3E==" + std::string(morning), "StartTime>"},
    {"StartTime%3E=%3D" + std::string(morning), "StartTime>"},
    {"StartTime=2018-09-21", "StartTime"},
    {"StartTime%3C=2018-09-21T10%3A00%3A00", "StartTime<"},
    {"StartTime%3C=2018-09-31T10%3A00%3A00Z", "StartTime<"},
    {"StartTime%3C=2018-09-21T24%3A00%3A00Z", "StartTime<"},
    {"StartTime%3C=2018-09-21+10%3A00%3A00Z", "StartTime<"},
    {"StartTime%3C=2018-13-21T10%3A00%3A00Z", "StartTime<"},
    {"EndTime%3E=Fri%2C%2021%20Sep%202018%2010%3A00%3A00%20+0000", "EndTime>"},
    {"EndTime=yesterday", "EndTime"},
    {"Status=busy&Status=busy", "Status"},
    {"PageSize=10&PageSize=10", "PageSize"},
    {"Page=-1", "Page"},
    {"Page=one", "Page"},
    {"Page=99999999999999999999999", "Page"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(sandbox_list_query)

BOOST_AUTO_TEST_CASE(empty_query_selects_first_50_of_all_calls)
{
    detail::list_query const query = accepted("");
    BOOST_TEST(query.filter.is_everything());
    BOOST_TEST(query.page_size == 50U);
    BOOST_TEST(!query.page.has_value());
    BOOST_TEST(query.page_token.empty());
}

BOOST_AUTO_TEST_CASE(every_parameter_is_parsed)
{
    std::string const time(morning);
    detail::list_query query = accepted(
        "Status=no-answer&To=%2B13105550100&From=sip%3Aa%40b&ParentCallSid=x+y&StartTime=" + time
        + "&StartTime%3C=" + time + "&StartTime%3e=" + time + "&EndTime=" + time
        + "&EndTime%3C=" + time + "&EndTime%3E=" + time + "&Page=3&PageSize=1000&PageToken=PAabc");
    BOOST_TEST(*query.filter.at("status").text == "no-answer");
    BOOST_TEST(*query.filter.at("to").text == "+13105550100");
    BOOST_TEST(*query.filter.at("from").text == "sip:a@b");
    BOOST_TEST(*query.filter.at("parent_call_sid").text == "x y");
    for (auto const& times :
         {query.filter.at("start_time").times, query.filter.at("end_time").times})
    {
        BOOST_TEST((times.at && times.before && times.after));
        BOOST_TEST((times.at == times.before && times.at == times.after));
    }
    BOOST_TEST(*query.page == 3U);
    BOOST_TEST(query.page_size == 1000U);
    BOOST_TEST(query.page_token == "PAabc");
}

BOOST_AUTO_TEST_CASE(times_in_iso_8601_are_accepted)
{
    detail::list_query query =
        accepted("StartTime%3E=2018-09-21T10%3A00%3A00Z&EndTime%3C=" + std::string(morning));
    BOOST_TEST(
        (query.filter.at("start_time").times.after == query.filter.at("end_time").times.before));
    BOOST_TEST(
        (accepted("EndTime=2024-02-29T23:59:59Z").filter.at("end_time").times.at
         == std::chrono::sys_days(std::chrono::year(2024) / 3 / 1) - std::chrono::seconds(1)));
}

BOOST_DATA_TEST_CASE(
    invalid_parameter_is_rejected_by_name, boost::unit_test::data::make(invalid_queries))
{
    detail::response const response = error_of(sample.query);
    BOOST_TEST(response.status == 422);
    json::object const body = json::parse(*response.body).as_object();
    BOOST_TEST(body.at("attribute").as_string() == sample.parameter);
    BOOST_TEST(body.at("message").as_string().starts_with(sample.parameter));
    for (char const* const name : {"type", "code", "url"})
        BOOST_TEST(body.at(name).is_string(), name);
}

BOOST_AUTO_TEST_CASE(page_size_outside_1_to_1000_is_54454)
{
    for (char const* const size : {"0", "1001", "-1", "many", "10.5", "99999999999999999999"})
    {
        detail::response const response = error_of(std::string("PageSize=") + size);
        BOOST_TEST(response.status == 400);
        json::object const body = json::parse(*response.body).as_object();
        BOOST_TEST(body.at("code").as_int64() == 54454);
        BOOST_TEST(body.at("status").as_int64() == 400);
    }
    BOOST_TEST(accepted("PageSize=1").page_size == 1U);
}

BOOST_AUTO_TEST_CASE(invalid_token_is_54453)
{
    for (char const* const token : {"", "XA123", "pa123", "P"})
    {
        detail::response const response = error_of(std::string("PageToken=") + token);
        BOOST_TEST(response.status == 400);
        BOOST_TEST(json::parse(*response.body).at("code").as_int64() == 54453);
    }
}

BOOST_AUTO_TEST_SUITE_END()
