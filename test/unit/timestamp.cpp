#include <signalwire/timestamp.hpp>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>

using signalwire::timestamp;

BOOST_AUTO_TEST_SUITE(timestamps)

namespace
{

namespace chrono = std::chrono;
using namespace std::chrono_literals;

constexpr chrono::sys_seconds at(
    int year, unsigned month, unsigned day, int hour = 0, int minute = 0, int second = 0)
{
    return chrono::sys_days(chrono::year(year) / chrono::month(month) / chrono::day(day))
        + chrono::hours(hour) + chrono::minutes(minute) + chrono::seconds(second);
}

constexpr chrono::sys_seconds reference = at(2018, 9, 21, 10, 0, 0);

struct reading
{
    std::string_view text;
    chrono::sys_seconds time;

    friend std::ostream& operator<<(std::ostream& out, reading const& value)
    {
        return out << value.text;
    }
};

reading const rfc2822[] = {
    {"Fri, 21 Sep 2018 10:00:00 +0000", reference},
    {"Fri, 21 Sep 2018 10:00:00 -0000", reference},
    {"Fri, 21 Sep 2018 10:00:00 GMT", reference},
    {"Fri, 21 Sep 2018 10:00:00 UT", reference},
    {"Fri, 21 Sep 2018 10:00:00 UTC", reference},
    {"Fri, 21 Sep 2018 10:00:00 Z", reference},
    {"21 Sep 2018 10:00:00 +0000", reference},
    {"Fri, 21 Sep 2018 10:00 +0000", reference},
    {"Fri,  21  Sep  2018  10:00:00  +0000", reference},
    {"Fri, 21 Sep 2018 12:30:00 +0230", reference},
    {"Fri, 21 Sep 2018 05:00:00 -0500", reference},
    {"Fri, 21 Sep 2018 05:00:00 -05:00", reference},
    {"Thu, 20 Sep 2018 23:00:00 -1100", reference},
    {"Sat, 22 Sep 2018 00:00:00 +1400", reference},
    {"Sat, 1 Sep 2018 00:00:00 +0000", at(2018, 9, 1)},
    {"Sat, 01 Sep 2018 00:00:00 +0000", at(2018, 9, 1)},
    {"Thu, 01 Jan 1970 00:00:00 +0000", chrono::sys_seconds()},
    {"Wed, 31 Dec 1969 23:59:59 +0000", chrono::sys_seconds(-1s)},
    {"Wed, 31 Dec 2098 23:59:59 +0000", at(2098, 12, 31, 23, 59, 59)},
    {"Fri, 31 Dec 9999 23:59:59 +0000", at(9999, 12, 31, 23, 59, 59)},
};

reading const iso8601[] = {
    {"2018-09-21T10:00:00Z", reference},
    {"2018-09-21t10:00:00Z", reference},
    {"2018-09-21t10:00:00z", reference},
    {"2018-09-21 10:00:00Z", reference},
    {"2018-09-21T10:00:00", reference},
    {"2018-09-21T10:00Z", reference},
    {"2018-09-21T10:00", reference},
    {"2018-09-21T10:00:00+00:00", reference},
    {"2018-09-21T10:00:00-00:00", reference},
    {"2018-09-21T10:00:00+0000", reference},
    {"2018-09-21T12:30:00+02:30", reference},
    {"2018-09-21T05:00:00-05:00", reference},
    {"2018-09-21T10:00:00.0Z", reference},
    {"2018-09-21T10:00:00.999Z", reference},
    {"2018-09-21T10:00:00.999999999Z", reference},
    {"2018-09-21T10:00:00.123456789012345678Z", reference},
    {"2018-09-21T10:00:00.5+00:00", reference},
    {"2018-09-21", at(2018, 9, 21)},
    {"1969-12-31T23:59:59.5Z", chrono::sys_seconds(-1s)},
    {"0000-01-01T00:00:00Z", at(0, 1, 1)},
    {"9999-12-31T23:59:59Z", at(9999, 12, 31, 23, 59, 59)},
};

std::string_view const no_times[] = {
    "",
    " ",
    "now",
    "null",
    "0",
    "1537524000",
    "20180921",
    "Fri",
    "Fri,",
    "Fri, ",
    "21",
    "21 Sep",
    // Not quite RFC 2822.
    "Fri, 21 Sep 2018",
    "Fri, 21 Sep 2018 10:00:00",
    "Fri, 21 Sep 2018 10:00:00 ",
    "Fri, 21 Sep 2018 10:00:00 +0000 ",
    " Fri, 21 Sep 2018 10:00:00 +0000",
    "Fri, 21 Sep 2018 10:00:00+0000",
    "Fri 21 Sep 2018 10:00:00 +0000",
    "Fri, 21-Sep-2018 10:00:00 +0000",
    "Fri, 21 Sep 18 10:00:00 +0000",
    "Fri, 21 Sep 02018 10:00:00 +0000",
    "Fri, 021 Sep 2018 10:00:00 +0000",
    "Fri, 21 Sept 2018 10:00:00 +0000",
    "Fri, 21 Foo 2018 10:00:00 +0000",
    "Foo, 21 Sep 2018 10:00:00 +0000",
    "Fri, 21 Sep 2018 1:00:00 +0000",
    "Fri, 21 Sep 2018 10:0:00 +0000",
    "Fri, 21 Sep 2018 10:00:0 +0000",
    "Fri, 21 Sep 2018 10:00: +0000",
    "Fri, 21 Sep 2018 10 +0000",
    "Fri, 21 Sep 2018 10:00:00 0000",
    "Fri, 21 Sep 2018 10:00:00 +000",
    "Fri, 21 Sep 2018 10:00:00 +00000",
    "Fri, 21 Sep 2018 10:00:00 +2400",
    "Fri, 21 Sep 2018 10:00:00 +0060",
    "Fri, 21 Sep 2018 10:00:00 EST",
    "Fri, 21 Sep 2018 10:00:00 GMT+1",
    "Fri, 21 Sep 2018 10:00:00 \xc2\xb1"
    "0000",
    "Fri, -1 Sep 2018 10:00:00 +0000",
    "Fri, 21 Sep -018 10:00:00 +0000",
    std::string_view("Fri, 21 Sep 2018 10:00:00 +0000\0", 32),
    // Not quite ISO 8601.
    "2018-9-21",
    "2018-09-1",
    "2018-09",
    "2018-",
    "2018-09-21T",
    "2018-09-21T10",
    "2018-09-21T10:",
    "2018-09-21T10:00:",
    "2018-09-21T10:00:00.",
    "2018-09-21T10:00:00.Z",
    "2018-09-21T10:00:00,5Z",
    "2018-09-21T10:00:00ZZ",
    "2018-09-21T10:00:00Z ",
    "2018-09-21T10:00:00+1",
    "2018-09-21Z",
    "2018-09-21T10:00:00+24:00",
    "2018-09-21T10:00:00+00:60",
    "2018/09/21",
    "18-09-21",
    "12018-09-21",
    "2018-09-21X10:00:00Z",
    "2018-W38-5",
    "2018-264",
};

std::string_view const impossible_times[] = {
    "Fri, 0 Sep 2018 10:00:00 +0000",
    "Fri, 31 Sep 2018 10:00:00 +0000",
    "Fri, 32 Dec 2018 10:00:00 +0000",
    "Thu, 29 Feb 2018 10:00:00 +0000",
    "Thu, 30 Feb 2020 10:00:00 +0000",
    "Mon, 29 Feb 2100 10:00:00 +0000",
    "Fri, 21 Sep 2018 24:00:00 +0000",
    "Fri, 21 Sep 2018 10:60:00 +0000",
    "Fri, 21 Sep 2018 10:00:61 +0000",
    "2018-00-10",
    "2018-13-10",
    "2018-02-29T00:00:00Z",
    "1900-02-29T00:00:00Z",
    "2018-04-31T00:00:00Z",
    "2018-09-21T24:00:00Z",
    "2018-09-21T10:60:00Z",
    "2018-09-21T10:00:61Z",
};

} // namespace

