// Filters, compared with the members of the calls.

#include "sandbox/account.hpp"
#include "sandbox/query_parameters.hpp"
#include "sandbox/route.hpp"

#include <signalwire/compat/call_filter.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace
{

namespace compat = signalwire::compat;
namespace detail = signalwire::sandbox::detail;
using compat::call_filter;
using compat::call_status;
using signalwire::timestamp;
using namespace std::chrono_literals;

detail::account const& data()
{
    static detail::account const calls("project", 2000, 1, true);
    return calls;
}

using predicate = std::function<bool(compat::call const&)>;

std::vector<detail::call_number> calls_that(predicate const& fit)
{
    std::vector<detail::call_number> result;
    for (detail::call_number i = data().begin(); i != data().end(); ++i)
    {
        if (fit(data().at(i)))
            result.push_back(i);
    }
    return result;
}

std::vector<detail::call_number> select(detail::selection const& selection)
{
    detail::call_list const calls(data(), selection);
    return detail::listing(calls, selection).part_from(data().begin(), data().size()).numbers;
}

detail::list_query query_of(call_filter const& filter)
{
    auto result = detail::parse_list_query(
        filter.query().encoded(), *detail::find_route("GET", "/Calls").operation);
    BOOST_TEST_REQUIRE(std::holds_alternative<detail::list_query>(result));
    return std::get<detail::list_query>(std::move(result));
}

// Checks a filter, and that it matches some but not all calls.
void check(call_filter const& filter, predicate const& fit)
{
    std::vector<detail::call_number> const selected = select(query_of(filter).filter);
    BOOST_TEST(selected == calls_that(fit), boost::test_tools::per_element());
    BOOST_TEST(!selected.empty());
    BOOST_TEST(selected.size() < data().size());
}

// Returns the first call that satisfies `fit`.
compat::call sample(predicate const& fit)
{
    return data().at(calls_that(fit).at(0));
}

timestamp const spring(std::chrono::sys_days(2025y / 3 / 21));
timestamp const autumn(std::chrono::sys_days(2025y / 9 / 23));

} // namespace

BOOST_AUTO_TEST_SUITE(sandbox_selection)

BOOST_AUTO_TEST_CASE(every_status)
{
    for (std::string_view const name : call_status::names)
    {
        call_status const status(name);
        check(call_filter().status(status), [&](auto& call) { return call.status == status; });
    }
}

BOOST_AUTO_TEST_CASE(addresses)
{
    for (std::string_view const kind : {"+1", "sip:"})
    {
        std::string const to = sample([&](auto& call) { return call.to.starts_with(kind); }).to;
        check(call_filter().to(to), [&](auto& call) { return call.to == to; });
        std::string const from =
            sample([&](auto& call) { return call.from.starts_with(kind); }).from;
        check(call_filter().from(from), [&](auto& call) { return call.from == from; });
    }
}

BOOST_AUTO_TEST_CASE(parents)
{
    std::optional<std::string> const parent =
        sample([](auto& call) { return call.parent_call_sid.has_value(); }).parent_call_sid;
    check(call_filter().parent_call_sid(*parent), [&](auto& call) {
        return call.parent_call_sid == parent;
    });
}

BOOST_AUTO_TEST_CASE(start_times)
{
    timestamp const moment =
        *sample([](auto& call) { return call.start_time.has_value(); }).start_time;
    check(call_filter().start_time(moment), [&](auto& call) { return call.start_time == moment; });
    check(call_filter().start_time_before(spring), [](auto& call) {
        return call.start_time && *call.start_time < spring;
    });
    check(call_filter().start_time_after(spring), [](auto& call) {
        return call.start_time && *call.start_time > spring;
    });
    check(call_filter().start_time_after(spring).start_time_before(autumn), [](auto& call) {
        return call.start_time && *call.start_time > spring && *call.start_time < autumn;
    });
}

BOOST_AUTO_TEST_CASE(end_times)
{
    timestamp const moment = *sample([](auto& call) { return call.end_time.has_value(); }).end_time;
    check(call_filter().end_time(moment), [&](auto& call) { return call.end_time == moment; });
    check(call_filter().end_time_before(spring), [](auto& call) {
        return call.end_time && *call.end_time < spring;
    });
    check(call_filter().end_time_after(autumn), [](auto& call) {
        return call.end_time && *call.end_time > autumn;
    });
}

BOOST_AUTO_TEST_CASE(bounds_are_exclusive)
{
    timestamp const moment =
        *sample([](auto& call) { return call.start_time.has_value(); }).start_time;
    auto const count = [](call_filter const& filter) {
        return select(query_of(filter).filter).size();
    };
    timestamp const before(moment.time() - 1s);
    timestamp const after(moment.time() + 1s);
    BOOST_TEST(count(call_filter().start_time_after(before).start_time_before(after)) == 1U);
    BOOST_TEST(count(call_filter().start_time_after(moment).start_time_before(after)) == 0U);
    BOOST_TEST(count(call_filter().start_time_after(before).start_time_before(moment)) == 0U);
}

BOOST_AUTO_TEST_CASE(filters_combine)
{
    std::string const to = sample([](auto& call) { return call.to.starts_with("+1"); }).to;
    check(
        call_filter()
            .status(call_status::completed)
            .start_time_after(spring)
            .end_time_before(autumn),
        [](auto& call) {
            return call.status == call_status::completed && call.start_time && call.end_time
                && *call.start_time > spring && *call.end_time < autumn;
        });
    check(call_filter().to(to).status(call_status::completed), [&](auto& call) {
        return call.to == to && call.status == call_status::completed;
    });
}

BOOST_AUTO_TEST_CASE(paging_does_not_affect_selection)
{
    detail::selection const selection =
        query_of(call_filter().page(3).page_size(7).page_token("PAsomething")).filter;
    BOOST_TEST(selection.is_everything());
    BOOST_TEST(select(selection).size() == data().size());
}

BOOST_AUTO_TEST_CASE(encoded_filter_is_that_of_the_query)
{
    call_filter const filter = call_filter().to("sip:a b+c@d").start_time_after(spring);
    std::string const encoded = query_of(filter).encoded_filter;
    BOOST_TEST(
        encoded
        == "To=sip%3Aa%20b%2Bc%40d&StartTime%3E=Fri%2C%2021%20Mar%202025%2000%3A00%3A00%20%2B0000");
}

BOOST_AUTO_TEST_SUITE_END()
