#include <signalwire/compat/call.hpp>

#include <boost/test/unit_test.hpp>

#include <initializer_list>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

using signalwire::compat::answered_by;
using signalwire::compat::call_direction;
using signalwire::compat::call_status;

BOOST_AUTO_TEST_SUITE(open_enums)

namespace
{

/// The enumerators of an open enum in the order of their texts.
template <class Enum>
void check_known_values(
    std::initializer_list<std::pair<typename Enum::value_type, char const*>> all)
{
    BOOST_TEST(all.size() == Enum::names.size());
    for (auto const& [value, text] : all)
    {
        BOOST_TEST_CONTEXT(text)
        {
            Enum const from_text{std::string_view(text)};
            Enum const from_value = value;
            BOOST_TEST(from_text.is_known());
            BOOST_TEST((from_text.value() == value));
            BOOST_TEST((from_text == value));
            BOOST_TEST((from_text == from_value));
            BOOST_TEST(from_value.text() == text);
        }
    }
}

} // namespace

BOOST_AUTO_TEST_CASE(every_status_of_the_api_has_a_name)
{
    check_known_values<call_status>({
        {call_status::queued, "queued"},
        {call_status::ringing, "ringing"},
        {call_status::in_progress, "in-progress"},
        {call_status::canceled, "canceled"},
        {call_status::completed, "completed"},
        {call_status::busy, "busy"},
        {call_status::failed, "failed"},
        {call_status::no_answer, "no-answer"},
        {call_status::initiated, "initiated"},
    });
}

BOOST_AUTO_TEST_CASE(every_direction_of_the_api_has_a_name)
{
    check_known_values<call_direction>({
        {call_direction::inbound, "inbound"},
        {call_direction::outbound, "outbound"},
        {call_direction::outbound_api, "outbound-api"},
        {call_direction::outbound_dial, "outbound-dial"},
    });
}

BOOST_AUTO_TEST_CASE(everybody_who_answers_has_a_name)
{
    check_known_values<answered_by>({
        {answered_by::human, "human"},
        {answered_by::machine, "machine"},
    });
}

BOOST_AUTO_TEST_CASE(a_value_unknown_today_keeps_its_text)
{
    call_status const status{std::string_view("transferred")};
    BOOST_TEST(!status.is_known());
    BOOST_TEST((status.value() == call_status::unknown));
    BOOST_TEST(status.text() == "transferred");
    BOOST_TEST((status == call_status{std::string_view("transferred")}));
    BOOST_TEST((status != call_status{std::string_view("parked")}));
    BOOST_TEST((status != call_status::completed));
}

BOOST_AUTO_TEST_CASE(spelling_is_exact_as_on_the_wire)
{
    for (std::string_view text :
         {"Completed", "COMPLETED", "completed ", " completed", "no_answer", "in progress",
          "complete", "unknown"})
    {
        call_status const status{text};
        BOOST_TEST(!status.is_known(), "taken for a known value: " << text);
        BOOST_TEST(status.text() == text);
    }
}

BOOST_AUTO_TEST_CASE(a_default_value_is_unknown_and_has_no_text)
{
    call_status const status;
    BOOST_TEST((status == call_status::unknown));
    BOOST_TEST(status.text().empty());
    BOOST_TEST((status == call_status{std::string_view()}));
    BOOST_TEST((status == call_status(call_status::unknown)));
}

BOOST_AUTO_TEST_CASE(assigning_forgets_the_earlier_text)
{
    call_status status{std::string_view("transferred")};
    status.assign("busy");
    BOOST_TEST(status.text() == "busy");
    BOOST_TEST((status == call_status(call_status::busy)));

    status.assign("parked");
    BOOST_TEST(status.text() == "parked");

    status = call_status::failed;
    BOOST_TEST(status.text() == "failed");
    BOOST_TEST((status == call_status{std::string_view("failed")}));
}

BOOST_AUTO_TEST_CASE(can_be_switched_over)
{
    auto const is_over = [](call_status const& status) {
        switch (status.value())
        {
        case call_status::queued:
        case call_status::initiated:
        case call_status::ringing:
        case call_status::in_progress: return false;
        case call_status::canceled:
        case call_status::completed:
        case call_status::busy:
        case call_status::failed:
        case call_status::no_answer: return true;
        case call_status::unknown: break;
        }
        return false;
    };
    BOOST_TEST(is_over(call_status::no_answer));
    BOOST_TEST(!is_over(call_status::in_progress));
    BOOST_TEST(!is_over(call_status{std::string_view("transferred")}));
}

BOOST_AUTO_TEST_CASE(streams_its_text)
{
    std::ostringstream out;
    out << call_status(call_status::no_answer) << ' ' << call_status{std::string_view("parked")};
    BOOST_TEST(out.str() == "no-answer parked");
}

BOOST_AUTO_TEST_CASE(texts_become_values_only_when_one_says_so)
{
    static_assert(std::is_convertible_v<call_status::value_type, call_status>);
    static_assert(!std::is_convertible_v<std::string_view, call_status>);
    static_assert(!std::is_convertible_v<char const*, call_status>);
    BOOST_TEST(true);
}

BOOST_AUTO_TEST_SUITE_END()
