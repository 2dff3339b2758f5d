#include "paging/walk_guard.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <optional>
#include <string>

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
    for (std::size_t const length : {1U, 2U, 64U, 65U, 4096U})
    {
        walk_guard guard(calls);
        for (std::size_t i = 0; i != length; ++i)
            BOOST_TEST_REQUIRE((guard.visit(50, i + 1) == kind::fresh));
        BOOST_TEST((guard.visit(50, 1) == kind::circle), "back to the first of " << length);
    }
}

BOOST_AUTO_TEST_CASE(a_single_item_may_repeat_a_few_times_in_a_row)
{
    walk_guard guard(calls);
    BOOST_TEST((guard.visit(1, 100) == kind::fresh));
    for (int round = 0; round != 3; ++round)
    {
        for (std::size_t i = 0; i != walk_guard::most_repeated_pages; ++i)
            BOOST_TEST((guard.visit(1, 100) == kind::repeated));
        BOOST_TEST((guard.visit(1, 200 + static_cast<std::size_t>(round)) == kind::fresh));
    }
    for (std::size_t i = 0; i != walk_guard::most_repeated_pages; ++i)
        BOOST_TEST((guard.visit(1, 100) == kind::repeated));
    BOOST_TEST((guard.visit(1, 100) == kind::circle));
}

BOOST_AUTO_TEST_CASE(empty_pages_are_no_repetition)
{
    walk_guard guard(calls);
    for (int i = 0; i != 10; ++i)
        BOOST_TEST((guard.visit(0, 7) == kind::fresh));
    // Nor do they end one.
    BOOST_TEST((guard.visit(1, 8) == kind::fresh));
    for (std::size_t i = 0; i != walk_guard::most_repeated_pages; ++i)
    {
        BOOST_TEST((guard.visit(0, 7) == kind::fresh));
        BOOST_TEST((guard.visit(1, 8) == kind::repeated));
    }
    BOOST_TEST((guard.visit(1, 8) == kind::circle));
}

BOOST_AUTO_TEST_CASE(a_thousand_empty_pages_in_a_row_are_too_many)
{
    walk_guard guard(calls);
    std::size_t token = 0;
    auto const go_on = [&](std::size_t items) {
        ++token;
        BOOST_TEST_REQUIRE((guard.visit(items, token) == kind::fresh));
        return guard.go_on(page("PA" + std::to_string(token)));
    };
    for (std::size_t i = 1; i < walk_guard::most_empty_pages; ++i)
        BOOST_TEST_REQUIRE(!go_on(0).has_value());
    BOOST_TEST(!go_on(1).has_value());
    for (std::size_t i = 1; i < walk_guard::most_empty_pages; ++i)
        BOOST_TEST_REQUIRE(!go_on(0).has_value());
    BOOST_TEST((go_on(0) == errc::empty_pages));
}

BOOST_AUTO_TEST_SUITE_END()
