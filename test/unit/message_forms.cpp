#include "unit/refusal.hpp"

#include <signalwire/compat/forms/message_forms.hpp>
#include <signalwire/compat/forms/recording_forms.hpp>
#include <signalwire/compat/forms/stream_forms.hpp>
#include <signalwire/compat/messages_resource.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <vector>

using signalwire::decimal;
using signalwire::compat::message_filter;
using signalwire::compat::message_media_filter;
using signalwire::compat::message_status;
using signalwire::compat::new_message;
using signalwire::compat::new_recording;
using signalwire::compat::new_stream;
using signalwire::compat::recording_status;
using signalwire::compat::recording_update;
using unit::refusal;

/// What messages, recordings and streams are made of, and the filters of messages.
BOOST_AUTO_TEST_SUITE(message_forms)

namespace
{

template <class Form>
std::string sent(Form const& form)
{
    return form.fields().encoded();
}

std::string asked(message_filter const& filter)
{
    return filter.query().encoded();
}

constexpr std::chrono::sys_days day = std::chrono::year(2018) / 8 / 13;

} // namespace

BOOST_AUTO_TEST_CASE(every_field_of_a_new_message_has_its_name_and_its_bytes)
{
    BOOST_TEST(sent(new_message().to("+1555")) == "To=%2B1555");
    BOOST_TEST(sent(new_message().from("+1556")) == "From=%2B1556");
    BOOST_TEST(
        sent(new_message().body("one\r\ntwo\n\xf0\x9f\x98\x80"))
        == "Body=one%0D%0Atwo%0A%F0%9F%98%80");
    BOOST_TEST(sent(new_message().body("")) == "Body=");
    BOOST_TEST(
        sent(new_message().media_url({"https://a", "b"})) == "MediaUrl=https%3A%2F%2Fa&MediaUrl=b");
    BOOST_TEST(sent(new_message().media_url("u")) == "MediaUrl=u");
    BOOST_TEST(sent(new_message().send_as_mms(true)) == "SendAsMms=true");
    BOOST_TEST(sent(new_message().application_sid("a")) == "ApplicationSid=a");
    BOOST_TEST(sent(new_message().max_price(decimal(75, 4))) == "MaxPrice=0.0075");
    BOOST_TEST(sent(new_message().status_callback("u")) == "StatusCallback=u");
    BOOST_TEST(sent(new_message().validity_period(172800)) == "ValidityPeriod=172800");
    BOOST_TEST(sent(new_message().messaging_service_sid("m")) == "MessagingServiceSid=m");
}

BOOST_AUTO_TEST_CASE(invalid_values_of_a_new_message_are_rejected_by_field)
{
    new_message form;
    BOOST_TEST(refusal([&] { form.to("a\nb"); }) == "To must not contain control characters");
    BOOST_TEST(refusal([&] { form.body("\xff"); }) == "Body must be UTF-8");
    BOOST_TEST(
        refusal([&] { form.validity_period(172801); })
        == "ValidityPeriod must be 1 to 172800, not 172801");
    BOOST_TEST(
        refusal([&] { form.media_url(std::vector<std::string>(9, "u")); })
        == "MediaUrl must have 1 to 8 values, not 9");
    BOOST_TEST(
        refusal([&] { form.media_url({"u", ""}); })
        == "MediaUrl must not have an empty value or one with control characters");
    BOOST_TEST((form == new_message()));
}

BOOST_AUTO_TEST_CASE(every_field_of_a_recording_has_its_name_and_its_bytes)
{
    BOOST_TEST(sent(new_recording()) == "");
    BOOST_TEST(sent(new_recording().recording_channels("dual")) == "RecordingChannels=dual");
    BOOST_TEST(sent(new_recording().recording_status_callback("u")) == "RecordingStatusCallback=u");
    BOOST_TEST(
        sent(new_recording().recording_status_callback_event({"completed", "absent"}))
        == "RecordingStatusCallbackEvent=completed%20absent");
    BOOST_TEST(
        sent(new_recording().recording_status_callback_method("GET"))
        == "RecordingStatusCallbackMethod=GET");
    BOOST_TEST(sent(new_recording().recording_track("inbound")) == "RecordingTrack=inbound");
    BOOST_TEST(sent(new_recording().trim("trim-silence")) == "Trim=trim-silence");
    BOOST_TEST(
        sent(recording_update().status(recording_status::in_progress)) == "Status=in-progress");
    BOOST_TEST(sent(recording_update().pause_behavior("skip")) == "PauseBehavior=skip");
    BOOST_TEST(
        refusal([] { recording_update().status(recording_status::completed); })
        == "Status must be paused, in-progress or stopped, not \"completed\"");
}

BOOST_AUTO_TEST_CASE(every_field_of_a_stream_has_its_name_and_its_bytes)
{
    BOOST_TEST(sent(new_stream().url("wss://a")) == "Url=wss%3A%2F%2Fa");
    BOOST_TEST(sent(new_stream().name("n")) == "Name=n");
    BOOST_TEST(sent(new_stream().track("both_tracks")) == "Track=both_tracks");
    BOOST_TEST(sent(new_stream().status_callback("u")) == "StatusCallback=u");
    BOOST_TEST(sent(new_stream().status_callback_method("GET")) == "StatusCallbackMethod=GET");
    BOOST_TEST(
        sent(new_stream().parameter("a", "1").parameter("b", "2"))
        == "Parameter1.Name=a&Parameter1.Value=1&Parameter2.Name=b&Parameter2.Value=2");
    BOOST_TEST(sent(new_stream().authorization_bearer_token("t")) == "AuthorizationBearerToken=t");
    BOOST_TEST(refusal([] { new_stream().url(""); }) == "Url must not be empty");
}

BOOST_AUTO_TEST_CASE(filters_of_messages_select_days)
{
    BOOST_TEST(asked(message_filter().to("+1")) == "To=%2B1");
    BOOST_TEST(asked(message_filter().from("+1")) == "From=%2B1");
    BOOST_TEST(asked(message_filter().status(message_status::delivered)) == "Status=delivered");
    BOOST_TEST(asked(message_filter().date_sent(day)) == "DateSent=2018-08-13");
    BOOST_TEST(asked(message_filter().date_sent_before(day)) == "DateSent%3C=2018-08-13");
    BOOST_TEST(asked(message_filter().date_sent_after(day)) == "DateSent%3E=2018-08-13");
    message_media_filter media;
    media.date_created(day).date_created_before(day).date_created_after(day).page_size(7);
    BOOST_TEST(
        media.query().encoded()
        == "DateCreated=2018-08-13&DateCreated%3C=2018-08-13&DateCreated%3E=2018-08-13&PageSize=7");
    for (int const year : {0, -5, 10000, 32767})
    {
        BOOST_TEST(
            refusal([&] { message_filter().date_sent(std::chrono::year(year) / 1 / 1); })
            == "DateSent must lie in the years 1 to 9999");
    }
    BOOST_TEST(
        asked(message_filter().date_sent(std::chrono::year(1) / 1 / 1)) == "DateSent=0001-01-01");
    BOOST_TEST((message_filter().to("1") == message_filter().to("1")));
    BOOST_TEST((message_filter().to("1") != message_filter().from("1")));
}

BOOST_AUTO_TEST_SUITE_END()
