#include "tool/cursor_saver.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>

using signalwire::tool::save_schedule;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(tool_save_schedule)

namespace
{

save_schedule::clock::time_point const start{};

} // namespace

BOOST_AUTO_TEST_CASE(save_is_due_after_a_second_with_output)
{
    save_schedule pace(start);
    BOOST_TEST(!pace.is_due(start + 999ms, 1));
    BOOST_TEST(pace.is_due(start + 1s, 1));
    BOOST_TEST(!pace.is_due(start + 1h, 0));
    pace.saved(start + 1s, start + 1s, 1);
    BOOST_TEST(!pace.is_due(start + 1h, 1));
    BOOST_TEST(!pace.is_due(start + 1999ms, 2));
    BOOST_TEST(pace.is_due(start + 2s, 2));
}

BOOST_AUTO_TEST_CASE(save_is_due_earlier_after_much_output)
{
    save_schedule const pace(start);
    BOOST_TEST(!pace.is_due(start + 1ms, save_schedule::many_bytes - 1));
    BOOST_TEST(pace.is_due(start + 1ms, save_schedule::many_bytes));
}

BOOST_AUTO_TEST_CASE(slow_saves_are_less_frequent)
{
    save_schedule pace(start);
    pace.saved(start, start + 200ms, 1);
    BOOST_TEST(!pace.is_due(start + 200ms + 3999ms, save_schedule::many_bytes * 10));
    BOOST_TEST(pace.is_due(start + 200ms + 4s, 2));
    // A clock that is set back must not stop saving.
    pace.saved(start + 5s, start + 4s, 2);
    BOOST_TEST(pace.is_due(start + 5s, 3));
}

BOOST_AUTO_TEST_SUITE_END()
