#include "paging/progress_guard.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

using signalwire::errc;
using signalwire::paging::page_address;

BOOST_AUTO_TEST_SUITE(progress_guards)

namespace
{

/// A guard of targets instead of addresses.
struct progress_guard : signalwire::paging::progress_guard
{
    explicit progress_guard(std::string const& first)
        : signalwire::paging::progress_guard(page_address(first))
    {
    }

    std::optional<errc> check_next(std::string const& target)
    {
        return signalwire::paging::progress_guard::check_next(page_address(target));
    }

    [[nodiscard]] bool is_suspicious(std::string const& target) const
    {
        return signalwire::paging::progress_guard::is_suspicious(page_address(target));
    }
};

using kind = progress_guard::page_kind;

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

BOOST_AUTO_TEST_CASE(listing_with_progress_is_accepted)
{
    progress_guard guard(calls);
    for (int i = 0; i < 10'000; ++i)
        BOOST_TEST_REQUIRE(!guard.check_next(page("PA" + std::to_string(i))).has_value());
}

BOOST_AUTO_TEST_CASE(first_page_that_links_itself_is_cycle)
{
    progress_guard guard(calls + "?PageSize=50");
    BOOST_TEST((guard.check_next(calls + "?PageSize=50") == errc::page_cycle));
}

BOOST_AUTO_TEST_CASE(first_page_is_recognized_in_any_spelling)
{
    for (std::string const first :
         {"", "?PageSize=50", "?Page=0&PageSize=50", "?PageToken=&PageSize=50"})
    {
        progress_guard guard(calls + first);
        BOOST_TEST((guard.check_next(calls + "?Page=0&PageSize=50") == errc::page_cycle), first);
    }
    progress_guard filtered(calls + "?Status=busy&StartTime%3E=a%20b");
    BOOST_TEST(
        (filtered.check_next(calls + "?StartTime%3e=a+b&Status=busy&Page=0&PageSize=50")
         == errc::page_cycle));
    progress_guard other(calls + "?Status=busy");
    BOOST_TEST(!other.check_next(calls + "?Page=0").has_value());
    BOOST_TEST(!other.check_next(calls + "?Status=busy&Page=1").has_value());
}

BOOST_AUTO_TEST_CASE(repeated_token_is_cycle)
{
    progress_guard guard(calls);
    BOOST_TEST(!guard.check_next(page("PA1")).has_value());
    BOOST_TEST(!guard.check_next(page("PA2")).has_value());
    BOOST_TEST((guard.check_next(page("PA1", "&PageSize=50&Page=7")) == errc::page_cycle));
}

BOOST_AUTO_TEST_CASE(pages_without_tokens_are_identified_by_parameters)
{
    progress_guard guard(calls);
    BOOST_TEST(!guard.check_next(calls + "?Page=1").has_value());
    BOOST_TEST(!guard.check_next(calls + "?Page=2").has_value());
    BOOST_TEST((guard.check_next(calls + "?Page=1") == errc::page_cycle));
}

BOOST_AUTO_TEST_CASE(smaller_pages_are_accepted_and_reported)
{
    progress_guard guard(calls + "?PageSize=1000");
    BOOST_TEST(!guard.check_next(page("PA1", "&PageSize=50")).has_value());
    BOOST_TEST(guard.page_size_decreased());
    BOOST_TEST(!guard.check_next(page("PA2", "&PageSize=50")).has_value());
    BOOST_TEST(!guard.page_size_decreased());
    BOOST_TEST(!guard.is_suspicious(page("PA3", "&PageSize=1")));
    BOOST_TEST(!guard.check_next(page("PA3", "&PageSize=100")).has_value());
    BOOST_TEST(!guard.page_size_decreased());
    BOOST_TEST(!guard.check_next(page("PA4", "")).has_value());
    BOOST_TEST(!guard.page_size_decreased());

    progress_guard silent(calls);
    BOOST_TEST(!silent.check_next(page("PA1", "&PageSize=1")).has_value());
    BOOST_TEST(!silent.page_size_decreased());
}

BOOST_AUTO_TEST_CASE(page_of_known_items_is_cycle)
{
    for (std::size_t const length : {3U, 64U, 65U, 4096U})
    {
        progress_guard guard(calls);
        for (std::size_t i = 0; i != length; ++i)
            BOOST_TEST_REQUIRE((guard.visit(items(i * 10, 10)) == kind::fresh));
        std::vector<std::size_t> other_order = items(10, 10);
        std::reverse(other_order.begin(), other_order.end());
        BOOST_TEST((guard.visit(other_order) == kind::cycle), "back, after " << length);
    }
}

BOOST_AUTO_TEST_CASE(endlessly_repeated_page_is_cycle)
{
    progress_guard guard(calls);
    BOOST_TEST((guard.visit(items(100, 50)) == kind::fresh));
    for (std::size_t i = 0; i != progress_guard::max_repeated_pages; ++i)
        BOOST_TEST((guard.visit(items(100, 50)) == kind::repeated));
    for (std::size_t const each : items(100, 50))
        BOOST_TEST(guard.was_delivered(each));
    BOOST_TEST((guard.visit(items(100, 50)) == kind::cycle));
}

BOOST_AUTO_TEST_CASE(repeated_first_page_with_new_items_is_cycle)
{
    // Newest first, and each time one more has arrived.
    progress_guard guard(calls);
    BOOST_TEST((guard.visit(items(1000, 50)) == kind::fresh));
    for (std::size_t i = 1; i <= progress_guard::max_repeated_pages; ++i)
    {
        std::vector<std::size_t> const page = items(1000 - i, 50);
        BOOST_TEST((guard.visit(page) == kind::repeated));
        BOOST_TEST(!guard.was_delivered(page.front()));
        BOOST_TEST(guard.was_delivered(page.back()));
    }
    BOOST_TEST((guard.visit(items(990, 50)) == kind::cycle));
}

BOOST_AUTO_TEST_CASE(shifted_items_do_not_end_listing)
{
    // By offsets: ten pages of ten, and before each as many arrive as make it begin earlier.
    for (std::size_t const arrivals : {1U, 9U, 10U, 19U})
    {
        progress_guard guard(calls);
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

BOOST_AUTO_TEST_CASE(single_item_may_repeat_a_few_times)
{
    progress_guard guard(calls);
    BOOST_TEST((guard.visit({100}) == kind::fresh));
    for (std::size_t round = 0; round != 3; ++round)
    {
        for (std::size_t i = 0; i != progress_guard::max_repeated_pages; ++i)
            BOOST_TEST((guard.visit({100}) == kind::repeated));
        BOOST_TEST((guard.visit({200 + round}) == kind::fresh));
    }
    // A cycle of single items, with the empty page that leads nowhere.
    BOOST_TEST((guard.visit({200}) == kind::repeated));
    BOOST_TEST(guard.was_delivered(200));
    BOOST_TEST((guard.visit({}) == kind::fresh));
    BOOST_TEST((guard.visit({201}) == kind::repeated));
    BOOST_TEST((guard.visit({202}) == kind::cycle));
}

BOOST_AUTO_TEST_CASE(empty_pages_are_not_repeated)
{
    progress_guard guard(calls);
    for (int i = 0; i != 10; ++i)
        BOOST_TEST((guard.visit({}) == kind::fresh));
}

BOOST_AUTO_TEST_CASE(too_many_empty_pages_fail)
{
    progress_guard guard(calls);
    std::size_t token = 0;
    auto const add_page = [&](std::size_t count) {
        ++token;
        BOOST_TEST_REQUIRE((guard.visit(items(token, count)) == kind::fresh));
        return guard.check_next(page("PA" + std::to_string(token)));
    };
    for (std::size_t i = 1; i < progress_guard::max_empty_pages; ++i)
        BOOST_TEST_REQUIRE(!add_page(0).has_value());
    BOOST_TEST(!add_page(1).has_value());
    for (std::size_t i = 1; i < progress_guard::max_empty_pages; ++i)
        BOOST_TEST_REQUIRE(!add_page(0).has_value());
    BOOST_TEST((add_page(0) == errc::too_many_empty_pages));
}

BOOST_AUTO_TEST_SUITE_END()
