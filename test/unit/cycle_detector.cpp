#include "paging/cycle_detector.hpp"

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

/// After how many steps a walk that leads through `tail` pages into a circle of `length` pages is
/// found out; 0 when it is not in `most` steps.
std::size_t steps_until_found(std::size_t tail, std::size_t length, std::size_t most)
{
    cycle_detector detector;
    for (std::size_t step = 0; step < most; ++step)
    {
        std::size_t const number = step < tail ? step : tail + (step - tail) % length;
        if (detector.visit(page(number)))
            return step + 1;
    }
    return 0;
}

} // namespace

BOOST_AUTO_TEST_CASE(a_page_that_names_itself_as_the_next_is_found_at_once)
{
    cycle_detector detector;
    BOOST_TEST(!detector.visit("/a"));
    BOOST_TEST(detector.visit("/a"));
}

BOOST_AUTO_TEST_CASE(a_b_a_b_is_found_at_the_second_a)
{
    cycle_detector detector;
    BOOST_TEST(!detector.visit("/a"));
    BOOST_TEST(!detector.visit("/b"));
    BOOST_TEST(detector.visit("/a"));
}

BOOST_AUTO_TEST_CASE(a_short_circle_is_found_at_its_first_repetition_wherever_it_begins)
{
    for (std::size_t length : {1U, 2U, 3U, 10U, 63U, 64U})
    {
        for (std::size_t tail : {0U, 1U, 2U, 5U, 63U, 64U, 65U, 1000U, 1024U, 5000U})
        {
            BOOST_TEST(
                steps_until_found(tail, length, 10'000) == tail + length + 1,
                "a circle of " << length << " after " << tail);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_long_circle_is_found_after_a_few_rounds)
{
    for (std::size_t length : {65U, 66U, 100U, 127U, 128U, 129U, 1000U, 4096U})
    {
        for (std::size_t tail : {4096U, 5000U})
        {
            std::size_t const found = steps_until_found(tail, length, 100'000);
            BOOST_TEST(found > tail + length, "nothing had been there before");
            // Brent: the landmark lies in the circle and a power of two not below its length.
            std::size_t const most = 3 * (tail > length ? tail : length) + length + 2;
            BOOST_TEST(
                found <= most, "a circle of " << length << " after " << tail << ": " << found);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_circle_back_to_one_of_the_first_pages_is_found_at_its_first_repetition)
{
    for (std::size_t length : {65U, 100U, 1000U, 4096U, 20'000U})
    {
        for (std::size_t tail : {0U, 1U, 64U, 100U, 4095U})
        {
            BOOST_TEST(
                steps_until_found(tail, length, 100'000) == tail + length + 1,
                "a circle of " << length << " after " << tail);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_hundred_thousand_different_pages_raise_no_false_alarm)
{
    cycle_detector detector;
    std::size_t alarms = 0;
    for (std::size_t i = 0; i < 100'000; ++i)
        alarms += detector.visit(page(i)) ? 1 : 0;
    BOOST_TEST(alarms == 0U);
}

BOOST_AUTO_TEST_CASE(pages_that_differ_in_one_character_are_different)
{
    cycle_detector detector;
    BOOST_TEST(!detector.visit(""));
    BOOST_TEST(!detector.visit("/Calls?PageToken=PAx"));
    BOOST_TEST(!detector.visit("/Calls?PageToken=PAX"));
    BOOST_TEST(!detector.visit("/Calls?PageToken=PAx "));
    BOOST_TEST(!detector.visit(std::string_view("/Calls?PageToken=PAx\0", 21)));
}

BOOST_AUTO_TEST_SUITE_END()
