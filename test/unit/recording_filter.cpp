#include "unit/refusal.hpp"

#include <signalwire/compat/recordings_resource.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

using signalwire::compat::recording_filter;
using unit::refusal;

BOOST_AUTO_TEST_SUITE(recording_filters)

namespace
{

std::chrono::sys_seconds const time =
    std::chrono::sys_days(std::chrono::year(2018) / 9 / 25) + std::chrono::hours(23);
std::string const at = "=Tue%2C%2025%20Sep%202018%2023%3A00%3A00%20%2B0000";

} // namespace

BOOST_AUTO_TEST_CASE(every_parameter_has_its_name_and_its_bytes_on_the_wire)
{
    auto const sent = [](recording_filter const& filter) { return filter.query().encoded(); };
    BOOST_TEST(sent(recording_filter()) == "");
    BOOST_TEST(sent(recording_filter().date_created(time)) == "DateCreated" + at);
    BOOST_TEST(sent(recording_filter().date_created_before(time)) == "DateCreated%3C" + at);
    BOOST_TEST(sent(recording_filter().date_created_after(time)) == "DateCreated%3E" + at);
    BOOST_TEST(sent(recording_filter().call_sid("43bb71ee")) == "CallSid=43bb71ee");
    BOOST_TEST(sent(recording_filter().conference_sid("2071320d")) == "ConferenceSid=2071320d");
    BOOST_TEST(
        sent(recording_filter().page_token("PA1").call_sid("c").page(2).page_size(1000))
        == "PageToken=PA1&CallSid=c&Page=2&PageSize=1000");
}

BOOST_AUTO_TEST_CASE(refusals_name_the_parameter_and_leave_nothing_behind)
{
    recording_filter filter;
    BOOST_TEST(refusal([&] { filter.call_sid(""); }) == "CallSid must not be empty");
    BOOST_TEST(
        refusal([&] { filter.conference_sid("a\r\nb"); })
        == "ConferenceSid must not contain control characters");
    for (auto const& [name, set] :
         {std::pair("DateCreated", &recording_filter::date_created),
          std::pair("DateCreated<", &recording_filter::date_created_before),
          std::pair("DateCreated>", &recording_filter::date_created_after)})
    {
        BOOST_TEST(
            refusal([&, set = set] { (filter.*set)(std::chrono::sys_seconds::max()); })
            == name + std::string(" must lie in the years 1 to 9999"));
    }
    BOOST_TEST(refusal([&] { filter.page_size(1001); }) == "PageSize must be 1 to 1000, not 1001");
    BOOST_TEST((filter == recording_filter()));
}

BOOST_AUTO_TEST_CASE(filters_are_equal_when_they_ask_for_the_same)
{
    BOOST_TEST((recording_filter().call_sid("1") == recording_filter().call_sid("1")));
    BOOST_TEST((recording_filter().call_sid("1") != recording_filter().conference_sid("1")));
    BOOST_TEST((recording_filter().page(1) != recording_filter().page(2)));
}

BOOST_AUTO_TEST_SUITE_END()
