#include "unit/refusal.hpp"

#include <signalwire/decimal.hpp>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <compare>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <optional>
#include <random>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

using signalwire::decimal;

BOOST_AUTO_TEST_SUITE(decimal_numbers)

namespace
{

struct reading
{
    std::string_view text;
    std::int64_t unscaled;
    unsigned places;
    std::string_view printed;

    friend std::ostream& operator<<(std::ostream& out, reading const& value)
    {
        return out << value.text;
    }
};

reading const readings[] = {
    {"0", 0, 0, "0"},
    {"-0", 0, 0, "0"},
    {"7", 7, 0, "7"},
    {"+7", 7, 0, "7"},
    {"-12", -12, 0, "-12"},
    {"0.003", 3, 3, "0.003"},
    {"-0.003", -3, 3, "-0.003"},
    {"-0.5", -5, 1, "-0.5"},
    {"0.0030", 30, 4, "0.0030"},
    {"10.00", 1000, 2, "10.00"},
    {"0.0", 0, 1, "0.0"},
    {"3e-3", 3, 3, "0.003"},
    {"3E-3", 3, 3, "0.003"},
    {"1.5e1", 15, 0, "15"},
    {"1.5e+1", 15, 0, "15"},
    {"1.5e2", 150, 0, "150"},
    {"1.50e1", 150, 1, "15.0"},
    {"12e0", 12, 0, "12"},
    {"1e-18", 1, 18, "0.000000000000000001"},
    {"1e17", 100'000'000'000'000'000, 0, "100000000000000000"},
    {"999999999999999999", 999'999'999'999'999'999, 0, "999999999999999999"},
    {"-999999999999999999", -999'999'999'999'999'999, 0, "-999999999999999999"},
    {"0.999999999999999999", 999'999'999'999'999'999, 18, "0.999999999999999999"},
    {"123456789.012345678", 123'456'789'012'345'678, 9, "123456789.012345678"},
    {"0.000000000000000001", 1, 18, "0.000000000000000001"},
};

std::string_view const no_decimals[] = {
    "", " ", "+", "-", ".", "e5", "-e5", ".5", "5.", "-.5", "1.e5", "--1", "+-1", "-+1", "1-", "1 ",
    " 1", "1,5", "1.2.3", "0x10", "1_000", "inf", "nan", "Infinity", "NaN", "1e", "1e+", "1e-",
    "1e+-5", "1e-+5", "1e--5", "1e 5", "1e5.0", "1e5 ", "\xef\xbc\x91", std::string_view("1\0", 2),
    // RFC 8259 section 6: no leading zeros.
    "00", "01", "-01", "007.5", "00.5"};

std::string_view const too_much[] = {
    "100000000000000000000000000000000000000",
    "-100000000000000000000000000000000000000",
    "0.00000000000000000000000000001",
    "1234567890.12345678901234567890123456789",
    "1e38",
    "1.6e+38",
    "1e-29",
    "10e37",
    "1e99",
    "1e-99",
    "1E-400",
    "1e2147483647",
    "1e-2147483648",
    "1e99999999999999999999",
    "1e-99999999999999999999",
};

} // namespace

BOOST_DATA_TEST_CASE(parses_json_numbers_and_prints_plain_digits, readings)
{
    std::optional<decimal> const value = decimal::parse(sample.text);
    BOOST_TEST_REQUIRE(value.has_value());
    BOOST_TEST(value->unscaled() == sample.unscaled);
    BOOST_TEST(value->places() == sample.places);
    BOOST_TEST(value->to_string() == sample.printed);
    BOOST_TEST(decimal(sample.text) == *value);
}

BOOST_DATA_TEST_CASE(rejects_other_texts, no_decimals)
{
    BOOST_TEST(!decimal::parse(sample).has_value());
    BOOST_CHECK_THROW(decimal{sample}, std::invalid_argument);
}

BOOST_DATA_TEST_CASE(rejects_more_than_38_digits, too_much)
{
    BOOST_TEST(!decimal::parse(sample).has_value());
    BOOST_CHECK_THROW(decimal{sample}, std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(zero_is_accepted_in_any_form)
{
    for (std::string_view text :
         {"0.00000000000000000000000000", "0.00000000000000000000000000e26", "0e5", "0e-18", "0e19",
          "0e-37", "-0e99", "0.0e99999999999999999999", "0.0e-99999999999999999999", "0.000e-30",
          "-0.0"})
    {
        std::optional<decimal> const value = decimal::parse(text);
        BOOST_TEST_REQUIRE(value.has_value(), "not read: " << text);
        BOOST_TEST(*value == decimal());
        BOOST_TEST(value->places() <= decimal::max_places);
    }
}

BOOST_AUTO_TEST_CASE(exception_describes_the_valid_format)
{
    BOOST_TEST(
        unit::refusal([] { decimal("3 dollars"); })
        == "signalwire::decimal: not a decimal number of at most 38 digits and 28 places");
}

BOOST_AUTO_TEST_CASE(constructor_accepts_64_bits_and_28_places)
{
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
    BOOST_TEST(decimal(most).to_string() == "9223372036854775807");
    BOOST_TEST(decimal(least).to_string() == "-9223372036854775808");
    BOOST_TEST(decimal(least).unscaled() == least);
    BOOST_TEST(decimal(most, 28).to_string() == "0.0000000009223372036854775807");
    BOOST_CHECK_THROW(decimal(1, 29), std::out_of_range);
    // 256 and 18 + 256 are valid when truncated to eight bits.
    BOOST_CHECK_THROW(decimal(1, 256), std::out_of_range);
    BOOST_CHECK_THROW(decimal(1, 274), std::out_of_range);
    BOOST_CHECK_THROW(
        static_cast<void>(decimal("9223372036854775808").unscaled()), std::out_of_range);
    BOOST_CHECK_THROW(
        static_cast<void>(decimal("-9223372036854775809").unscaled()), std::out_of_range);
}

BOOST_AUTO_TEST_CASE(binary_fractions_are_exact)
{
    for (std::string_view text :
         {"-0.0036300000000000004", "0.00036300000000000004", "0.0000036300000000000004",
          "0.30000000000000004", "0.0000000000000000001", "99999999999999999999999999999999999999",
          "-9999999999.9999999999999999999999999999"})
    {
        BOOST_TEST(decimal(text).to_string() == text);
        BOOST_TEST(decimal(text) - decimal(text) == decimal());
        BOOST_TEST(decimal(text).to_double() == std::strtod(std::string(text).c_str(), nullptr));
    }
    decimal total;
    for (int i = 0; i < 100'000; ++i)
        total += decimal("-0.0036300000000000004");
    BOOST_TEST(total.to_string() == "-363.0000000000000400000");
    BOOST_TEST(decimal("-0.0036300000000000004") < decimal("-0.00363"));
    BOOST_TEST(decimal("1E-19") == decimal("0.0000000000000000001"));
}

BOOST_AUTO_TEST_CASE(is_usable_in_constant_expressions)
{
    constexpr decimal price(3, 3);
    static_assert(price.unscaled() == 3 && price.places() == 3);
    static_assert((-price).unscaled() == -3);
    BOOST_TEST(price.to_string() == "0.003");
}

BOOST_AUTO_TEST_CASE(double_is_not_convertible)
{
    static_assert(!std::is_constructible_v<decimal, double>);
    static_assert(!std::is_constructible_v<decimal, float>);
    static_assert(std::is_constructible_v<decimal, int>);
    BOOST_TEST(decimal(2) == decimal("2.00"));
}

BOOST_AUTO_TEST_CASE(sums_are_exact)
{
    decimal sum;
    for (int i = 0; i < 100'000; ++i)
        sum += decimal(1, 1);
    BOOST_TEST(sum.to_string() == "10000.0");

    BOOST_TEST((decimal("0.1") + decimal("0.2")).to_string() == "0.3");
    BOOST_TEST((decimal("1.10") + decimal("2.2")).to_string() == "3.30");
    BOOST_TEST((decimal("5") + decimal("-0.003")).to_string() == "4.997");
    BOOST_TEST((decimal("0.003") - decimal("1")).to_string() == "-0.997");
    BOOST_TEST((decimal("0.10") - decimal("0.10")).to_string() == "0.00");
    BOOST_TEST((-decimal("0.003")).to_string() == "-0.003");
}

BOOST_AUTO_TEST_CASE(overflowing_sum_throws_and_changes_nothing)
{
    decimal const most("99999999999999999999999999999999999999");
    decimal sum = most;
    BOOST_CHECK_THROW(sum += decimal(1), std::overflow_error);
    BOOST_TEST(sum == most);
    BOOST_CHECK_THROW(sum += most, std::overflow_error);
    BOOST_CHECK_THROW(sum -= decimal(-1), std::overflow_error);
    BOOST_TEST((sum -= decimal(1)).to_string() == "99999999999999999999999999999999999998");
}

BOOST_AUTO_TEST_CASE(large_sum_is_rounded_to_fewer_places)
{
    // Exact if 38 digits suffice.
    BOOST_TEST(
        (decimal("100") + decimal("0.000000000000000001")).to_string() == "100.000000000000000001");
    BOOST_TEST(
        (decimal("1e30") + decimal("-0.0036300000000000004")).to_string()
        == "999999999999999999999999999999.9963700");
    decimal const large("10000000000000000000000000000000000000");
    BOOST_TEST((large + decimal("0.5")).to_string() == large.to_string());
    BOOST_TEST((large + decimal("1.5")).to_string() == "10000000000000000000000000000000000002");
    BOOST_TEST((large + decimal("0.51")).to_string() == "10000000000000000000000000000000000001");
    BOOST_TEST((-large - decimal("0.51")).to_string() == "-10000000000000000000000000000000000001");
}

BOOST_AUTO_TEST_CASE(sums_agree_with_wide_integers_for_random_numbers)
{
    std::mt19937_64 random(20180919);
    std::uniform_int_distribution<std::int64_t> cents(-1'000'000'000, 1'000'000'000);
    decimal sum;
    std::int64_t millionths = 0;
    for (int i = 0; i < 20'000; ++i)
    {
        std::int64_t const value = cents(random);
        bool const fine = i % 2 == 0;
        sum += fine ? decimal(value, 6) : decimal(value / 1000, 3);
        millionths += fine ? value : value / 1000 * 1000;
    }
    BOOST_TEST(sum == decimal(millionths, 6));
}

BOOST_AUTO_TEST_CASE(comparison_ignores_trailing_zeros)
{
    BOOST_TEST(decimal("0.003") == decimal("0.0030"));
    BOOST_TEST(decimal("1") == decimal("1.000000000000000"));
    BOOST_TEST(decimal("0") == decimal("-0.000"));
    BOOST_TEST(decimal("0.003") != decimal("0.0031"));
    BOOST_TEST(decimal("-0.5") != decimal("0.5"));
    BOOST_CHECK((decimal("0.50") <=> decimal("0.5")) == std::strong_ordering::equal);
}

BOOST_AUTO_TEST_CASE(ascending_numbers_of_all_scales_compare_as_ascending)
{
    std::string_view const ascending[] = {
        "-999999999999999999",
        "-100.5",
        "-100.25",
        "-1",
        "-0.999999999999999999",
        "-0.5",
        "-0.000000000000000001",
        "0.00",
        "0.000000000000000001",
        "0.003",
        "0.0031",
        "0.5",
        "0.999999999999999999",
        "1.0",
        "99.9",
        "100",
        "123456789.012345678",
        "999999999999999998",
        "999999999999999999",
    };
    std::size_t const count = std::size(ascending);
    for (std::size_t i = 0; i < count; ++i)
    {
        for (std::size_t j = 0; j < count; ++j)
        {
            BOOST_TEST(
                ((decimal(ascending[i]) <=> decimal(ascending[j])) == (i <=> j)),
                ascending[i] << " and " << ascending[j]);
        }
    }
}

BOOST_AUTO_TEST_CASE(random_numbers_round_trip)
{
    std::mt19937_64 random(42);
    std::uniform_int_distribution<std::int64_t> digits(
        -999'999'999'999'999'999, 999'999'999'999'999'999);
    std::uniform_int_distribution<unsigned> places(0, 18);
    for (int i = 0; i < 5'000; ++i)
    {
        decimal const value(digits(random) >> places(random), places(random));
        std::optional<decimal> const again = decimal::parse(value.to_string());
        BOOST_TEST_REQUIRE(again.has_value(), value.to_string());
        BOOST_TEST_REQUIRE(again->unscaled() == value.unscaled());
        BOOST_TEST_REQUIRE(again->places() == value.places());
    }
}

BOOST_AUTO_TEST_CASE(to_double_returns_the_nearest_double)
{
    BOOST_TEST(decimal("0.003").to_double() == 0.003);
    BOOST_TEST(decimal("-4.5").to_double() == -4.5);
    BOOST_TEST(decimal().to_double() == 0.0);

    std::mt19937_64 random(7);
    std::uniform_int_distribution<std::int64_t> digits(
        -999'999'999'999'999'999, 999'999'999'999'999'999);
    std::uniform_int_distribution<unsigned> places(0, 18);
    for (int i = 0; i < 5'000; ++i)
    {
        decimal const value(digits(random), places(random));
        BOOST_TEST_REQUIRE(value.to_double() == std::strtod(value.to_string().c_str(), nullptr));
    }
}

BOOST_AUTO_TEST_CASE(stream_output_equals_to_string)
{
    std::ostringstream out;
    out << decimal("0.0030");
    BOOST_TEST(out.str() == "0.0030");
}

BOOST_AUTO_TEST_SUITE_END()
