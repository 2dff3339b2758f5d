#include "unit/refusal.hpp"

#include <signalwire/detail/operation_call.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using signalwire::detail::body_type;
using signalwire::detail::expand_path;
using signalwire::detail::form;
using signalwire::detail::http_method;
using signalwire::detail::make_call;
using signalwire::detail::operation_call;
using signalwire::detail::operation_type;
using signalwire::detail::retry_class;
using unit::refusal;

BOOST_AUTO_TEST_SUITE(operation_calls)

namespace
{

constexpr operation_type update{
    "things.update",
    http_method::post,
    "/Things/{}/Parts/{}.json",
    retry_class::idempotent,
    {200},
    body_type::form,
    "A B",
    "Url"};

form with_required()
{
    form out;
    out.set_text("B", "2");
    out.set_line("A", "");
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(ids_follow_those_of_the_parents_in_the_path)
{
    operation_call const call = make_call(update, {"p/1"}, {"s 2"}, with_required());
    BOOST_TEST(call.path == "/Things/p%2F1/Parts/s%202.json");
    BOOST_TEST(call.body == "B=2&A=");
    BOOST_TEST(
        make_call(update, {}, {"1", "{}"}, with_required()).path == "/Things/1/Parts/%7B%7D.json");
    BOOST_TEST(expand_path("/Things", {}) == "/Things");
}

BOOST_AUTO_TEST_CASE(a_segment_cannot_leave_its_place)
{
    for (std::string_view const id : {"", "a\r\nb", "a\tb"})
    {
        BOOST_TEST(
            refusal([&] { static_cast<void>(make_call(update, {}, {"1", id}, with_required())); })
            == "sid must not be empty or contain control characters");
    }
    for (std::string_view const id : {".", ".."})
    {
        BOOST_TEST(
            refusal([&] { static_cast<void>(make_call(update, {}, {id, "1"}, with_required())); })
            == "sid must not be a dot segment");
    }
    BOOST_TEST(
        make_call(update, {}, {"../..", "a?b#c%2F"}, with_required()).path
        == "/Things/..%2F../Parts/a%3Fb%23c%252F.json");
}

BOOST_AUTO_TEST_CASE(a_missing_required_field_is_named)
{
    form fields;
    auto const missing = [&] {
        return refusal([&] { static_cast<void>(make_call(update, {}, {"1", "2"}, fields)); });
    };
    BOOST_TEST(missing() == "A must be set");
    fields.set_line("A", "");
    BOOST_TEST(missing() == "B must be set");
    fields.set_text("B", "1");
    BOOST_TEST(missing() == "(accepted)");
}

BOOST_AUTO_TEST_CASE(a_field_may_make_a_request_unsafe)
{
    form fields = with_required();
    BOOST_TEST((make_call(update, {}, {"1", "2"}, fields).type.retry == retry_class::idempotent));
    fields.set_line("Url", "");
    BOOST_TEST((make_call(update, {}, {"1", "2"}, fields).type.retry == retry_class::unsafe));
    BOOST_TEST((update.retry == retry_class::idempotent));
}

BOOST_AUTO_TEST_CASE(parameters_are_numbered_by_name)
{
    form fields;
    fields.set_parameter("one", "1");
    fields.set_parameter("two", "a\nb");
    fields.set_parameter("one", "");
    BOOST_TEST(
        fields.encoded()
        == "Parameter1.Name=one&Parameter1.Value=&Parameter2.Name=two&Parameter2.Value=a%0Ab");
    BOOST_TEST(
        refusal([&] { fields.set_parameter("", "1"); })
        == "Parameter must have a name without control characters");
    BOOST_TEST(
        refusal([&] { fields.set_parameter("three", "\xff"); })
        == "Parameter3.Value must be UTF-8");
    for (int number = 3; number <= 99; ++number)
        fields.set_parameter(std::to_string(number), "");
    BOOST_TEST(fields.get("Parameter99.Name") == "99");
    BOOST_TEST(
        refusal([&] { fields.set_parameter("hundred", "1"); })
        == "Parameter must not have more than 99 names");
    fields.set_parameter("99", "x");
    BOOST_TEST(fields.get("Parameter99.Value") == "x");
}

BOOST_AUTO_TEST_SUITE_END()
