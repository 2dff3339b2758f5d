// Added and updated calls, the account's clock and history.

#include "sandbox/account.hpp"
#include "sandbox/json_writer.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <set>
#include <string>
#include <vector>

namespace
{

namespace compat = signalwire::compat;
namespace detail = signalwire::sandbox::detail;
using compat::call_status;
using detail::account;
using detail::call_number;
using signalwire::timestamp;
using signalwire::sandbox::call_revision;
using namespace std::chrono_literals;

std::string json(compat::call const& call)
{
    std::string out;
    detail::append_call(out, call);
    return out;
}

bool is_final(call_status const& status)
{
    return status != call_status::queued && status != call_status::initiated
        && status != call_status::ringing && status != call_status::in_progress;
}

account small(std::size_t calls = 100, std::chrono::seconds step = 1s)
{
    return account("project", calls, 1, false, step);
}

} // namespace

BOOST_AUTO_TEST_SUITE(sandbox_account)

BOOST_AUTO_TEST_CASE(initial_account_has_no_history)
{
    account const calls = small(20'000);
    for (call_number i = calls.begin(); i != calls.end(); ++i)
    {
        compat::call const call = calls.at(i);
        BOOST_TEST_REQUIRE((call.date_updated.time() < account::initial_time));
        BOOST_TEST_REQUIRE((!call.end_time || call.end_time->time() < account::initial_time));
    }
    BOOST_TEST((calls.now() == account::initial_time));
    BOOST_TEST(calls.call_history().empty());
}

BOOST_AUTO_TEST_CASE(added_calls_are_first_and_keep_other_numbers)
{
    account calls = small();
    account const before = small();
    calls.add_calls(3, 7);
    calls.add_calls(0, 8);
    BOOST_TEST(calls.size() == 103U);
    BOOST_TEST(calls.begin() == -3);
    std::set<std::string> sids;
    for (call_number i = calls.begin(); i != calls.end(); ++i)
    {
        sids.insert(calls.at(i).sid);
        if (i < 0)
        {
            BOOST_TEST(!is_final(calls.at(i).status));
            BOOST_TEST((calls.at(i).date_created.time() == account::initial_time - i * 1s));
            BOOST_TEST((calls.at(i).date_updated == calls.at(i).date_created));
        }
        else
        {
            BOOST_TEST_REQUIRE(json(calls.at(i)) == json(before.at(i)));
        }
    }
    BOOST_TEST(sids.size() == 103U);
    BOOST_TEST((calls.now() == account::initial_time + 3s));
}

BOOST_AUTO_TEST_CASE(updates_advance_a_call_through_its_states)
{
    account calls = small();
    calls.add_calls(200, 1);
    for (call_number i = calls.begin(); i != calls.end(); ++i)
    {
        for (int changes = 0; changes != 6; ++changes)
        {
            compat::call const before = calls.at(i);
            calls.update_call(i, 2);
            compat::call const after = calls.at(i);
            BOOST_TEST_REQUIRE(after.sid == before.sid);
            BOOST_TEST_REQUIRE((after.date_created == before.date_created));
            BOOST_TEST_REQUIRE((after.date_updated.time() == calls.now()));
            BOOST_TEST_REQUIRE((after.date_updated > before.date_updated));
            BOOST_TEST_REQUIRE((after.status != before.status || after.price != before.price));
            if (before.start_time)
                BOOST_TEST_REQUIRE((after.start_time == before.start_time));
            if (before.end_time)
                BOOST_TEST_REQUIRE((after.end_time == before.end_time));
            if (!before.start_time && !is_final(before.status))
                BOOST_TEST_REQUIRE((after.start_time == after.date_updated));
            BOOST_TEST_REQUIRE(after.end_time.has_value() == is_final(after.status));
            BOOST_TEST_REQUIRE((after.duration > 0) == (after.status == call_status::completed));
        }
        BOOST_TEST_REQUIRE(calls.at(i).price.has_value());
    }
}

BOOST_AUTO_TEST_CASE(filter_members_equal_those_of_the_call)
{
    account calls("project", 300, 2, true);
    calls.add_calls(100, 1);
    calls.update_random_calls(600, 1);
    for (call_number i = calls.begin(); i != calls.end(); ++i)
    {
        compat::call const call = calls.at(i);
        BOOST_TEST_REQUIRE(calls.status(i).value_or("") == call.status.text());
        BOOST_TEST_REQUIRE(calls.to(i).value_or("") == call.to);
        BOOST_TEST_REQUIRE(calls.from(i).value_or("") == call.from);
        BOOST_TEST_REQUIRE((calls.parent_call_sid(i) == call.parent_call_sid));
        BOOST_TEST_REQUIRE((calls.start_time(i) == call.start_time));
        BOOST_TEST_REQUIRE((calls.end_time(i) == call.end_time));
        BOOST_TEST_REQUIRE((calls.find(call.sid) == i));
    }
    BOOST_TEST(!calls.find("unknown"));
}

BOOST_AUTO_TEST_CASE(parents_of_added_calls_are_older)
{
    account calls = small();
    calls.add_calls(100, 1);
    std::size_t legs = 0;
    for (call_number i = calls.begin(); i != 0; ++i)
    {
        if (std::optional<std::string> const parent = calls.at(i).parent_call_sid)
        {
            ++legs;
            BOOST_TEST_REQUIRE(calls.find(*parent).has_value());
            BOOST_TEST(*calls.find(*parent) > i);
        }
    }
    BOOST_TEST(legs > 10U);
}

BOOST_AUTO_TEST_CASE(history_has_every_revision_in_order)
{
    account calls = small();
    calls.add_calls(2, 5);
    calls.update_call(40, 6);
    calls.update_call(-1, 6);
    calls.update_call(40, 9);
    std::vector<call_revision> const versions = calls.call_history();
    BOOST_TEST_REQUIRE(versions.size() == 5U);
    call_number const numbers[] = {-1, -2, 40, -1, 40};
    std::uint64_t const changes[] = {0, 0, 1, 1, 2};
    std::uint64_t const requests[] = {5, 5, 6, 6, 9};
    for (std::size_t i = 0; i != versions.size(); ++i)
    {
        BOOST_TEST(versions[i].sid == calls.at(numbers[i]).sid);
        BOOST_TEST(versions[i].call.sid == versions[i].sid);
        BOOST_TEST(versions[i].revision == changes[i]);
        BOOST_TEST(versions[i].request_count == requests[i]);
        BOOST_TEST(
            (versions[i].date_updated
             == timestamp(account::initial_time + std::chrono::seconds(i + 1))));
        BOOST_TEST((versions[i].call.date_updated == versions[i].date_updated));
    }
    BOOST_TEST(json(versions[3].call) == json(calls.at(-1)));
    BOOST_TEST(json(versions[4].call) == json(calls.at(40)));
    BOOST_TEST(json(versions[2].call) != json(calls.at(40)));
}

BOOST_AUTO_TEST_CASE(same_seed_gives_same_history)
{
    auto const life = [](std::uint64_t seed) {
        account calls("project", 1000, seed, true);
        for (std::uint64_t i = 0; i != 50; ++i)
        {
            calls.add_calls(2, i);
            calls.update_random_calls(4, i);
        }
        std::string all;
        for (call_revision const& each : calls.call_history())
            all += each.sid + json(each.call);
        return all;
    };
    BOOST_TEST(life(3) == life(3));
    BOOST_TEST(life(3) != life(4));
}

BOOST_AUTO_TEST_CASE(most_updates_are_of_new_calls)
{
    account calls = small(10'000);
    calls.update_random_calls(400, 1);
    std::size_t recent = 0;
    std::size_t old = 0;
    for (call_revision const& each : calls.call_history())
        ++(*calls.find(each.sid) < 200 ? recent : old);
    BOOST_TEST(recent > 200U);
    BOOST_TEST(old > 50U);
    account empty = small(0);
    empty.update_random_calls(10, 1);
    BOOST_TEST(empty.call_history().empty());
}

BOOST_AUTO_TEST_CASE(zero_clock_step_gives_revisions_with_equal_times)
{
    account calls = small(100, 0s);
    calls.update_call(3, 1);
    calls.update_call(3, 1);
    BOOST_TEST((calls.call_history()[0].date_updated == calls.call_history()[1].date_updated));
    calls.advance_clock(90s);
    calls.update_call(3, 1);
    BOOST_TEST((calls.call_history()[2].date_updated.time() == account::initial_time + 90s));
}

BOOST_AUTO_TEST_CASE(history_discards_the_oldest_revisions)
{
    account calls = small(10);
    calls.add_calls(1, 1);
    for (std::size_t i = 0; i != account::max_revisions; ++i)
        calls.update_call(static_cast<call_number>(i % 10), 2);
    std::vector<call_revision> const versions = calls.call_history();
    BOOST_TEST(versions.size() == account::max_revisions);
    BOOST_TEST(versions.front().request_count == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
