#include "paging/position.hpp"

#include "unit/paging_page.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>
#include <vector>

using signalwire::paging::page_context;
using signalwire::paging::position;
using unit::item;

BOOST_AUTO_TEST_SUITE(positions)

namespace
{

position after(std::string const& id, std::uint64_t offset, std::optional<int> second)
{
    std::optional<std::chrono::sys_seconds> created;
    if (second)
        created.emplace(std::chrono::seconds(*second));
    return position(offset, id, created);
}

/// Returns the resume index as text, or "later" if it is on a later page.
std::string find(
    std::vector<item> const& items, position const& wanted, page_context const& context = {})
{
    auto const found =
        signalwire::paging::find_resume_index(unit::make_page(items), wanted, context);
    return found ? std::to_string(*found) : "later";
}

page_context other_page()
{
    page_context context;
    context.is_other_page = true;
    return context;
}

page_context incomplete()
{
    page_context context;
    context.is_complete = false;
    return context;
}

page_context last()
{
    page_context context;
    context.is_last = true;
    return context;
}

std::vector<item> const timed = {item("d", 9), item("c", 7), item("b", 7), item("a", 3)};
std::vector<item> const untimed = {item("d"), item("c"), item("b"), item("a")};

} // namespace

BOOST_AUTO_TEST_CASE(position_is_found_by_id)
{
    for (page_context const& context : {page_context(), other_page(), incomplete(), last()})
    {
        BOOST_TEST(find(timed, after("d", 3, 9), context) == "1");
        BOOST_TEST(find(timed, after("b", 1, 7), context) == "3");
        BOOST_TEST(find(untimed, after("a", 4, std::nullopt), context) == "4");
    }
}

BOOST_AUTO_TEST_CASE(items_without_id_are_found_by_offset)
{
    std::vector<item> const nameless = {item("", 9), item("", 7), item("b", 6), item("", 3)};
    BOOST_TEST(find(nameless, after("", 2, 7)) == "2");
    BOOST_TEST(find(nameless, after("", 4, 3)) == "4");
    BOOST_TEST(find(nameless, after("", 3, 6)) == "2");
    BOOST_TEST(find(nameless, after("", 2, 7), other_page()) == "1");
    std::vector<item> const twins = {item("a", 9), item("b", 8), item("a", 7)};
    BOOST_TEST(find(twins, after("a", 3, 7)) == "3");
}

BOOST_AUTO_TEST_CASE(missing_item_is_placed_by_time)
{
    BOOST_TEST(find(timed, after("x", 2, 8)) == "1");
    // Repeating a second is better than losing an item.
    BOOST_TEST(find(timed, after("x", 2, 7)) == "1");
    BOOST_TEST(find(timed, after("x", 9, 4)) == "3");
    BOOST_TEST(find(timed, after("x", 1, 10)) == "0");
}

BOOST_AUTO_TEST_CASE(position_after_page_is_on_later_page)
{
    BOOST_TEST(find(timed, after("x", 2, 2)) == "later");
    BOOST_TEST(find(timed, after("x", 2, 3)) == "later");
    BOOST_TEST(find(timed, after("x", 2, 3), other_page()) == "later");
    BOOST_TEST(find({}, after("x", 2, 3)) == "later");
}

BOOST_AUTO_TEST_CASE(position_after_last_page_is_its_end)
{
    BOOST_TEST(find(timed, after("x", 2, 2), last()) == "4");
    BOOST_TEST(find(timed, after("x", 2, 3), last()) == "3");
    BOOST_TEST(find({}, after("x", 2, 3), last()) == "0");
}

BOOST_AUTO_TEST_CASE(offset_decides_only_on_the_same_page)
{
    BOOST_TEST(find(untimed, after("x", 2, std::nullopt)) == "2");
    BOOST_TEST(find(untimed, after("x", 9, std::nullopt)) == "4");
    BOOST_TEST(find(untimed, after("x", 2, std::nullopt), other_page()) == "later");
}

BOOST_AUTO_TEST_CASE(position_may_be_in_missing_part)
{
    BOOST_TEST(find(timed, after("x", 2, 8), incomplete()) == "later");
    BOOST_TEST(find(untimed, after("x", 2, std::nullopt), incomplete()) == "later");
}

BOOST_AUTO_TEST_SUITE_END()
