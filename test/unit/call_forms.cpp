#include "unit/refusal.hpp"

#include <signalwire/compat/forms/call_forms.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using signalwire::decimal;
using signalwire::compat::call_status;
using signalwire::compat::call_update;
using signalwire::compat::new_call;
using unit::refusal;

BOOST_AUTO_TEST_SUITE(call_forms)

namespace
{

template <class Form>
std::string sent(Form const& form)
{
    return form.fields().encoded();
}

} // namespace

BOOST_AUTO_TEST_CASE(every_field_of_a_new_call_has_its_name_and_its_bytes)
{
    auto const url = "https://example.com/a?b=c";
    std::string const encoded = "https%3A%2F%2Fexample.com%2Fa%3Fb%3Dc";
    BOOST_TEST(sent(new_call()) == "");
    BOOST_TEST(sent(new_call().to("+1555")) == "To=%2B1555");
    BOOST_TEST(sent(new_call().from("sip:a@b")) == "From=sip%3Aa%40b");
    BOOST_TEST(sent(new_call().url(url)) == "Url=" + encoded);
    BOOST_TEST(sent(new_call().application_sid("a-1")) == "ApplicationSid=a-1");
    BOOST_TEST(sent(new_call().method("GET")) == "Method=GET");
    BOOST_TEST(sent(new_call().fallback_url(url)) == "FallbackUrl=" + encoded);
    BOOST_TEST(sent(new_call().fallback_method("POST")) == "FallbackMethod=POST");
    BOOST_TEST(sent(new_call().status_callback(url)) == "StatusCallback=" + encoded);
    BOOST_TEST(sent(new_call().status_callback_method("GET")) == "StatusCallbackMethod=GET");
    BOOST_TEST(
        sent(new_call().status_callback_event({"answered", "completed"}))
        == "StatusCallbackEvent=answered&StatusCallbackEvent=completed");
    BOOST_TEST(sent(new_call().caller_id("+1")) == "CallerId=%2B1");
    BOOST_TEST(sent(new_call().send_digits("1w#*W")) == "SendDigits=1w%23%2AW");
    BOOST_TEST(sent(new_call().timeout(600)) == "Timeout=600");
    BOOST_TEST(sent(new_call().machine_detection("Enable")) == "MachineDetection=Enable");
    BOOST_TEST(sent(new_call().machine_detection_timeout(120)) == "MachineDetectionTimeout=120");
    BOOST_TEST(
        sent(new_call().machine_detection_speech_threshold(1000))
        == "MachineDetectionSpeechThreshold=1000");
    BOOST_TEST(
        sent(new_call().machine_detection_speech_end_threshold(500))
        == "MachineDetectionSpeechEndThreshold=500");
    BOOST_TEST(
        sent(new_call().machine_detection_silence_timeout(2000))
        == "MachineDetectionSilenceTimeout=2000");
    BOOST_TEST(sent(new_call().machine_words_threshold(100)) == "MachineWordsThreshold=100");
    BOOST_TEST(sent(new_call().async_amd(true)) == "AsyncAmd=true");
    BOOST_TEST(
        sent(new_call().async_amd_status_callback(url)) == "AsyncAmdStatusCallback=" + encoded);
    BOOST_TEST(
        sent(new_call().async_amd_status_callback_method("GET"))
        == "AsyncAmdStatusCallbackMethod=GET");
    BOOST_TEST(sent(new_call().async_amd_partial_results(false)) == "AsyncAmdPartialResults=false");
    BOOST_TEST(sent(new_call().record(true)) == "Record=true");
    BOOST_TEST(sent(new_call().recording_channels("dual")) == "RecordingChannels=dual");
    BOOST_TEST(sent(new_call().recording_track("both")) == "RecordingTrack=both");
    BOOST_TEST(
        sent(new_call().recording_status_callback(url)) == "RecordingStatusCallback=" + encoded);
    BOOST_TEST(
        sent(new_call().recording_status_callback_method("GET"))
        == "RecordingStatusCallbackMethod=GET");
    BOOST_TEST(
        sent(new_call().recording_status_callback_event({"in-progress", "completed"}))
        == "RecordingStatusCallbackEvent=in-progress%20completed");
    BOOST_TEST(sent(new_call().trim("do-not-trim")) == "Trim=do-not-trim");
    BOOST_TEST(sent(new_call().sip_auth_username("a b")) == "SipAuthUsername=a%20b");
    BOOST_TEST(sent(new_call().sip_auth_password("p&=")) == "SipAuthPassword=p%26%3D");
    BOOST_TEST(
        sent(new_call().max_price_per_minute(decimal(125, 4))) == "MaxPricePerMinute=0.0125");
}

