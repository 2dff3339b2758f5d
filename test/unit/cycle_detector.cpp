#include "paging/progress_guard.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <string_view>

using signalwire::paging::cycle_detector;

BOOST_AUTO_TEST_SUITE(cycle_detection)

namespace
{

std::string page(std::size_t number)
{
    return "/Calls?Page=" + std::to_string(number) + "&PageToken=PA"
        + std::to_string(number * 7919);
}

/// Returns the number of steps until a cycle of `length` pages after `tail` pages is detected; 0 if
/// it is not in `max_steps`.
std::size_t steps_until_found(std::size_t tail, std::size_t length, std::size_t max_steps)
{
    cycle_detector detector;
    for (std::size_t step = 0; step < max_steps; ++step)
    {
        std::size_t const number = step < tail ? step : tail + (step - tail) % length;
        if (detector.visit(page(number)))
            return step + 1;
    }
    return 0;
}

} // namespace

BOOST_AUTO_TEST_CASE(page_that_links_itself_is_found_at_once)
{
    cycle_detector detector;
    BOOST_TEST(!detector.visit("/a"));
    BOOST_TEST(detector.visit("/a"));
}

BOOST_AUTO_TEST_CASE(cycle_of_two_is_found_at_third_page)
{
    cycle_detector detector;
    BOOST_TEST(!detector.visit("/a"));
    BOOST_TEST(!detector.visit("/b"));
    BOOST_TEST(detector.visit("/a"));
}

BOOST_AUTO_TEST_CASE(short_cycle_is_found_at_first_repetition)
{
    for (std::size_t length : {1U, 2U, 3U, 10U, 63U, 64U})
    {
        for (std::size_t tail : {0U, 1U, 2U, 5U, 63U, 64U, 65U, 1000U, 1024U, 5000U})
        {
            BOOST_TEST(
                steps_until_found(tail, length, 10'000) == tail + length + 1,
                "a cycle of " << length << " after " << tail);
        }
    }
}

BOOST_AUTO_TEST_CASE(long_cycle_is_found_after_few_rounds)
{
    for (std::size_t length : {65U, 66U, 100U, 127U, 128U, 129U, 1000U, 4096U})
    {
        for (std::size_t tail : {4096U, 5000U})
        {
            std::size_t const found = steps_until_found(tail, length, 100'000);
            BOOST_TEST(found > tail + length, "nothing had been there before");
            // Brent: the checkpoint is in the cycle, at a power of two not below its length.
            std::size_t const most = 3 * (tail > length ? tail : length) + length + 2;
            BOOST_TEST(
                found <= most, "a cycle of " << length << " after " << tail << ": " << found);
        }
    }
}

BOOST_AUTO_TEST_CASE(cycle_to_early_page_is_found_at_first_repetition)
{
    for (std::size_t length : {65U, 100U, 1000U, 4096U, 20'000U})
    {
        for (std::size_t tail : {0U, 1U, 64U, 100U, 4095U})
        {
            BOOST_TEST(
                steps_until_found(tail, length, 100'000) == tail + length + 1,
                "a cycle of " << length << " after " << tail);
        }
    }
}

BOOST_AUTO_TEST_CASE(different_pages_cause_no_false_alarm)
{
    cycle_detector detector;
    std::size_t alarms = 0;
    for (std::size_t i = 0; i < 100'000; ++i)
        alarms += detector.visit(page(i)) ? 1 : 0;
    BOOST_TEST(alarms == 0U);
}

BOOST_AUTO_TEST_CASE(pages_differ_by_one_character)
{
    cycle_detector detector;
    BOOST_TEST(!detector.visit(""));
    BOOST_TEST(!detector.visit("/Calls?PageToken=PAx"));
    BOOST_TEST(!detector.visit("/Calls?PageToken=PAX"));
    BOOST_TEST(!detector.visit("/Calls?PageToken=PAx "));
    BOOST_TEST(!detector.visit(std::string_view("/Calls?PageToken=PAx\0", 21)));
}

BOOST_AUTO_TEST_SUITE_END()
