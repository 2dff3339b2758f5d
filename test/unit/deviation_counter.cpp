#include "json/deviation_counter.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using signalwire::json::deviation_counter;

BOOST_AUTO_TEST_SUITE(deviation_counters)

BOOST_AUTO_TEST_CASE(deviations_without_a_member_are_counted_by_name)
{
    deviation_counter tally;
    tally.count("http.status_line");
    tally.count("http.chunk_size");
    tally.count("http.status_line");
    tally.count_unknown("$", "new");
    BOOST_TEST(tally.total() == 4U);
    BOOST_TEST(tally.counts().size() == 3U);
    BOOST_TEST(tally.counts().at("http.status_line") == 2U);
    BOOST_TEST(tally.counts().at("http.chunk_size") == 1U);
    BOOST_TEST(tally.counts().at("$.new") == 1U);
}

BOOST_AUTO_TEST_CASE(add_returns_new_names)
{
    deviation_counter one;
    one.count("http.line_end");
    one.count_unknown("$", "new");
    deviation_counter sum;
    BOOST_TEST((sum.add(one) == std::vector<std::string>{"$.new", "http.line_end"}));
    BOOST_TEST(sum.add(one).empty());
    one.count("http.gzip");
    BOOST_TEST((sum.add(one) == std::vector<std::string>{"http.gzip"}));
    BOOST_TEST(sum.total() == 7U);
    BOOST_TEST(sum.counts().at("http.line_end") == 3U);
}

BOOST_AUTO_TEST_CASE(number_of_names_is_limited)
{
    deviation_counter tally;
    for (int i = 0; i < 1000; ++i)
        tally.count("some." + std::to_string(i));
    BOOST_TEST(tally.counts().size() < 400U);
    BOOST_TEST(tally.total() == 1000U);
    deviation_counter sum;
    BOOST_TEST(sum.add(tally).size() < 400U);
    BOOST_TEST(sum.total() == 1000U);
}

BOOST_AUTO_TEST_SUITE_END()
