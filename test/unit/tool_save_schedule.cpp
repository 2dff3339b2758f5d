#include "tool/save_schedule.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>

using signalwire::tool::save_pace;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(tool_save_pace)

namespace
{

save_pace::clock::time_point const start{};

} // namespace

BOOST_AUTO_TEST_CASE(is_due_after_a_second_when_something_was_written)
{
    save_pace pace(start);
    BOOST_TEST(!pace.is_due(start + 999ms, 1));
    BOOST_TEST(pace.is_due(start + 1s, 1));
    BOOST_TEST(!pace.is_due(start + 1h, 0));
    pace.saved(start + 1s, start + 1s, 1);
    BOOST_TEST(!pace.is_due(start + 1h, 1));
    BOOST_TEST(!pace.is_due(start + 1999ms, 2));
    BOOST_TEST(pace.is_due(start + 2s, 2));
}

BOOST_AUTO_TEST_CASE(is_due_sooner_when_much_was_written)
{
    save_pace const pace(start);
    BOOST_TEST(!pace.is_due(start + 1ms, save_pace::many_bytes - 1));
    BOOST_TEST(pace.is_due(start + 1ms, save_pace::many_bytes));
}

BOOST_AUTO_TEST_CASE(takes_no_more_than_its_share_of_the_time)
{
    save_pace pace(start);
    pace.saved(start, start + 200ms, 1);
    BOOST_TEST(!pace.is_due(start + 200ms + 3999ms, save_pace::many_bytes * 10));
    BOOST_TEST(pace.is_due(start + 200ms + 4s, 2));
    // A clock that is set back is no reason never to save again.
    pace.saved(start + 5s, start + 4s, 2);
    BOOST_TEST(pace.is_due(start + 5s, 3));
}

BOOST_AUTO_TEST_SUITE_END()
