// The public names are those of the reference page (Compatibility API, Calls, list), all of them
// and no others but those that are known to be sent besides.

#include "compat/describe_calls.hpp"
#include "unit/reference_page.hpp"

#include <signalwire/compat/call_filter.hpp>

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>
#include <boost/url/url_view.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

using names = std::vector<std::string>;
namespace compat = signalwire::compat;
namespace json = signalwire::json;

BOOST_AUTO_TEST_SUITE(reference_names)

namespace
{

/// The members of a model that the reference page has too, and, apart, those that it has not.
template <class Model>
struct members_of
{
    members_of()
    {
        json::object_schema const& type = json::schema<Model>::value;
        for (std::size_t i = 0; i < type.members.size(); ++i)
        {
            bool const known = (type.documented_members >> i & 1U) != 0;
            (known ? documented : others).emplace_back(type.members[i].name);
        }
    }

    names documented;
    names others;
};

names keys_of(boost::json::value const& value)
{
    names keys;
    for (auto const& member : value.as_object())
        keys.emplace_back(member.key());
    return keys;
}

boost::json::value const& example()
{
    static boost::json::value const page = boost::json::parse(unit::reference_page);
    return page;
}

names parameters_of(compat::call_filter const& filter)
{
    names found;
    std::string const text = "?" + filter.query().encoded();
    for (auto const& parameter : boost::urls::url_view(text).params())
        found.emplace_back(parameter.key);
    return found;
}

} // namespace

BOOST_AUTO_TEST_CASE(call_has_the_members_of_the_example_in_their_order)
{
    members_of<compat::call> const call;
    boost::json::value const& reference = example().at("calls").at(0);
    BOOST_TEST(call.documented == keys_of(reference), boost::test_tools::per_element());
    names const sent_besides = {"forwarded_from", "caller_name", "annotation", "group_sid"};
    BOOST_TEST(call.others == sent_besides, boost::test_tools::per_element());

    members_of<compat::call_subresource_uris> const uris;
    BOOST_TEST(
        uris.documented == keys_of(reference.at("subresource_uris")),
        boost::test_tools::per_element());
    BOOST_TEST(uris.others == names{"notifications"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(page_has_the_members_of_the_response)
{
    members_of<compat::call_page> const page;
    BOOST_TEST(page.documented == keys_of(example()), boost::test_tools::per_element());
    // In the page's table of the response, but not in its example.
    BOOST_TEST(page.others == names{"previous_page_uri"}, boost::test_tools::per_element());
}

// The setters are named for the parameters: `EndTime<` is end_time_before, `EndTime>` is
// end_time_after.
BOOST_AUTO_TEST_CASE(filter_has_the_query_parameters)
{
    std::chrono::sys_days const day = std::chrono::year(2018) / 9 / 21;
    auto const filter = compat::call_filter()
                            .end_time(day)
                            .end_time_before(day)
                            .end_time_after(day)
                            .from("+13103384645")
                            .parent_call_sid("b3877c40-da60-4998-90ad-b792e98472af")
                            .start_time(day)
                            .start_time_before(day)
                            .start_time_after(day)
                            .status(compat::call_status::queued)
                            .to("+13105678901")
                            .page(0)
                            .page_size(50)
                            .page_token("PAxxxxxxxxxx");
    // In the order of the reference page.
    names const reference = {"EndTime",   "EndTime<",   "EndTime>",   "From",   "ParentCallSid",
                             "StartTime", "StartTime<", "StartTime>", "Status", "To",
                             "Page",      "PageSize",   "PageToken"};
    BOOST_TEST(parameters_of(filter) == reference, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
