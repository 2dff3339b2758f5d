#include <signalwire/webhook.hpp>
#include <signalwire/webhook_validator.hpp>

#include <boost/beast/http/fields.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <optional>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace compat = signalwire::compat;
using signalwire::webhook;
using signalwire::webhook_signatures;
using signalwire::webhook_validator;

BOOST_AUTO_TEST_SUITE(webhooks)

namespace
{

constexpr std::string_view json_url = "https://example.ngrok.io/webhook";
constexpr std::string_view json_body =
    R"({"event":"call.state","params":{"call_id":"abc-123","state":"answered"}})";
constexpr std::string_view json_key = "PSKtest1234567890abcdef";
constexpr std::string_view json_sha1 = "c3c08c1fefaf9ee198a100d5906765a6f394bf0f";
constexpr std::string_view json_sha256 =
    "2a29f8a92b11df39da80c3b185fd62173d49c294184da585ff951eae4433571c";

constexpr std::string_view form_url = "https://mycompany.com/myapp.php?foo=1&bar=2";
constexpr std::string_view form_body =
    "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309"
    "&To=%2B18005551212";
constexpr std::string_view form_signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

// Signatures with this key were computed with the command line of OpenSSL.
constexpr std::string_view form_key = "12345";

webhook_signatures sha256(std::string_view value)
{
    webhook_signatures out;
    out.signalwire_sha256 = value;
    return out;
}

webhook_signatures signalwire_header(std::string_view value)
{
    webhook_signatures out;
    out.signalwire = value;
    return out;
}

webhook_signatures twilio_header(std::string_view value)
{
    webhook_signatures out;
    out.twilio = value;
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(accepts_the_url_and_the_raw_body)
{
    webhook_validator const validator(json_key);
    BOOST_TEST(validator.valid(sha256(json_sha256), json_url, json_body));
    BOOST_TEST(validator.valid(signalwire_header(json_sha1), json_url, json_body));
    // The newer header decides alone only when it is right.
    webhook_signatures both = sha256("0000");
    both.signalwire = json_sha1;
    BOOST_TEST(validator.valid(both, json_url, json_body));
}

BOOST_AUTO_TEST_CASE(accepts_the_url_and_the_sorted_parameters)
{
    webhook_validator const validator(form_key);
    BOOST_TEST(validator.valid(signalwire_header(form_signature), form_url, form_body));
    BOOST_TEST(validator.valid(twilio_header(form_signature), form_url, form_body));
    // The order of the body does not count.
    std::string const shuffled =
        "To=%2B18005551212&Digits=1234&From=%2B14158675309&CallSid=CA1234567890ABCDE"
        "&Caller=%2B14158675309";
    BOOST_TEST(validator.valid(twilio_header(form_signature), form_url, shuffled));
}

BOOST_AUTO_TEST_CASE(accepts_the_default_port_present_or_absent)
{
    webhook_validator const validator(form_key);
    constexpr std::string_view with_port = "https://mycompany.com:443/myapp.php?foo=1&bar=2";
    BOOST_TEST(validator.valid(twilio_header(form_signature), with_port, form_body));
    constexpr std::string_view other_port = "https://mycompany.com:444/myapp.php?foo=1&bar=2";
    BOOST_TEST(!validator.valid(twilio_header(form_signature), other_port, form_body));
    constexpr std::string_view port_of_http = "https://mycompany.com:80/myapp.php?foo=1&bar=2";
    BOOST_TEST(!validator.valid(twilio_header(form_signature), port_of_http, form_body));
}

BOOST_AUTO_TEST_CASE(rejects_what_was_changed)
{
    webhook_validator const validator(json_key);
    std::string const url(json_url);
    std::string const body(json_body);
    for (std::size_t i = 0; i < body.size(); ++i)
    {
        std::string changed = body;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        BOOST_TEST(!validator.valid(sha256(json_sha256), url, changed));
        BOOST_TEST(!validator.valid(signalwire_header(json_sha1), url, changed));
    }
    for (std::size_t i = 0; i < url.size(); ++i)
    {
        std::string changed = url;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        BOOST_TEST(!validator.valid(sha256(json_sha256), changed, body));
    }
    for (std::size_t i = 0; i < json_sha256.size(); ++i)
    {
        std::string changed(json_sha256);
        changed[i] = changed[i] == '0' ? '1' : '0';
        BOOST_TEST(!validator.valid(sha256(changed), url, body));
        BOOST_TEST(!validator.valid(sha256(json_sha256.substr(0, i)), url, body));
    }
    BOOST_TEST(!webhook_validator("PSKother").valid(sha256(json_sha256), url, body));
}

BOOST_AUTO_TEST_CASE(rejects_missing_signatures)
{
    webhook_validator const validator(json_key);
    BOOST_TEST(!validator.valid(webhook_signatures(), json_url, json_body));
    BOOST_TEST(!validator.valid(webhook_signatures(), json_url, ""));
    // A signature counts in the header of its scheme only.
    BOOST_TEST(!validator.valid(twilio_header(json_sha1), json_url, json_body));
    BOOST_TEST(!validator.valid(signalwire_header(json_sha256), json_url, json_body));
}

/// What only the published validators accept: a signature of the URL alone says nothing about a
/// body that is not a form.
BOOST_AUTO_TEST_CASE(rejects_a_body_that_nothing_signs)
{
    webhook_validator const validator(form_key);
    // HMAC-SHA1 of the URL alone.
    constexpr std::string_view url = "https://mycompany.com/hook";
    constexpr std::string_view of_url = "7aQdgSTi5+g/2hw9OGBHRWhUUR8=";
    BOOST_TEST(validator.valid(signalwire_header(of_url), url, ""));
    for (std::string_view body :
         {"{}", R"({"a":1})", "[]", "[1]", "\"text\"", "<a/>", "&", "=", "&=&", "\x01", "a b"})
    {
        BOOST_TEST(!validator.valid(signalwire_header(of_url), url, body), body);
        BOOST_TEST(!validator.valid(twilio_header(of_url), url, body), body);
    }
}

BOOST_AUTO_TEST_CASE(accepts_a_body_whose_hash_the_url_has)
{
    webhook_validator const validator(form_key);
    // The SHA-256 of {"a":1}.
    constexpr std::string_view url =
        "https://mycompany.com/hook?x=1&bodySHA256="
        "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862";
    constexpr std::string_view of_url = "cw/ac9ENsrU1w66oZMI978jJl2M=";
    BOOST_TEST(validator.valid(signalwire_header(of_url), url, R"({"a":1})"));
    BOOST_TEST(validator.valid(twilio_header(of_url), url, R"({"a":1})"));
    BOOST_TEST(!validator.valid(signalwire_header(of_url), url, R"({"a":2})"));
    BOOST_TEST(!validator.valid(signalwire_header(of_url), url, ""));
}

BOOST_AUTO_TEST_CASE(keeps_the_order_of_repeated_parameters)
{
    webhook_validator const validator(form_key);
    constexpr std::string_view url = "https://mycompany.com/hook";
    // HMAC-SHA1 of the URL and "a1b2b1".
    constexpr std::string_view signature = "jEpVqL86Bx5ppDh1yXxGsZisQ44=";
    BOOST_TEST(validator.valid(twilio_header(signature), url, "b=2&a=1&b=1"));
    BOOST_TEST(!validator.valid(twilio_header(signature), url, "b=1&a=1&b=2"));
}

BOOST_AUTO_TEST_CASE(reads_the_header_fields_of_beast)
{
    boost::beast::http::fields fields;
    fields.set("x-signalwire-sha256-signature", std::string(json_sha256));
    BOOST_TEST(webhook_validator(json_key).valid(fields, json_url, json_body));
    BOOST_TEST(!webhook_validator(json_key).valid(fields, json_url, "{}"));
}

BOOST_AUTO_TEST_CASE(rejects_an_empty_key)
{
    BOOST_CHECK_THROW(webhook_validator(""), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(parses_a_form_in_order)
{
    webhook const parsed = webhook::parse("b=2+3&a=%C3%A9%0A&b=x%3Dy&empty=&bare&&%zz=1%");
    std::vector<webhook::parameter> const expected = {{"b", "2 3"}, {"a", "\xc3\xa9\n"},
                                                      {"b", "x=y"}, {"empty", ""},
                                                      {"bare", ""}, {"%zz", "1%"}};
    BOOST_TEST((parsed.parameters() == expected));
    BOOST_TEST(parsed.get("b").value() == "2 3");
    BOOST_TEST(parsed.get("empty").value() == "");
    BOOST_TEST(!parsed.get("none").has_value());
    BOOST_TEST(webhook::parse("").parameters().empty());
}

BOOST_AUTO_TEST_CASE(reads_the_status_of_a_call)
{
    signalwire::call_event const event =
        webhook::parse(
            "CallSid=CA1&AccountSid=AC1&From=%2B15551230001&To=%2B15551230002&CallStatus=completed"
            "&Direction=outbound-api&Timestamp=Fri%2C+21+Sep+2018+10%3A00%3A00+%2B0000"
            "&SequenceNumber=3&CallDuration=61")
            .call();
    BOOST_TEST(event.call_sid.value() == "CA1");
    BOOST_TEST(event.account_sid.value() == "AC1");
    BOOST_TEST(event.from.value() == "+15551230001");
    BOOST_TEST(event.to.value() == "+15551230002");
    BOOST_TEST((event.status.value() == compat::call_status::completed));
    BOOST_TEST((event.direction.value() == compat::call_direction::outbound_api));
    BOOST_TEST(event.time.value().to_iso_string() == "2018-09-21T10:00:00Z");
    BOOST_TEST(event.sequence_number.value() == 3);
    BOOST_TEST(event.duration.value().count() == 61);
}

BOOST_AUTO_TEST_CASE(reads_unknown_and_odd_values)
{
    signalwire::call_event const event =
        webhook::parse("CallStatus=parked&Timestamp=soon&SequenceNumber=x&Duration=7").call();
    BOOST_TEST(!event.status.value().is_known());
    BOOST_TEST(event.status.value().text() == "parked");
    BOOST_TEST(!event.time.has_value());
    BOOST_TEST(!event.sequence_number.has_value());
    BOOST_TEST(event.duration.value().count() == 7);
    BOOST_TEST(!event.call_sid.has_value());
}

BOOST_AUTO_TEST_CASE(reads_the_status_of_a_message)
{
    signalwire::message_event event =
        webhook::parse("MessageSid=SM1&AccountSid=AC1&MessageStatus=undelivered&From=%2B1&To=%2B2"
                       "&ErrorCode=30003")
            .message();
    BOOST_TEST(event.message_sid.value() == "SM1");
    BOOST_TEST(event.account_sid.value() == "AC1");
    BOOST_TEST(event.from.value() == "+1");
    BOOST_TEST(event.to.value() == "+2");
    BOOST_TEST((event.status.value() == compat::message_status::undelivered));
    BOOST_TEST(event.error_code.value() == "30003");
    event = webhook::parse("SmsSid=SM2").message();
    BOOST_TEST(event.message_sid.value() == "SM2");
    BOOST_TEST(!event.status.has_value());
}

BOOST_AUTO_TEST_CASE(reads_the_status_of_a_recording)
{
    signalwire::recording_event const event =
        webhook::parse(
            "RecordingSid=RE1&CallSid=CA1&AccountSid=AC1&RecordingUrl=https%3A%2F%2Fx%2Fr"
            "&RecordingStatus=completed&RecordingDuration=12&RecordingChannels=2")
            .recording();
    BOOST_TEST(event.recording_sid.value() == "RE1");
    BOOST_TEST(event.call_sid.value() == "CA1");
    BOOST_TEST(event.account_sid.value() == "AC1");
    BOOST_TEST(event.url.value() == "https://x/r");
    BOOST_TEST((event.status.value() == compat::recording_status::completed));
    BOOST_TEST(event.duration.value().count() == 12);
    BOOST_TEST(event.channels.value() == 2);
}

BOOST_AUTO_TEST_SUITE_END()
