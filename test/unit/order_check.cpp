#include "paging/order_check.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>
#include <vector>

using signalwire::paging::order_check;
using namespace std::chrono_literals;

namespace
{

order_check met(std::vector<int> const& minutes)
{
    order_check check;
    for (int const each : minutes)
        check.observe(std::chrono::sys_seconds(std::chrono::minutes(each)));
    return check;
}

/// From the newest item to the oldest, `step` minutes apart.
std::vector<int> descending(int count, int step)
{
    std::vector<int> out;
    for (int i = count; i > 0; --i)
        out.push_back(i * step);
    return out;
}

bool contradicted(std::vector<int> const& minutes)
{
    return met(minutes).contradiction(1h).has_value();
}

} // namespace

BOOST_AUTO_TEST_SUITE(order_checks)

BOOST_AUTO_TEST_CASE(ten_items_prove_order)
{
    BOOST_TEST(!met(descending(9, 1)).is_proven());
    BOOST_TEST(met(descending(10, 1)).is_proven());
    BOOST_TEST(met({}).is_plausible());
    BOOST_TEST(!met({}).is_proven());
}

BOOST_AUTO_TEST_CASE(other_orders_are_contradicted)
{
    std::mt19937 random(1);
    for (int const count : {10, 50, 1000, 20'000})
    {
        std::vector<int> minutes = descending(count, 120);
        BOOST_TEST(!contradicted(minutes));
        std::reverse(minutes.begin(), minutes.end());
        BOOST_TEST(contradicted(minutes));
        BOOST_TEST(!met(minutes).is_plausible());
        std::shuffle(minutes.begin(), minutes.end(), random);
        BOOST_TEST(contradicted(minutes));
        BOOST_TEST(!met(minutes).is_plausible());
    }
}

BOOST_AUTO_TEST_CASE(worst_pair_is_returned)
{
    std::vector<int> minutes = descending(20, 120);
    std::reverse(minutes.begin(), minutes.end());
    auto const pair = met(minutes).contradiction(1h);
    BOOST_TEST_REQUIRE(pair.has_value());
    BOOST_TEST((pair->first.time_since_epoch() == 120min));
    BOOST_TEST((pair->second.time_since_epoch() == 2400min));
}

BOOST_AUTO_TEST_CASE(single_misplaced_items_are_no_contradiction)
{
    for (std::size_t const place : {0U, 1U, 10U, 49U})
    {
        for (int const odd : {-30'000'000, 0, 30'000'000})
        {
            std::vector<int> minutes = descending(50, 120);
            minutes[place] = odd;
            BOOST_TEST(!contradicted(minutes));
            BOOST_TEST(met(minutes).is_plausible());
        }
    }
}

BOOST_AUTO_TEST_CASE(repeated_items_are_no_contradiction)
{
    std::vector<int> const page = descending(200, 5000);
    std::vector<int> minutes;
    for (std::size_t i = 0; i < page.size(); ++i)
    {
        minutes.push_back(page[i]);
        if (i % 25 == 24)
            minutes.insert(
                minutes.end(), page.begin() + static_cast<int>(i) - 2,
                page.begin() + static_cast<int>(i) + 1);
    }
    BOOST_TEST(!contradicted(minutes));
    BOOST_TEST(met(minutes).is_proven());
}

BOOST_AUTO_TEST_CASE(disorder_among_neighbors_is_no_contradiction)
{
    std::mt19937 random(2);
    std::uniform_int_distribution<int> jitter(-5, 5);
    std::vector<int> minutes = descending(300, 1);
    for (int& each : minutes)
        each += jitter(random);
    BOOST_TEST(!contradicted(minutes));
    BOOST_TEST(met(minutes).is_proven());
    // Nor is a burst that lies within the slack.
    BOOST_TEST(!contradicted({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}));
    BOOST_TEST(!contradicted(std::vector<int>(100, 7)));
}

BOOST_AUTO_TEST_CASE(items_without_time_are_ignored)
{
    order_check check;
    for (int i = 0; i < 100; ++i)
        check.observe(std::nullopt);
    BOOST_TEST(check.is_plausible());
    BOOST_TEST(!check.is_proven());
    BOOST_TEST(!check.contradiction(0s).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
