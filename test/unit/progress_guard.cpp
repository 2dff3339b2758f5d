#include "paging/progress_guard.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

using signalwire::errc;
using signalwire::paging::walk_guard;

BOOST_AUTO_TEST_SUITE(walk_guards)

namespace
{

using kind = walk_guard::page_kind;

std::string const calls = "/api/laml/2010-04-01/Accounts/a/Calls";

std::string page(std::string const& token, std::string const& rest = "&PageSize=50")
{
    return calls + "?Page=1&PageToken=" + token + rest;
}

/// The hashes of `count` items that follow each other.
std::vector<std::size_t> items(std::size_t first, std::size_t count)
{
    std::vector<std::size_t> out(count);
    std::iota(out.begin(), out.end(), first);
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(a_listing_that_gets_on_is_left_alone)
{
    walk_guard guard(calls);
    for (int i = 0; i < 10'000; ++i)
        BOOST_TEST_REQUIRE(!guard.go_on(page("PA" + std::to_string(i))).has_value());
}

BOOST_AUTO_TEST_CASE(a_first_page_that_names_itself_is_a_circle)
{
    walk_guard guard(calls + "?PageSize=50");
    BOOST_TEST((guard.go_on(calls + "?PageSize=50") == errc::page_cycle));
}

BOOST_AUTO_TEST_CASE(a_first_page_is_known_again_in_another_spelling)
{
    for (std::string const first :
         {"", "?PageSize=50", "?Page=0&PageSize=50", "?PageToken=&PageSize=50"})
    {
        walk_guard guard(calls + first);
        BOOST_TEST((guard.go_on(calls + "?Page=0&PageSize=50") == errc::page_cycle), first);
    }
    walk_guard filtered(calls + "?Status=busy&StartTime%3E=a%20b");
    BOOST_TEST(
        (filtered.go_on(calls + "?StartTime%3e=a+b&Status=busy&Page=0&PageSize=50")
         == errc::page_cycle));
    walk_guard other(calls + "?Status=busy");
    BOOST_TEST(!other.go_on(calls + "?Page=0").has_value());
    BOOST_TEST(!other.go_on(calls + "?Status=busy&Page=1").has_value());
}

BOOST_AUTO_TEST_CASE(a_token_that_comes_again_is_a_circle_whatever_stands_around_it)
{
    walk_guard guard(calls);
    BOOST_TEST(!guard.go_on(page("PA1")).has_value());
    BOOST_TEST(!guard.go_on(page("PA2")).has_value());
    BOOST_TEST((guard.go_on(page("PA1", "&PageSize=50&Page=7")) == errc::page_cycle));
}

BOOST_AUTO_TEST_CASE(pages_without_tokens_are_told_apart_by_all_they_say)
{
    walk_guard guard(calls);
    BOOST_TEST(!guard.go_on(calls + "?Page=1").has_value());
    BOOST_TEST(!guard.go_on(calls + "?Page=2").has_value());
    BOOST_TEST((guard.go_on(calls + "?Page=1") == errc::page_cycle));
}

BOOST_AUTO_TEST_CASE(smaller_pages_are_followed_and_told)
{
    walk_guard guard(calls + "?PageSize=1000");
    BOOST_TEST(!guard.go_on(page("PA1", "&PageSize=50")).has_value());
    BOOST_TEST(guard.gets_smaller());
    BOOST_TEST(!guard.go_on(page("PA2", "&PageSize=50")).has_value());
    BOOST_TEST(!guard.gets_smaller());
    BOOST_TEST(!guard.doubts(page("PA3", "&PageSize=1")));
    BOOST_TEST(!guard.go_on(page("PA3", "&PageSize=100")).has_value());
    BOOST_TEST(!guard.gets_smaller());
    BOOST_TEST(!guard.go_on(page("PA4", "")).has_value());
    BOOST_TEST(!guard.gets_smaller());

    walk_guard silent(calls);
    BOOST_TEST(!silent.go_on(page("PA1", "&PageSize=1")).has_value());
    BOOST_TEST(!silent.gets_smaller());
}

BOOST_AUTO_TEST_CASE(a_page_of_items_that_were_there_before_is_a_circle)
{
    for (std::size_t const length : {3U, 64U, 65U, 4096U})
    {
        walk_guard guard(calls);
        for (std::size_t i = 0; i != length; ++i)
            BOOST_TEST_REQUIRE((guard.visit(items(i * 10, 10)) == kind::fresh));
        std::vector<std::size_t> other_order = items(10, 10);
        std::reverse(other_order.begin(), other_order.end());
        BOOST_TEST((guard.visit(other_order) == kind::circle), "back, after " << length);
    }
}

BOOST_AUTO_TEST_CASE(one_page_for_ever_is_a_circle_and_delivered_once)
{
    walk_guard guard(calls);
    BOOST_TEST((guard.visit(items(100, 50)) == kind::fresh));
    for (std::size_t i = 0; i != walk_guard::most_repeated_pages; ++i)
        BOOST_TEST((guard.visit(items(100, 50)) == kind::repeated));
    for (std::size_t const each : items(100, 50))
        BOOST_TEST(guard.was_delivered(each));
    BOOST_TEST((guard.visit(items(100, 50)) == kind::circle));
}

BOOST_AUTO_TEST_CASE(the_first_page_for_ever_is_a_circle_while_items_arrive)
{
    // Newest first, and each time one more has arrived.
    walk_guard guard(calls);
    BOOST_TEST((guard.visit(items(1000, 50)) == kind::fresh));
    for (std::size_t i = 1; i <= walk_guard::most_repeated_pages; ++i)
    {
        std::vector<std::size_t> const page = items(1000 - i, 50);
        BOOST_TEST((guard.visit(page) == kind::repeated));
        BOOST_TEST(!guard.was_delivered(page.front()));
        BOOST_TEST(guard.was_delivered(page.back()));
    }
    BOOST_TEST((guard.visit(items(990, 50)) == kind::circle));
}

BOOST_AUTO_TEST_CASE(items_that_others_push_back_do_not_end_a_listing)
{
    // By offsets: ten pages of ten, and before each as many arrive as make it begin earlier.
    for (std::size_t const arrivals : {1U, 9U, 10U, 19U})
    {
        walk_guard guard(calls);
        std::size_t next = 10'000;
        for (int round = 0; round != 10; ++round)
        {
            for (int page = 0; page != 3; ++page, next += 10)
                BOOST_TEST_REQUIRE((guard.visit(items(next, 10)) == kind::fresh));
            next -= arrivals;
            kind const pushed = guard.visit(items(next, 10));
            BOOST_TEST((pushed == (arrivals < 10 ? kind::fresh : kind::repeated)), arrivals);
            next += arrivals < 10 ? 10 : arrivals;
        }
    }
}

BOOST_AUTO_TEST_CASE(a_single_item_may_repeat_a_few_times_in_a_row)
{
    walk_guard guard(calls);
    BOOST_TEST((guard.visit({100}) == kind::fresh));
    for (std::size_t round = 0; round != 3; ++round)
    {
        for (std::size_t i = 0; i != walk_guard::most_repeated_pages; ++i)
            BOOST_TEST((guard.visit({100}) == kind::repeated));
        BOOST_TEST((guard.visit({200 + round}) == kind::fresh));
    }
    // A circle of single items, with the empty page that leads nowhere.
    BOOST_TEST((guard.visit({200}) == kind::repeated));
    BOOST_TEST(guard.was_delivered(200));
    BOOST_TEST((guard.visit({}) == kind::fresh));
    BOOST_TEST((guard.visit({201}) == kind::repeated));
    BOOST_TEST((guard.visit({202}) == kind::circle));
}

BOOST_AUTO_TEST_CASE(empty_pages_are_no_repetition)
{
    walk_guard guard(calls);
    for (int i = 0; i != 10; ++i)
        BOOST_TEST((guard.visit({}) == kind::fresh));
}

BOOST_AUTO_TEST_CASE(a_thousand_empty_pages_in_a_row_are_too_many)
{
    walk_guard guard(calls);
    std::size_t token = 0;
    auto const go_on = [&](std::size_t count) {
        ++token;
        BOOST_TEST_REQUIRE((guard.visit(items(token, count)) == kind::fresh));
        return guard.go_on(page("PA" + std::to_string(token)));
    };
    for (std::size_t i = 1; i < walk_guard::most_empty_pages; ++i)
        BOOST_TEST_REQUIRE(!go_on(0).has_value());
    BOOST_TEST(!go_on(1).has_value());
    for (std::size_t i = 1; i < walk_guard::most_empty_pages; ++i)
        BOOST_TEST_REQUIRE(!go_on(0).has_value());
    BOOST_TEST((go_on(0) == errc::too_many_empty_pages));
}

BOOST_AUTO_TEST_SUITE_END()
