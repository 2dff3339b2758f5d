// Filters that search a range of the account, compared with a full scan.

#include "sandbox/account.hpp"
#include "sandbox/keyed_random.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace
{

namespace compat = signalwire::compat;
namespace detail = signalwire::sandbox::detail;
using detail::account;
using detail::call_number;
using detail::selection;
using std::chrono::seconds;
using std::chrono::sys_seconds;

using number_list = std::vector<call_number>;

/// Filters with bounds near the times of calls, to detect off-by-one errors.
class filter_maker
{
public:
    filter_maker(account const& calls, std::uint64_t seed)
        : calls_(calls)
        , seed_(seed)
    {
    }

    selection next()
    {
        random_ = detail::keyed_random(seed_, ++made_);
        question_ = 0;
        selection filter;
        add_times(filter.at("start_time").times, &compat::call::start_time);
        if (roll(2) == 0)
            add_times(filter.at("end_time").times, &compat::call::end_time);
        if (roll(4) == 0)
            filter.at("status").text = any_call().status.text();
        if (roll(8) == 0)
            filter.at("to").text = any_call().to;
        if (roll(8) == 0)
            filter.at("from").text = any_call().from;
        if (roll(16) == 0)
            filter.at("parent_call_sid").text = any_call().parent_call_sid;
        return filter;
    }

private:
    std::uint64_t roll(std::uint64_t sides)
    {
        return random_.below(question_++, sides);
    }

    compat::call any_call()
    {
        // Half of them among the newest, which are updated.
        std::uint64_t const among =
            roll(2) == 0 ? std::min<std::size_t>(40, calls_.size()) : calls_.size();
        return calls_.at(calls_.begin() + static_cast<call_number>(roll(among)));
    }

    template <class Member>
    std::optional<sys_seconds> any_time(Member member)
    {
        std::optional<signalwire::timestamp> const time = any_call().*member;
        if (!time)
            return std::nullopt;
        return time->time() + seconds(static_cast<std::int64_t>(roll(3)) - 1);
    }

    template <class Member>
    void add_times(detail::time_selection& times, Member member)
    {
        if (roll(12) == 0)
            times.at = any_time(member);
        if (roll(2) == 0)
            times.before = any_time(member);
        if (roll(2) == 0)
            times.after = any_time(member);
    }

    account const& calls_;
    std::uint64_t seed_;
    std::uint64_t made_ = 0;
    detail::keyed_random random_{0, 0};
    std::uint64_t question_ = 0;
};

bool is_in(detail::time_selection const& range, std::optional<signalwire::timestamp> const& time)
{
    if (!range.at && !range.before && !range.after)
        return true;
    return time && (!range.at || time->time() == *range.at)
        && (!range.before || time->time() < *range.before)
        && (!range.after || time->time() > *range.after);
}

// A call without status, To or From has an empty one, which matches no filter.
bool fits(compat::call const& call, detail::condition const& each)
{
    if (each.member == "start_time" || each.member == "end_time")
        return is_in(each.times, each.member == "end_time" ? call.end_time : call.start_time);
    if (!each.text)
        return true;
    if (each.member == "parent_call_sid")
        return call.parent_call_sid == each.text;
    return *each.text
        == (each.member == "status"   ? call.status.text()
                : each.member == "to" ? call.to
                                      : call.from);
}

bool asks_for_nothing(selection const& filter)
{
    return std::any_of(filter.conditions.begin(), filter.conditions.end(), [](auto const& each) {
        return each.text == "";
    });
}

/// A listing with the collection that it is of.
struct call_listing
{
    call_listing(account const& calls, selection const& filter)
        : items(calls, filter)
        , listing(items, filter)
    {
    }

    detail::call_list items;
    detail::listing listing;
};

number_list one_by_one(account const& calls, selection const& filter)
{
    number_list result;
    for (call_number i = calls.begin(); i != calls.end(); ++i)
    {
        compat::call const call = calls.at(i);
        if (std::all_of(filter.conditions.begin(), filter.conditions.end(), [&](auto const& each) {
                return fits(call, each);
            }))
            result.push_back(i);
    }
    return result;
}

number_list backwards(detail::listing const& listing, call_number end)
{
    number_list result;
    for (std::optional<call_number> i = listing.before(end); i; i = listing.before(*i))
        result.push_back(*i);
    std::reverse(result.begin(), result.end());
    return result;
}

// Number of filters that matched some but not all calls.
std::size_t check_filters(account const& calls, std::size_t filters)
{
    filter_maker make(calls, calls.size());
    std::size_t telling = 0;
    for (std::size_t i = 0; i != filters; ++i)
    {
        selection const filter = make.next();
        if (asks_for_nothing(filter))
            continue;
        number_list const expected = one_by_one(calls, filter);
        call_listing const selected(calls, filter);
        detail::listing const& listing = selected.listing;
        BOOST_TEST_REQUIRE(
            listing.part_from(calls.begin(), calls.size() + 1).numbers == expected, i);
        BOOST_TEST_REQUIRE(backwards(listing, calls.end()) == expected, i);
        BOOST_TEST_REQUIRE(listing.count() == expected.size());
        telling += !expected.empty() && expected.size() != calls.size() ? 1 : 0;
    }
    return telling;
}

} // namespace