BOOST_DATA_TEST_CASE(parses_rfc_2822_variants, rfc2822)
{
    std::optional<timestamp> const value = timestamp::parse(sample.text);
    BOOST_TEST_REQUIRE(value.has_value());
    BOOST_TEST((value->time() == sample.time), *value);
}

BOOST_DATA_TEST_CASE(parses_iso_8601, iso8601)
{
    std::optional<timestamp> const value = timestamp::parse(sample.text);
    BOOST_TEST_REQUIRE(value.has_value());
    BOOST_TEST((value->time() == sample.time), *value);
}

BOOST_DATA_TEST_CASE(rejects_other_texts, no_times)
{
    BOOST_TEST(!timestamp::parse(sample).has_value());
}

BOOST_DATA_TEST_CASE(rejects_invalid_dates_and_times, impossible_times)
{
    BOOST_TEST(!timestamp::parse(sample).has_value());
}

BOOST_AUTO_TEST_CASE(parses_every_month_name)
{
    std::string_view const names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    unsigned month = 0;
    for (std::string_view name : names)
    {
        std::string const text = "15 " + std::string(name) + " 2019 00:00:00 +0000";
        BOOST_TEST((timestamp::parse(text) == timestamp(at(2019, ++month, 15))), text);
    }
}

BOOST_AUTO_TEST_CASE(leap_days_exist_in_leap_years_only)
{
    BOOST_TEST((timestamp::parse("2020-02-29") == timestamp(at(2020, 2, 29))));
    BOOST_TEST((timestamp::parse("2000-02-29") == timestamp(at(2000, 2, 29))));
    BOOST_TEST((timestamp::parse("29 Feb 2016 12:00:00 GMT") == timestamp(at(2016, 2, 29, 12))));
    BOOST_TEST(!timestamp::parse("2019-02-29").has_value());
    BOOST_TEST(!timestamp::parse("2100-02-29").has_value());
}

