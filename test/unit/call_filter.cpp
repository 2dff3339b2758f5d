#include "unit/refusal.hpp"

#include <signalwire/compat/call_filter.hpp>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <limits>
#include <ostream>
#include <string>
#include <string_view>

using signalwire::timestamp;
using signalwire::compat::call_filter;
using signalwire::compat::call_status;
using unit::refusal;

BOOST_AUTO_TEST_SUITE(call_filters)

namespace
{

std::chrono::sys_seconds const time =
    std::chrono::sys_days(std::chrono::year(2018) / 9 / 21) + std::chrono::hours(10);

struct wire_form
{
    call_filter filter;
    std::string_view query;

    friend std::ostream& operator<<(std::ostream& out, wire_form const& value)
    {
        return out << value.query;
    }
};

wire_form const wire_forms[] = {
    {call_filter(), ""},
    {call_filter().status(call_status::queued), "Status=queued"},
    {call_filter().status(call_status::in_progress), "Status=in-progress"},
    {call_filter().status(call_status::no_answer), "Status=no-answer"},
    {call_filter().status(call_status(std::string_view("transferred"))), "Status=transferred"},
    {call_filter().to("+13105678901"), "To=%2B13105678901"},
    {call_filter().to("sip:zoe@example.com;transport=tls"),
     "To=sip%3Azoe%40example.com%3Btransport%3Dtls"},
    {call_filter().from("+13103384645"), "From=%2B13103384645"},
    {call_filter().parent_call_sid("b3877c40-da60-4998-90ad-b792e98472af"),
     "ParentCallSid=b3877c40-da60-4998-90ad-b792e98472af"},
    {call_filter().start_time(time), "StartTime=Fri%2C%2021%20Sep%202018%2010%3A00%3A00%20%2B0000"},
    {call_filter().start_time_before(time),
     "StartTime%3C=Fri%2C%2021%20Sep%202018%2010%3A00%3A00%20%2B0000"},
    {call_filter().start_time_after(time),
     "StartTime%3E=Fri%2C%2021%20Sep%202018%2010%3A00%3A00%20%2B0000"},
    {call_filter().end_time(time), "EndTime=Fri%2C%2021%20Sep%202018%2010%3A00%3A00%20%2B0000"},
    {call_filter().end_time_before(time),
     "EndTime%3C=Fri%2C%2021%20Sep%202018%2010%3A00%3A00%20%2B0000"},
    {call_filter().end_time_after(timestamp(time)),
     "EndTime%3E=Fri%2C%2021%20Sep%202018%2010%3A00%3A00%20%2B0000"},
    {call_filter().page(0), "Page=0"},
    {call_filter().page(std::numeric_limits<int>::max()), "Page=2147483647"},
    {call_filter().page_size(1), "PageSize=1"},
    {call_filter().page_size(1000), "PageSize=1000"},
    {call_filter().page_token("PAxxxxxxxxxx"), "PageToken=PAxxxxxxxxxx"},
    {call_filter().page_token("PB1"), "PageToken=PB1"},
    {call_filter().status(call_status::completed).page_size(20), "Status=completed&PageSize=20"},
};

} // namespace

BOOST_DATA_TEST_CASE(every_parameter_has_its_name_and_its_bytes_on_the_wire, wire_forms)
{
    BOOST_TEST(sample.filter.query().encoded() == sample.query);
}

BOOST_AUTO_TEST_CASE(all_parameters_together_stand_in_the_order_of_the_setters)
{
    call_filter const filter = call_filter()
                                   .status(call_status::busy)
                                   .to("1")
                                   .from("2")
                                   .parent_call_sid("3")
                                   .start_time_after(time)
                                   .start_time_before(time)
                                   .end_time_after(time)
                                   .end_time_before(time)
                                   .page(4)
                                   .page_size(5)
                                   .page_token("PA6");
    std::string const at = "=Fri%2C%2021%20Sep%202018%2010%3A00%3A00%20%2B0000&";
    BOOST_TEST(
        filter.query().encoded()
        == "Status=busy&To=1&From=2&ParentCallSid=3&StartTime%3E" + at + "StartTime%3C" + at
            + "EndTime%3E" + at + "EndTime%3C" + at + "Page=4&PageSize=5&PageToken=PA6");
}

