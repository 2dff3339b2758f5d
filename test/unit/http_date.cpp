#include "core/http_date.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string_view>

using namespace std::chrono;
using signalwire::core::parse_http_date;

BOOST_AUTO_TEST_SUITE(http_dates)

namespace
{

sys_seconds const now = sys_days(year(2026) / 11 / 23);

} // namespace

BOOST_AUTO_TEST_CASE(all_three_formats_are_parsed)
{
    sys_seconds const expected =
        sys_days(year(1994) / 11 / 6) + hours(8) + minutes(49) + seconds(37);
    for (std::string_view text :
         {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
          "Sun Nov  6 08:49:37 1994"})
        BOOST_TEST((parse_http_date(text, now) == expected), text);
}

BOOST_AUTO_TEST_CASE(two_digit_year_is_at_most_50_years_ahead)
{
    sys_seconds const ahead = sys_days(year(2076) / 1 / 1);
    sys_seconds const past = sys_days(year(1977) / 1 / 1);
    BOOST_TEST((parse_http_date("Wednesday, 01-Jan-76 00:00:00 GMT", now) == ahead));
    BOOST_TEST((parse_http_date("Saturday, 01-Jan-77 00:00:00 GMT", now) == past));
}

BOOST_AUTO_TEST_CASE(two_digit_year_may_be_in_the_next_century)
{
    sys_seconds const eve = sys_days(year(2099) / 12 / 31);
    sys_seconds const morning = sys_days(year(2100) / 1 / 1);
    sys_seconds const next_eve = sys_days(year(2149) / 12 / 31);
    sys_seconds const long_ago = sys_days(year(2050) / 1 / 1);
    BOOST_TEST((parse_http_date("Friday, 01-Jan-00 00:00:00 GMT", eve) == morning));
    BOOST_TEST((parse_http_date("Wednesday, 31-Dec-49 00:00:00 GMT", eve) == next_eve));
    BOOST_TEST((parse_http_date("Saturday, 01-Jan-50 00:00:00 GMT", eve) == long_ago));
    BOOST_TEST((parse_http_date("Thursday, 31-Dec-99 00:00:00 GMT", morning) == eve));
}

BOOST_AUTO_TEST_CASE(other_texts_are_rejected)
{
    for (std::string_view text :
         {"", "x", "Sunday, 06-Nov-94 08:49:37", "Sunday, 06-Nov-1994 08:49:37 GMT",
          "Sunday, 06-Nov-94 08:49:37 CET", "Sunday, 31-Feb-94 08:49:37 GMT",
          "Sunday, 06-Nox-94 08:49:37 GMT", "Sunday, 06-Nov--4 08:49:37 GMT",
          "Sun Nov 06 08:49:37 199", "Sun Nov  6 25:49:37 1994", "Sun Nov  6 08:49:37 -994",
          "Sun Nov 31 08:49:37 1994", ", ", "Sunday, "})
        BOOST_TEST(!parse_http_date(text, now).has_value(), text);
}

BOOST_AUTO_TEST_SUITE_END()