BOOST_AUTO_TEST_CASE(leap_second_is_in_the_next_minute)
{
    BOOST_TEST((timestamp::parse("Sat, 31 Dec 2016 23:59:60 +0000") == timestamp(at(2017, 1, 1))));
    BOOST_TEST((timestamp::parse("2016-12-31T23:59:60Z") == timestamp(at(2017, 1, 1))));
}

BOOST_AUTO_TEST_CASE(rejects_years_beyond_four_digits)
{
    BOOST_TEST(!timestamp::parse("9999-12-31T23:59:59-00:01").has_value());
    BOOST_TEST(!timestamp::parse("Fri, 31 Dec 9999 23:59:60 +0000").has_value());
    BOOST_TEST(!timestamp::parse("0000-01-01T00:00:00+00:01").has_value());
}

BOOST_AUTO_TEST_CASE(to_string_uses_the_format_of_the_api)
{
    BOOST_TEST(timestamp(reference).to_string() == "Fri, 21 Sep 2018 10:00:00 +0000");
    BOOST_TEST(timestamp(at(2018, 9, 1, 1, 2, 3)).to_string() == "Sat, 01 Sep 2018 01:02:03 +0000");
    BOOST_TEST(timestamp().to_string() == "Thu, 01 Jan 1970 00:00:00 +0000");
    BOOST_TEST(
        timestamp(chrono::sys_seconds(-1s)).to_string() == "Wed, 31 Dec 1969 23:59:59 +0000");
    BOOST_TEST(timestamp(at(1, 1, 1)).to_string() == "Mon, 01 Jan 0001 00:00:00 +0000");
}