BOOST_AUTO_TEST_SUITE(sandbox_listing)

BOOST_AUTO_TEST_CASE(listing_matches_a_full_scan)
{
    for (bool const omit_members : {true, false})
        BOOST_TEST(check_filters(account("project", 700, 5, omit_members), 300) > 150U);
    // Several calls have the same time if the year is full.
    BOOST_TEST(check_filters(account("project", 3, 1, false), 100) > 10U);
    account const empty("project", 0, 1, false);
    selection filter;
    filter.at("start_time").times.after = sys_seconds();
    BOOST_TEST(call_listing(empty, filter).listing.count() == 0U);
    BOOST_TEST(!call_listing(empty, filter).listing.before(0));
}

BOOST_AUTO_TEST_CASE(added_and_updated_calls_are_found)
{
    account calls("project", 500, 6, true);
    for (std::uint64_t i = 0; i != 8; ++i)
    {
        calls.add_calls(5, i);
        calls.update_random_calls(40, i);
        calls.advance_clock(seconds(1000 * i));
        BOOST_TEST(check_filters(calls, 60) > 25U);
    }
}

BOOST_AUTO_TEST_CASE(time_range_is_a_range_of_calls)
{
    // Twenty calls per second, separated by seconds without calls.
    for (std::size_t const size : {std::size_t{20} * 365 * 24 * 3600, std::size_t{1000}})
    {
        detail::generated_calls const data("project", size, 1, false);
        for (std::size_t const index : {std::size_t{500}, size / 2, size - 100})
        {
            sys_seconds const anchor = data.lifecycle(index).date_created + seconds(1);
            detail::index_range const range = data.between(anchor, anchor);
            BOOST_TEST((range.begin <= index && index < range.end));
            BOOST_TEST(range.end - range.begin <= 20U);
            for (std::size_t i = index - 30; i != index + 30; ++i)
            {
                bool const same = data.lifecycle(i).date_created + seconds(1) == anchor;
                BOOST_TEST((i >= range.begin && i < range.end) == same);
            }
            detail::index_range const none = data.between(anchor, anchor - seconds(1));
            BOOST_TEST(none.begin == none.end);
        }
        detail::index_range const all = data.between(
            detail::generated_calls::end_of_data - std::chrono::days(366),
            detail::generated_calls::end_of_data);
        BOOST_TEST((all == detail::index_range(0, size)));
    }
}

BOOST_AUTO_TEST_CASE(parts_are_contiguous)
{
    account calls("project", 300, 7, true);
    calls.add_calls(10, 1);
    selection filter;
    filter.at("status").text = "completed";
    call_listing const selected(calls, filter);
    detail::listing const& listing = selected.listing;
    number_list const all = one_by_one(calls, filter);

    number_list forwards;
    detail::listing_part part(0, calls.begin());
    do
    {
        part = listing.part_from(part.end, 7);
        forwards.insert(forwards.end(), part.numbers.begin(), part.numbers.end());
        BOOST_TEST(listing.nth(forwards.size()) == (part.more ? part.end : all.back() + 1));
    } while (part.more);
    BOOST_TEST(forwards == all);

    detail::listing_part const back = listing.part_before(all[20], 7);
    BOOST_TEST(back.numbers == number_list(all.begin() + 13, all.begin() + 20));
    BOOST_TEST(back.more);
    BOOST_TEST(back.end == all[20]);
    BOOST_TEST(back.begin == all[13]);
    BOOST_TEST(listing.part_before(all[3], 7).begin == calls.begin());
    BOOST_TEST(listing.nth(100000) == calls.end());
    selection const everything;
    BOOST_TEST(call_listing(calls, everything).listing.nth(12) == calls.begin() + 12);
    BOOST_TEST(call_listing(calls, everything).listing.nth(100000) == calls.end());
}

BOOST_AUTO_TEST_SUITE_END()
