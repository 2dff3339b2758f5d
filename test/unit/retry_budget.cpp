#include "client/retry_budget.hpp"

#include <boost/test/unit_test.hpp>

using signalwire::client::retry_budget;

BOOST_AUTO_TEST_SUITE(retry_budgets)

BOOST_AUTO_TEST_CASE(outage_gets_one_retry_per_token)
{
    retry_budget budget(3);
    for (int i = 0; i < 3; ++i)
        BOOST_TEST(budget.take());
    BOOST_TEST(!budget.take());
    BOOST_TEST(!budget.take());
}

BOOST_AUTO_TEST_CASE(two_successes_return_a_token)
{
    retry_budget budget(1);
    BOOST_TEST(budget.take());
    budget.refill();
    BOOST_TEST(!budget.take());
    budget.refill();
    BOOST_TEST(budget.take());
}

BOOST_AUTO_TEST_CASE(tokens_are_limited_by_the_capacity)
{
    retry_budget budget(2);
    for (int i = 0; i < 100; ++i)
        budget.refill();
    BOOST_TEST(budget.take());
    BOOST_TEST(budget.take());
    BOOST_TEST(!budget.take());
}

BOOST_AUTO_TEST_CASE(loss_of_one_in_five_never_exhausts_the_budget)
{
    retry_budget budget(10);
    for (int i = 0; i < 10'000; ++i)
    {
        if (i % 5 == 0)
            BOOST_TEST_REQUIRE(budget.take());
        else
            budget.refill();
    }
}

BOOST_AUTO_TEST_CASE(zero_capacity_means_no_limit)
{
    retry_budget budget(0);
    for (int i = 0; i < 1000; ++i)
        BOOST_TEST_REQUIRE(budget.take());
}

BOOST_AUTO_TEST_SUITE_END()
