// Filters, compared with the members of the calls.

#include "sandbox/list_query.hpp"
#include "sandbox/listing.hpp"
#include "sandbox/selection.hpp"

#include <signalwire/compat/call_filter.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
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
    return detail::listing(data(), selection).part_from(data().begin(), data().size()).numbers;
}

// Checks a filter, and that it matches some but not all calls.
void check(call_filter const& filter, predicate const& fit)
{
    std::optional<detail::selection> const selection = detail::selection_of(filter);
    BOOST_TEST_REQUIRE(selection.has_value());
    std::vector<detail::call_number> const selected = select(*selection);
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
        return select(*detail::selection_of(filter)).size();
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
    std::optional<detail::selection> const selection =
        detail::selection_of(call_filter().page(3).page_size(7).page_token("PAsomething"));
    BOOST_TEST_REQUIRE(selection.has_value());
    BOOST_TEST(selection->is_everything());
    BOOST_TEST(select(*selection).size() == data().size());
}

BOOST_AUTO_TEST_CASE(encoding_is_canonical_and_reversible)
{
    call_filter const filter = call_filter()
                                   .end_time_before(autumn)
                                   .to("sip:a b+c@d")
                                   .start_time_after(spring)
                                   .status(call_status::in_progress);
    std::string const encoded = detail::selection_of(filter)->encoded();
    BOOST_TEST(
        encoded
        == "Status=in-progress&To=sip%3Aa%20b%2Bc%40d"
           "&StartTime%3E=Fri%2C%2021%20Mar%202025%2000%3A00%3A00%20%2B0000"
           "&EndTime%3C=Tue%2C%2023%20Sep%202025%2000%3A00%3A00%20%2B0000");
    auto const read = detail::parse_list_query(encoded);
    BOOST_TEST_REQUIRE(std::holds_alternative<detail::list_query>(read));
    BOOST_TEST(std::get<detail::list_query>(read).filter.encoded() == encoded);
}

BOOST_AUTO_TEST_SUITE_END()
