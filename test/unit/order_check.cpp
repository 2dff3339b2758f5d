#include "paging/order_check.hpp"

#include <boost/test/unit_test.hpp>

#include <initializer_list>

using signalwire::paging::order_check;

namespace
{

order_check met(std::initializer_list<int> hours)
{
    order_check check;
    for (int const each : hours)
        check.meet(std::chrono::sys_seconds(std::chrono::hours(each)));
    return check;
}

} // namespace

BOOST_AUTO_TEST_SUITE(order_checks)

BOOST_AUTO_TEST_CASE(newest_first_is_proven_by_ten_steps)
{
    BOOST_TEST(!met({10, 9, 8, 7, 6, 5, 4, 3, 2, 1}).is_proven());
    BOOST_TEST(met({11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1}).is_proven());
    BOOST_TEST(met({}).is_plausible());
}

BOOST_AUTO_TEST_CASE(slight_disorder_is_none)
{
    BOOST_TEST(!met({30, 6, 30}).is_contradicted());
    BOOST_TEST(met({30, 6, 31}).is_contradicted());
    BOOST_TEST(met({90, 60, 80, 61}).is_plausible() == false);
    BOOST_TEST(met({90, 80, 70, 60, 61}).is_plausible());
}

BOOST_AUTO_TEST_CASE(what_tells_no_time_tells_nothing)
{
    order_check check = met({50});
    check.meet(std::nullopt);
    BOOST_TEST(check.is_plausible());
    BOOST_TEST((check.oldest() == std::chrono::sys_seconds(std::chrono::hours(50))));
}

BOOST_AUTO_TEST_SUITE_END()
