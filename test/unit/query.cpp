#include "unit/refusal.hpp"

#include <signalwire/detail/query.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <limits>
#include <string>
#include <string_view>

using signalwire::timestamp;
using signalwire::detail::query;
using unit::refusal;

BOOST_AUTO_TEST_SUITE(queries)

namespace
{

namespace chrono = std::chrono;

chrono::sys_seconds const reference =
    chrono::sys_days(chrono::year(2018) / 9 / 21) + chrono::hours(10);

} // namespace

BOOST_AUTO_TEST_CASE(empty_query_encodes_to_empty_text)
{
    BOOST_TEST(query().encoded().empty());
    BOOST_TEST(query().canonical_filter().empty());
    BOOST_TEST(query().get("Status").empty());
    BOOST_TEST((query() == query()));
}

BOOST_AUTO_TEST_CASE(parameters_are_encoded_in_order)
{
    query parameters;
    parameters.set_text("B", "1");
    parameters.set_text("A", "2");
    parameters.set_number("C", 3, 0, 9);
    BOOST_TEST(parameters.encoded() == "B=1&A=2&C=3");
}

BOOST_AUTO_TEST_CASE(later_value_replaces_the_earlier_one)
{
    query parameters;
    parameters.set_text("B", "1");
    parameters.set_text("A", "2");
    parameters.set_text("B", "3");
    BOOST_TEST(parameters.encoded() == "B=3&A=2");
    BOOST_TEST(parameters.get("B") == "3");
}

BOOST_AUTO_TEST_CASE(rejected_value_keeps_the_earlier_one)
{
    query parameters;
    parameters.set_text("A", "good");
    BOOST_CHECK_THROW(parameters.set_text("A", "bad\r\n"), std::invalid_argument);
    BOOST_CHECK_THROW(parameters.set_text("A", ""), std::invalid_argument);
    BOOST_CHECK_THROW(parameters.set_number("A", 10, 0, 9), std::invalid_argument);
    BOOST_TEST(parameters.encoded() == "A=good");
}

BOOST_AUTO_TEST_CASE(names_differing_in_the_last_character_are_distinct)
{
    query parameters;
    parameters.set_time("StartTime", reference);
    parameters.set_time("StartTime<", reference);
    parameters.set_time("StartTime>", reference);
    std::string const time = "=Fri%2C%2021%20Sep%202018%2010%3A00%3A00%20%2B0000";
    BOOST_TEST(
        parameters.encoded()
        == "StartTime" + time + "&StartTime%3C" + time + "&StartTime%3E" + time);
}

BOOST_AUTO_TEST_CASE(reserved_characters_are_percent_encoded)
{
    // RFC 3986 section 2.3.
    std::string_view const unreserved =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    query kept;
    kept.set_text("A", unreserved);
    BOOST_TEST(kept.encoded() == "A=" + std::string(unreserved));

    query encoded;
    encoded.set_text("A", " !\"#$%&'()*+,/:;<=>?@[\\]^`{|}");
    BOOST_TEST(
        encoded.encoded()
        == "A=%20%21%22%23%24%25%26%27%28%29%2A%2B%2C%2F%3A%3B%3C%3D%3E%3F%40%5B%5C%5D%5E%60%7B%7C"
           "%7D");
}

BOOST_AUTO_TEST_CASE(non_ascii_bytes_are_encoded_separately)
{
    query parameters;
    parameters.set_text("To", "sip:zo\xc3\xab@example.com");
    BOOST_TEST(parameters.encoded() == "To=sip%3Azo%C3%AB%40example.com");
    parameters.set_text("To", "\xff\xfe");
    BOOST_TEST(parameters.encoded() == "To=%FF%FE");
}

BOOST_AUTO_TEST_CASE(percent_signs_are_encoded)
{
    query parameters;
    parameters.set_text("To", "%2B1&Status=busy");
    BOOST_TEST(parameters.encoded() == "To=%252B1%26Status%3Dbusy");
}

BOOST_AUTO_TEST_CASE(control_characters_are_rejected)
{
    for (int value = 0; value < 256; ++value)
    {
        std::string const text = std::string("a") + static_cast<char>(value) + "b";
        query parameters;
        bool const control = value < 0x20 || value == 0x7f;
        BOOST_TEST(
            refusal([&] { parameters.set_text("To", text); })
                == (control ? "To must not contain control characters" : "(accepted)"),
            "character " << value);
    }
}

