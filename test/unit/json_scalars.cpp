#include "json/schema.hpp"
#include "json/writer.hpp"
#include "unit/decoding.hpp"

#include <signalwire/member_presence.hpp>
#include <signalwire/timestamp.hpp>

#include <boost/describe/class.hpp>
#include <boost/json/object.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using signalwire::decoding_mode;

namespace unit
{

/// Kinds of members that calls do not have.
struct switches
{
    switches() = default;

    bool muted = false;
    std::optional<bool> hold;
    std::vector<std::string> permissions;
    std::vector<std::int64_t> sizes;
    std::optional<signalwire::timestamp> date_created;

    boost::json::object extra;
    signalwire::member_presence presence;
};

BOOST_DESCRIBE_STRUCT(switches, (), (muted, hold, permissions, sizes, date_created))

} // namespace unit

namespace signalwire::json
{

template <>
inline constexpr std::array<std::string_view, 1> iso_times<unit::switches> = {"date_created"};

} // namespace signalwire::json

BOOST_AUTO_TEST_SUITE(json_scalars)

namespace
{

constexpr std::string_view documented =
    R"({"muted":true,"hold":null,"permissions":["calling","fax"],"sizes":[1,-2],)"
    R"("date_created":"2018-09-21T10:00:00Z"})";

unit::decoded_page<unit::switches> decode(
    std::string_view text, decoding_mode mode = decoding_mode::lenient)
{
    return unit::decode<unit::switches>(text, mode, [] { return 1; });
}

struct sloppy
{
    std::string_view member;
    std::string_view text;
    /// As it is written back; empty where it must be as it came.
    std::string_view written;

    friend std::ostream& operator<<(std::ostream& out, sloppy const& value)
    {
        return out << value.member << ": " << value.text;
    }
};

sloppy const accepted[] = {
    {"muted", "\"true\"", "true"},
    {"muted", "\"false\"", "false"},
    {"muted", "1", "true"},
    {"muted", "0", "false"},
    {"muted", "2", ""},
    {"muted", "\"yes\"", ""},
    {"muted", "null", ""},
    {"muted", "[true]", ""},
    {"hold", "\"\"", ""},
    {"hold", "\"true\"", "true"},
    {"hold", "1.5", ""},
    {"hold", "{\"a\":[]}", ""},
    {"permissions", "null", ""},
    {"permissions", "\"calling\"", ""},
    {"permissions", "7", ""},
    {"permissions", "true", ""},
    {"permissions", "{}", ""},
    {"permissions", "[1,\"x\"]", "[\"1\",\"x\"]"},
    {"permissions", "[null,\"x\"]", "[\"x\"]"},
    {"sizes", "[\"3\"]", "[3]"},
};

sloppy const rejected[] = {
    {"permissions", "[[]]", "expected a string, found a list"},
    {"permissions", "[{}]", "expected a string, found an object"},
    {"permissions", "[true]", "expected a string, found a boolean"},
    {"sizes", "[\"x\"]", "expected an integer, found a string"},
};

std::string document(sloppy const& value, std::string_view text)
{
    std::string out = "{";
    for (auto const& [name, usual] :
         {std::pair<std::string_view, std::string_view>("muted", "true"),
          {"hold", "false"},
          {"permissions", "[]"},
          {"sizes", "[]"},
          {"date_created", "null"}})
    {
        out.append(out.size() > 1 ? ",\"" : "\"").append(name).append("\":");
        out.append(name == value.member ? text : usual);
    }
    return out + '}';
}

} // namespace

BOOST_DATA_TEST_CASE(
    decodes_and_writes_back,
    boost::unit_test::data::make({decoding_mode::lenient, decoding_mode::strict}), mode)
{
    auto const result = decode(documented, mode);
    BOOST_REQUIRE_MESSAGE(result.complete, result.error.reason);
    BOOST_TEST(result.deviations == 0);
    BOOST_TEST(result.page.muted);
    BOOST_TEST(!result.page.hold.has_value());
    BOOST_TEST(
        result.page.permissions == (std::vector<std::string>{"calling", "fax"}),
        boost::test_tools::per_element());
    BOOST_TEST(
        result.page.sizes == (std::vector<std::int64_t>{1, -2}), boost::test_tools::per_element());
    BOOST_TEST(signalwire::json::write(result.page) == documented);
}

BOOST_DATA_TEST_CASE(keeps_what_is_not_documented, boost::unit_test::data::make(accepted), value)
{
    std::string const text = document(value, value.text);
    auto const result = decode(text);
    BOOST_REQUIRE_MESSAGE(result.complete, result.error.reason);
    BOOST_TEST(result.deviations >= 1U);
    BOOST_TEST(
        signalwire::json::write(result.page)
        == document(value, value.written.empty() ? value.text : value.written));
    BOOST_TEST(!decode(text, decoding_mode::strict).complete);
}

BOOST_DATA_TEST_CASE(rejects_elements_of_other_types, boost::unit_test::data::make(rejected), value)
{
    auto const result = decode(document(value, value.text));
    BOOST_TEST(!result.complete);
    BOOST_TEST(result.error.reason == value.written);
    BOOST_TEST(result.error.path == "$." + std::string(value.member) + "[0]");
}

BOOST_AUTO_TEST_CASE(a_missing_list_of_texts_is_a_deviation)
{
    auto const result = decode("{}");
    BOOST_TEST(result.complete);
    BOOST_TEST(result.deviations == 5U);
    BOOST_TEST(signalwire::json::write(result.page) == "{}");
}

BOOST_AUTO_TEST_CASE(the_last_of_repeated_lists_counts)
{
    auto const result = decode(R"({"permissions":["a"],"permissions":["b","c"]})");
    BOOST_TEST(result.complete);
    BOOST_TEST(result.page.permissions.size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