BOOST_AUTO_TEST_CASE(a_range_is_never_sent_under_the_name_of_a_single_time)
{
    std::string const sent = call_filter().start_time_after(time).query().encoded();
    BOOST_TEST(!sent.starts_with("StartTime="));
    BOOST_TEST(!unit::mentions(sent, "=="));
    BOOST_TEST(!unit::mentions(sent, "%3E%3D"));
}

BOOST_AUTO_TEST_CASE(setters_replace_what_was_set_before)
{
    call_filter filter;
    filter.status(call_status::busy).page_size(10).start_time_after(time);
    filter.status(call_status::failed).page_size(20);
    filter.start_time_after(time + std::chrono::seconds(1));
    BOOST_TEST(
        filter.query().encoded()
        == "Status=failed&PageSize=20&"
           "StartTime%3E=Fri%2C%2021%20Sep%202018%2010%3A00%3A01%20%2B0000");
}

BOOST_AUTO_TEST_CASE(refusals_name_the_parameter)
{
    call_filter filter;
    BOOST_TEST(refusal([&] { filter.page_size(5000); }) == "PageSize must be 1 to 1000, not 5000");
    BOOST_TEST(refusal([&] { filter.page_size(0); }) == "PageSize must be 1 to 1000, not 0");
    BOOST_TEST(refusal([&] { filter.page(-1); }) == "Page must be 0 to 2147483647, not -1");
    BOOST_TEST(refusal([&] { filter.to(""); }) == "To must not be empty");
    BOOST_TEST(refusal([&] { filter.from(""); }) == "From must not be empty");
    BOOST_TEST(refusal([&] { filter.parent_call_sid(""); }) == "ParentCallSid must not be empty");
    BOOST_TEST(refusal([&] { filter.status(call_status()); }) == "Status must not be empty");
    BOOST_TEST(
        refusal([&] { filter.to("1\r\nX-Evil: 1"); }) == "To must not contain control characters");
    BOOST_TEST(
        refusal([&] { filter.from(std::string_view("1\0", 2)); })
        == "From must not contain control characters");
    BOOST_TEST(
        refusal([&] { filter.status(call_status(std::string_view("a\nb"))); })
        == "Status must not contain control characters");
    BOOST_TEST(refusal([&] { filter.page_token("XX"); }) == "PageToken must start with PA or PB");
    for (auto const& [name, set] :
         {std::pair("StartTime", &call_filter::start_time),
          std::pair("StartTime<", &call_filter::start_time_before),
          std::pair("StartTime>", &call_filter::start_time_after),
          std::pair("EndTime", &call_filter::end_time),
          std::pair("EndTime<", &call_filter::end_time_before),
          std::pair("EndTime>", &call_filter::end_time_after)})
    {
        BOOST_TEST(
            refusal([&, set = set] { (filter.*set)(std::chrono::sys_seconds::max()); })
            == name + std::string(" must lie in the years 1 to 9999"));
    }
    BOOST_TEST((filter == call_filter()), "a refused value must not stay behind");
}

BOOST_AUTO_TEST_CASE(filters_are_equal_when_they_ask_for_the_same)
{
    BOOST_TEST((call_filter().to("1") == call_filter().to("1")));
    BOOST_TEST((call_filter().to("1") != call_filter().from("1")));
    BOOST_TEST((call_filter().to("1") != call_filter().to("2")));
}

BOOST_AUTO_TEST_CASE(the_selection_leaves_out_where_in_the_listing_one_stands)
{
    call_filter const filter =
        call_filter().page_size(7).to("1").page_token("PA1").status(call_status::busy).page(3);
    BOOST_TEST(filter.query().canonical_filter() == "Status=busy&To=1");
}

BOOST_AUTO_TEST_SUITE_END()
