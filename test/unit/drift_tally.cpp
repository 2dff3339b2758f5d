#include "json/drift_tally.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using signalwire::json::drift_tally;

BOOST_AUTO_TEST_SUITE(drift_tallies)

BOOST_AUTO_TEST_CASE(deviations_that_are_none_of_a_member_are_counted_by_name)
{
    drift_tally tally;
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

BOOST_AUTO_TEST_CASE(a_sum_tells_which_names_are_new_to_it)
{
    drift_tally one;
    one.count("http.line_end");
    one.count_unknown("$", "new");
    drift_tally sum;
    BOOST_TEST((sum.add(one) == std::vector<std::string>{"$.new", "http.line_end"}));
    BOOST_TEST(sum.add(one).empty());
    one.count("http.gzip");
    BOOST_TEST((sum.add(one) == std::vector<std::string>{"http.gzip"}));
    BOOST_TEST(sum.total() == 7U);
    BOOST_TEST(sum.counts().at("http.line_end") == 3U);
}

BOOST_AUTO_TEST_CASE(names_do_not_grow_beyond_a_bound)
{
    drift_tally tally;
    for (int i = 0; i < 1000; ++i)
        tally.count("some." + std::to_string(i));
    BOOST_TEST(tally.counts().size() < 400U);
    BOOST_TEST(tally.total() == 1000U);
    drift_tally sum;
    BOOST_TEST(sum.add(tally).size() < 400U);
    BOOST_TEST(sum.total() == 1000U);
}

BOOST_AUTO_TEST_SUITE_END()
