#include "unit/refusal.hpp"

#include <signalwire/compat/accounts_resource.hpp>
#include <signalwire/compat/applications_resource.hpp>
#include <signalwire/compat/faxes_resource.hpp>
#include <signalwire/compat/phone_numbers_resource.hpp>
#include <signalwire/compat/queues_resource.hpp>
#include <signalwire/compat/tokens_resource.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using namespace signalwire::compat;
using unit::refusal;

/// The limits of the forms of the smaller resources; test/integration/api_table has their fields.
BOOST_AUTO_TEST_SUITE(resource_forms)

BOOST_AUTO_TEST_CASE(names_have_a_maximum_of_characters)
{
    BOOST_TEST(
        account_form().friendly_name(std::string(250, 'x')).fields().get("FriendlyName").size()
        == 250U);
    BOOST_TEST(
        refusal([] { account_form().friendly_name(std::string(251, 'x')); })
        == "FriendlyName must have at most 250 characters");
    BOOST_TEST(
        refusal([] { application_form().friendly_name(std::string(65, 'x')); })
        == "FriendlyName must have at most 64 characters");
    BOOST_TEST(
        refusal([] { phone_number_update().friendly_name(std::string(256, 'x')); })
        == "FriendlyName must have at most 255 characters");
    BOOST_TEST(
        refusal([] { account_form().friendly_name(""); }) == "FriendlyName must not be empty");
    // Characters, not bytes.
    std::string umlauts;
    for (int i = 0; i != 64; ++i)
        umlauts += "\xc3\xbc";
    BOOST_TEST(refusal([&] { application_form().friendly_name(umlauts); }) == "(accepted)");
}

BOOST_AUTO_TEST_CASE(names_of_queues_are_identifiers)
{
    BOOST_TEST(refusal([] { queue_form().friendly_name("Queue_1"); }) == "(accepted)");
    for (std::string_view name : {"", "a b", "a-b", "\xc3\xbc"})
    {
        BOOST_TEST(
            refusal([&] { queue_form().friendly_name(name); })
            == "FriendlyName must be letters, digits and underscores");
    }
    BOOST_TEST(
        refusal([] { queue_form().max_size(0); }) == "MaxSize must be 1 to 2147483647, not 0");
}

BOOST_AUTO_TEST_CASE(phone_numbers_are_in_e164)
{
    for (std::string_view number : {"+12345", "+12345678901234567"})
        BOOST_TEST(refusal([&] { new_phone_number().phone_number(number); }) == "(accepted)");
    for (std::string_view number :
         {"", "+", "12345", "+1234", "+123456789012345678", "+1 2345", "++12345", "+1234a"})
    {
        BOOST_TEST(
            refusal([&] { new_phone_number().phone_number(number); })
            == "PhoneNumber must be + and 5 to 17 digits");
    }
    BOOST_TEST(
        refusal([] { new_imported_phone_number().number("+1234567890123456789012345678901"); })
        == "number must be + and 5 to 30 digits");
}

BOOST_AUTO_TEST_CASE(unknown_words_are_rejected)
{
    BOOST_TEST(refusal([] { new_imported_phone_number().number_type("mobile"); }) != "(accepted)");
    BOOST_TEST(
        refusal([] { new_imported_phone_number().capabilities({"sms", "telex"}); })
        != "(accepted)");
    BOOST_TEST(refusal([] { new_phone_number().voice_receive_mode("telex"); }) != "(accepted)");
    BOOST_TEST(refusal([] { new_phone_number().sms_method("PUT"); }) != "(accepted)");
    BOOST_TEST(refusal([] { new_fax().ttl(4); }) != "(accepted)");
    BOOST_TEST(refusal([] { new_fax().quality(fax_quality("ultra")); }) != "(accepted)");
    BOOST_TEST(refusal([] { fax_update().status(fax_status::sending); }) != "(accepted)");
    // New permissions of the platform must not need a new version.
    BOOST_TEST(refusal([] { new_token().permissions({"anything"}); }) == "(accepted)");
}

BOOST_AUTO_TEST_SUITE_END()