BOOST_AUTO_TEST_CASE(numbers_out_of_range_are_rejected_with_the_range)
{
    query parameters;
    parameters.set_number("PageSize", 1, 1, 1000);
    parameters.set_number("PageSize", 1000, 1, 1000);
    BOOST_TEST(parameters.encoded() == "PageSize=1000");
    BOOST_TEST(
        refusal([&] { parameters.set_number("PageSize", 1001, 1, 1000); })
        == "PageSize must be 1 to 1000, not 1001");
    BOOST_TEST(
        refusal([&] { parameters.set_number("PageSize", 0, 1, 1000); })
        == "PageSize must be 1 to 1000, not 0");
    BOOST_TEST(
        refusal([&] { parameters.set_number("PageSize", -5, 1, 1000); })
        == "PageSize must be 1 to 1000, not -5");
}

BOOST_AUTO_TEST_CASE(page_tokens_require_their_prefix)
{
    query parameters;
    parameters.set_page_token("PAabc");
    BOOST_TEST(parameters.encoded() == "PageToken=PAabc");
    parameters.set_page_token("PB/+=");
    BOOST_TEST(parameters.encoded() == "PageToken=PB%2F%2B%3D");
    for (std::string_view bad : {"", "P", "PC1", "pa1", " PA1", "A"})
    {
        BOOST_TEST(
            refusal([&] { parameters.set_page_token(bad); })
            == "PageToken must start with PA or PB");
    }
    BOOST_TEST(
        refusal([&] { parameters.set_page_token("PA\r\nX-Evil: 1"); })
        == "PageToken must not contain control characters");
}

BOOST_AUTO_TEST_CASE(times_beyond_four_digit_years_are_rejected)
{
    auto const seconds = [](long long count) {
        return timestamp(chrono::sys_seconds(chrono::seconds(count)));
    };
    auto const day = [](int year, unsigned month, unsigned number) {
        return timestamp(
            chrono::sys_days(chrono::year(year) / chrono::month(month) / chrono::day(number)));
    };
    timestamp const bad[] = {
        day(0, 12, 31),
        day(-1, 1, 1),
        day(10000, 1, 1),
        day(32767, 12, 31),
        timestamp(chrono::sys_seconds::max()),
        timestamp(chrono::sys_seconds::min()),
        // Years that overflow to valid ones in few bits.
        seconds(2'068'000'000'000),
        seconds(371'000'000'000'000),
        seconds(-371'000'000'000'000),
        seconds(371'085'174'374'400 + 1'537'524'000),
        seconds(std::numeric_limits<long long>::max() / 2),
    };
    for (timestamp const& time : bad)
    {
        query parameters;
        BOOST_TEST(
            refusal([&] { parameters.set_time("StartTime>", time); })
                == "StartTime> must lie in the years 1 to 9999",
            time.time().time_since_epoch().count());
        BOOST_TEST(parameters.encoded().empty());
    }

    query parameters;
    parameters.set_time("A", day(1, 1, 1));
    parameters.set_time("B", timestamp(day(10000, 1, 1).time() - chrono::seconds(1)));
    BOOST_TEST(parameters.get("A") == "Mon, 01 Jan 0001 00:00:00 +0000");
    BOOST_TEST(parameters.get("B") == "Fri, 31 Dec 9999 23:59:59 +0000");
}

BOOST_AUTO_TEST_CASE(selection_ignores_order_and_paging)
{
    query one;
    one.set_text("Status", "busy");
    one.set_text("To", "+1");
    query other;
    other.set_number("Page", 3, 0, 9);
    other.set_text("To", "+1");
    other.set_number("PageSize", 7, 1, 9);
    other.set_text("Status", "busy");
    other.set_page_token("PAx");
    BOOST_TEST(one.canonical_filter() == "Status=busy&To=%2B1");
    BOOST_TEST(other.canonical_filter() == one.canonical_filter());
    BOOST_TEST((one != other));

    other.set_text("Status", "failed");
    BOOST_TEST(other.canonical_filter() != one.canonical_filter());
}

BOOST_AUTO_TEST_CASE(different_selections_have_different_texts)
{
    query one;
    one.set_text("From", "1&To=2");
    query other;
    other.set_text("From", "1");
    other.set_text("To", "2");
    BOOST_TEST(one.canonical_filter() != other.canonical_filter());
}

BOOST_AUTO_TEST_SUITE_END()