BOOST_AUTO_TEST_CASE(to_iso_string_writes_iso_8601)
{
    BOOST_TEST(timestamp(reference).to_iso_string() == "2018-09-21T10:00:00Z");
    BOOST_TEST(timestamp(at(2018, 9, 1, 1, 2, 3)).to_iso_string() == "2018-09-01T01:02:03Z");
    BOOST_TEST(timestamp(chrono::sys_seconds(-1s)).to_iso_string() == "1969-12-31T23:59:59Z");
}

BOOST_AUTO_TEST_CASE(years_beyond_four_digits_are_clamped)
{
    timestamp const last = at(9999, 12, 31, 23, 59, 59);
    for (chrono::sys_seconds beyond : {last.time() + 1s, chrono::sys_seconds::max()})
    {
        BOOST_TEST(timestamp(beyond).to_string() == last.to_string());
        BOOST_TEST(timestamp(beyond).to_iso_string() == "9999-12-31T23:59:59Z");
    }
    timestamp const first = at(0, 1, 1);
    for (chrono::sys_seconds beyond : {first.time() - 1s, chrono::sys_seconds::min()})
    {
        BOOST_TEST(timestamp(beyond).to_string() == first.to_string());
        BOOST_TEST(timestamp(beyond).to_iso_string() == "0000-01-01T00:00:00Z");
    }
}

BOOST_AUTO_TEST_CASE(every_day_of_a_century_round_trips)
{
    for (chrono::sys_seconds time = at(1950, 1, 1); time < at(2050, 1, 1); time += 24h + 61s)
    {
        timestamp const value(time);
        BOOST_TEST_REQUIRE((timestamp::parse(value.to_string()) == value), value);
        BOOST_TEST_REQUIRE((timestamp::parse(value.to_iso_string()) == value), value);
    }
}

BOOST_AUTO_TEST_CASE(random_seconds_round_trip)
{
    std::mt19937_64 random(1752);
    std::uniform_int_distribution<long long> seconds(
        at(0, 1, 1).time_since_epoch().count(),
        at(9999, 12, 31, 23, 59, 59).time_since_epoch().count());
    for (int i = 0; i < 5'000; ++i)
    {
        timestamp const value{chrono::sys_seconds(chrono::seconds(seconds(random)))};
        BOOST_TEST_REQUIRE((timestamp::parse(value.to_string()) == value), value);
        BOOST_TEST_REQUIRE((timestamp::parse(value.to_iso_string()) == value), value);
    }
}

BOOST_AUTO_TEST_CASE(no_prefix_of_a_time_is_accepted)
{
    std::string_view const whole = "Fri, 21 Sep 2018 10:00:00 +0000";
    for (std::size_t length = 0; length < whole.size(); ++length)
        BOOST_TEST(!timestamp::parse(whole.substr(0, length)).has_value(), whole.substr(0, length));
}

BOOST_AUTO_TEST_CASE(converts_to_and_from_sys_seconds)
{
    timestamp const value = reference;
    chrono::sys_seconds const time = value;
    BOOST_TEST((time == reference));
    BOOST_TEST((value < timestamp(reference + 1s)));
    BOOST_TEST((value == timestamp(reference)));
    BOOST_TEST((value != timestamp()));
    BOOST_TEST((value.time() - at(2018, 9, 20, 10) == 24h));
}

static_assert(std::is_convertible_v<chrono::sys_days, timestamp>);
static_assert(!std::is_convertible_v<chrono::sys_time<chrono::milliseconds>, timestamp>);

BOOST_AUTO_TEST_CASE(days_are_accepted)
{
    timestamp const midnight = chrono::sys_days(chrono::year(2018) / 9 / 21);
    BOOST_TEST(midnight.to_iso_string() == "2018-09-21T00:00:00Z");
}

BOOST_AUTO_TEST_CASE(stream_output_equals_to_string)
{
    std::ostringstream out;
    out << timestamp(reference);
    BOOST_TEST(out.str() == "Fri, 21 Sep 2018 10:00:00 +0000");
}

BOOST_AUTO_TEST_SUITE_END()
