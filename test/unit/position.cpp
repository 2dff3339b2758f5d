#include "paging/position.hpp"

#include "unit/paging_page.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>
#include <vector>

using signalwire::paging::page_view;
using signalwire::paging::place;
using unit::item;

BOOST_AUTO_TEST_SUITE(places)

namespace
{

place behind(std::string const& id, std::uint64_t delivered, std::optional<int> second)
{
    place out;
    out.last_id = id;
    out.delivered = delivered;
    if (second)
        out.moment.emplace(std::chrono::seconds(*second));
    return out;
}

/// Where one goes on, as text: an index, or "on".
std::string find(std::vector<item> const& items, place const& wanted, page_view const& view = {})
{
    auto const found = signalwire::paging::find_place(unit::make_page(items), wanted, view);
    return found ? std::to_string(*found) : "on";
}

page_view moved()
{
    page_view view;
    view.moved = true;
    return view;
}

page_view broken()
{
    page_view view;
    view.whole = false;
    return view;
}

page_view last()
{
    page_view view;
    view.last = true;
    return view;
}

std::vector<item> const timed = {item("d", 9), item("c", 7), item("b", 7), item("a", 3)};
std::vector<item> const untimed = {item("d"), item("c"), item("b"), item("a")};

} // namespace

BOOST_AUTO_TEST_CASE(the_id_tells_whatever_the_count_says)
{
    for (page_view const& view : {page_view(), moved(), broken(), last()})
    {
        BOOST_TEST(find(timed, behind("d", 3, 9), view) == "1");
        BOOST_TEST(find(timed, behind("b", 1, 7), view) == "3");
        BOOST_TEST(find(untimed, behind("a", 4, std::nullopt), view) == "4");
    }
}

BOOST_AUTO_TEST_CASE(items_without_an_id_are_not_taken_for_each_other)
{
    std::vector<item> const nameless = {item("", 9), item("", 7), item("b", 6), item("", 3)};
    BOOST_TEST(find(nameless, behind("", 2, 7)) == "2");
    BOOST_TEST(find(nameless, behind("", 4, 3)) == "4");
    BOOST_TEST(find(nameless, behind("", 3, 6)) == "2");
    BOOST_TEST(find(nameless, behind("", 2, 7), moved()) == "1");
    std::vector<item> const twins = {item("a", 9), item("b", 8), item("a", 7)};
    BOOST_TEST(find(twins, behind("a", 3, 7)) == "3");
}

BOOST_AUTO_TEST_CASE(an_item_that_has_gone_is_placed_by_its_time)
{
    BOOST_TEST(find(timed, behind("x", 2, 8)) == "1");
    // Rather the same second again than one too few.
    BOOST_TEST(find(timed, behind("x", 2, 7)) == "1");
    BOOST_TEST(find(timed, behind("x", 9, 4)) == "3");
    BOOST_TEST(find(timed, behind("x", 1, 10)) == "0");
}

BOOST_AUTO_TEST_CASE(a_place_behind_a_page_is_further_on)
{
    BOOST_TEST(find(timed, behind("x", 2, 2)) == "on");
    BOOST_TEST(find(timed, behind("x", 2, 3)) == "on");
    BOOST_TEST(find(timed, behind("x", 2, 3), moved()) == "on");
    BOOST_TEST(find({}, behind("x", 2, 3)) == "on");
}

BOOST_AUTO_TEST_CASE(behind_the_last_page_there_is_nothing_further_on)
{
    BOOST_TEST(find(timed, behind("x", 2, 2), last()) == "4");
    BOOST_TEST(find(timed, behind("x", 2, 3), last()) == "3");
    BOOST_TEST(find({}, behind("x", 2, 3), last()) == "0");
}

BOOST_AUTO_TEST_CASE(without_times_the_count_tells_on_the_same_page_only)
{
    BOOST_TEST(find(untimed, behind("x", 2, std::nullopt)) == "2");
    BOOST_TEST(find(untimed, behind("x", 9, std::nullopt)) == "4");
    BOOST_TEST(find(untimed, behind("x", 2, std::nullopt), moved()) == "on");
}

BOOST_AUTO_TEST_CASE(what_is_missing_of_a_broken_page_may_hold_it)
{
    BOOST_TEST(find(timed, behind("x", 2, 8), broken()) == "on");
    BOOST_TEST(find(untimed, behind("x", 2, std::nullopt), broken()) == "on");
}

BOOST_AUTO_TEST_SUITE_END()
