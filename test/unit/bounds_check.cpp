#include "paging/time_window.hpp"

#include <signalwire/timestamp.hpp>

#include <boost/test/unit_test.hpp>

#include <initializer_list>
#include <optional>
#include <string_view>

using signalwire::client::bounds_precision;
using signalwire::paging::bounds_check;
using signalwire::paging::instant;

namespace
{

constexpr int item = 86'400 * 20'000 + 30;

bounds_precision result(std::initializer_list<std::optional<int>> seconds_off)
{
    bounds_check check{instant(std::chrono::seconds(item))};
    for (std::optional<int> const each : seconds_off)
        check.observe(
            each ? std::optional(instant(std::chrono::seconds(item + *each))) : std::nullopt);
    return check.result();
}

} // namespace

BOOST_AUTO_TEST_SUITE(bounds_checks)

BOOST_AUTO_TEST_CASE(time_inside_minute_is_suitable)
{
    for (int const second : {0, 1, 58, 59})
        BOOST_TEST(!bounds_check::is_suitable(instant(std::chrono::seconds(600 + second))));
    for (int const second : {2, 30, 57, -30})
        BOOST_TEST(bounds_check::is_suitable(instant(std::chrono::seconds(600 + second))));
}

BOOST_AUTO_TEST_CASE(bounds_are_one_second_away)
{
    constexpr signalwire::paging::time_parameters times = {
        "T>", "T<", std::chrono::hours(24), std::chrono::minutes(1)};
    signalwire::detail::query query;
    bounds_check{instant(std::chrono::seconds(item))}.apply_to(query, times);
    auto const bound = [&](std::string_view name) {
        return signalwire::timestamp::parse(query.get(name)).value().time().time_since_epoch();
    };
    BOOST_TEST((bound("T>") == std::chrono::seconds(item - 1)));
    BOOST_TEST((bound("T<") == std::chrono::seconds(item + 1)));
}

BOOST_AUTO_TEST_CASE(listed_items_determine_precision)
{
    BOOST_TEST((result({0}) == bounds_precision::second));
    BOOST_TEST((result({1, 0, 0, -1}) == bounds_precision::second));
    BOOST_TEST((result({}) == bounds_precision::day));
    BOOST_TEST((result({0, 2}) == bounds_precision::day));
    BOOST_TEST((result({0, -170'000}) == bounds_precision::day));
    BOOST_TEST((result({0, -173'000}) == bounds_precision::ignored));
    BOOST_TEST((result({0, std::nullopt}) == bounds_precision::second));
    BOOST_TEST((result({std::nullopt}) == bounds_precision::day));
}

BOOST_AUTO_TEST_SUITE_END()