BOOST_AUTO_TEST_CASE(every_field_of_a_call_update_has_its_name_and_its_bytes)
{
    BOOST_TEST(sent(call_update().url("u")) == "Url=u");
    BOOST_TEST(sent(call_update().method("GET")) == "Method=GET");
    BOOST_TEST(sent(call_update().status(call_status::completed)) == "Status=completed");
    BOOST_TEST(sent(call_update().status(call_status::canceled)) == "Status=canceled");
    BOOST_TEST(sent(call_update().fallback_url("")) == "FallbackUrl=");
    BOOST_TEST(sent(call_update().fallback_method("GET")) == "FallbackMethod=GET");
    BOOST_TEST(sent(call_update().status_callback("")) == "StatusCallback=", "cleared");
    BOOST_TEST(sent(call_update().status_callback_method("GET")) == "StatusCallbackMethod=GET");
}

BOOST_AUTO_TEST_CASE(invalid_values_are_rejected_by_field_and_change_nothing)
{
    new_call form;
    form.to("+1").status_callback_event({"ringing"});
    new_call const before = form;
    BOOST_TEST(refusal([&] { form.to(""); }) == "To must not be empty");
    BOOST_TEST(refusal([&] { form.from("a\r\nb"); }) == "From must not contain control characters");
    BOOST_TEST(refusal([&] { form.url("a\nb"); }) == "Url must not contain control characters");
    BOOST_TEST(refusal([&] { form.method("PUT"); }) == "Method must be GET or POST, not \"PUT\"");
    BOOST_TEST(refusal([&] { form.method(""); }) == "Method must be GET or POST, not \"\"");
    BOOST_TEST(
        refusal([&] { form.recording_track("all"); })
        == "RecordingTrack must be inbound, outbound or both, not \"all\"");
    BOOST_TEST(refusal([&] { form.timeout(0); }) == "Timeout must be 1 to 600, not 0");
    BOOST_TEST(refusal([&] { form.timeout(601); }) == "Timeout must be 1 to 600, not 601");
    for (std::string const& digits : {std::string(), std::string("x"), std::string(33, '1')})
    {
        BOOST_TEST(
            refusal([&] { form.send_digits(digits); })
            == "SendDigits must be 1 to 32 of the characters 0123456789#*wW");
    }
    for (decimal const& price : {decimal(-1), decimal(1, 5)})
    {
        BOOST_TEST(
            refusal([&] { form.max_price_per_minute(price); })
            == "MaxPricePerMinute must not be negative or have more than 4 decimal places");
    }
    BOOST_TEST(
        refusal([&] { form.status_callback_event({"answered", "hung_up"}); })
        == "StatusCallbackEvent must be initiated, ringing, answered, completed, "
           "ringing_forwarded or ringing_queued, not \"hung_up\"");
    BOOST_TEST(
        refusal([&] { form.status_callback_event(std::vector<std::string>()); })
        == "StatusCallbackEvent must have 1 to 6 values, not 0");
    BOOST_TEST(
        refusal([&] { form.recording_status_callback_event({"completed absent"}); })
        == "RecordingStatusCallbackEvent must be in-progress, completed or absent, not "
           "\"completed absent\"");
    BOOST_TEST(
        refusal([] { call_update().status(call_status::ringing); })
        == "Status must be canceled or completed, not \"ringing\"");
    BOOST_TEST((form == before));
}

BOOST_AUTO_TEST_CASE(a_setter_replaces_every_earlier_value)
{
    std::vector<std::string> const events{"answered", "completed"};
    BOOST_TEST(
        sent(new_call()
                 .status_callback_event(events)
                 .to("+1")
                 .status_callback_event({"ringing"})
                 .to("+2"))
        == "To=%2B2&StatusCallbackEvent=ringing");
}

BOOST_AUTO_TEST_CASE(a_field_without_a_setter_takes_any_text_of_any_number_of_lines)
{
    BOOST_TEST(
        sent(new_call().set("Laml", "<Response>\r\n</Response>"))
        == "Laml=%3CResponse%3E%0D%0A%3C%2FResponse%3E");
    BOOST_TEST(sent(new_call().set("A", "").append("A", "1").append("B", "2")) == "A=&A=1&B=2");
    BOOST_TEST(sent(new_call().append("A", "1").append("A", "2").set("A", "3")) == "A=3");
    BOOST_TEST(
        sent(new_call().set("A", "\xc3\xab\xf0\x9f\x98\x80\xc2\x85"))
            == "A=%C3%AB%F0%9F%98%80%C2%85",
        "C1 controls are UTF-8, too");
    for (std::string_view const text : {"\xff", "a\xc3", "\xed\xa0\x80", "\xc0\x80"})
        BOOST_TEST(refusal([&] { new_call().set("A", text); }) == "A must be UTF-8");
    for (std::string_view const name : {"", "a\nb"})
    {
        BOOST_TEST(
            refusal([&] { new_call().set(name, "1"); })
            == "the name of a field must not be empty or contain controls");
    }
    BOOST_TEST(sent(new_call().set("To", "+1").to("+2")) == "To=%2B2");
}

BOOST_AUTO_TEST_CASE(forms_are_equal_when_they_send_the_same)
{
    BOOST_TEST((new_call().to("1") == new_call().set("To", "1")));
    BOOST_TEST((new_call().to("1") != new_call().to("2")));
}

BOOST_AUTO_TEST_SUITE_END()
