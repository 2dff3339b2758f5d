#include "async/low_water_mark.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <random>
#include <set>
#include <vector>

using signalwire::cursor;
using signalwire::async::low_water_mark;
using signalwire::detail::cursor_access;

BOOST_AUTO_TEST_SUITE(low_water_marks)

namespace
{

/// The cursor after `count` items.
cursor behind(std::uint64_t count)
{
    return cursor_access::make(42, "/page", count, "", false);
}

} // namespace

BOOST_AUTO_TEST_CASE(starts_at_the_begin_of_the_stream)
{
    low_water_mark mark(behind(7));
    BOOST_TEST(cursor_access::get(mark.position()).page_offset == 7U);
    mark.begin_item(behind(8));
    mark.begin_item(behind(9));
    BOOST_TEST(cursor_access::get(mark.position()).page_offset == 7U);
}

BOOST_AUTO_TEST_CASE(follows_items_finished_in_order)
{
    low_water_mark mark(behind(0));
    for (std::uint64_t i = 0; i < 10; ++i)
    {
        std::uint64_t const item = mark.begin_item(behind(i + 1));
        BOOST_TEST(cursor_access::get(mark.position()).page_offset == i);
        mark.finish_item(item);
        BOOST_TEST(cursor_access::get(mark.position()).page_offset == i + 1);
    }
}

BOOST_AUTO_TEST_CASE(stays_at_the_oldest_unfinished_item)
{
    low_water_mark mark(behind(0));
    std::uint64_t const first = mark.begin_item(behind(1));
    for (std::uint64_t i = 1; i < 1000; ++i)
        mark.finish_item(mark.begin_item(behind(i + 1)));
    BOOST_TEST(cursor_access::get(mark.position()).page_offset == 0U);
    // Finished items after the gap need no memory.
    mark.finish_item(first);
    BOOST_TEST(cursor_access::get(mark.position()).page_offset == 1000U);
}

BOOST_AUTO_TEST_CASE(precedes_the_first_unfinished_item_in_any_order)
{
    std::mt19937 random(1);
    for (int round = 0; round < 200; ++round)
    {
        low_water_mark mark(behind(0));
        std::set<std::uint64_t> unfinished;
        std::uint64_t begun = 0;
        for (int step = 0; step < 100; ++step)
        {
            if (unfinished.empty() || random() % 2 == 0)
            {
                unfinished.insert(mark.begin_item(behind(begun + 1)));
                ++begun;
            }
            else
            {
                auto const chosen = std::next(
                    unfinished.begin(), static_cast<std::ptrdiff_t>(random() % unfinished.size()));
                mark.finish_item(*chosen);
                unfinished.erase(chosen);
            }
            std::uint64_t const expected = unfinished.empty() ? begun : *unfinished.begin();
            BOOST_TEST(cursor_access::get(mark.position()).page_offset == expected);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
