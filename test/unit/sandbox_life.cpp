// The lives of objects, and their webhooks.

#include "unit/request_handler_fixture.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace
{

namespace detail = signalwire::sandbox::detail;
namespace json = boost::json;
using std::chrono::seconds;

constexpr std::string_view hook = "&StatusCallback=http%3A%2F%2F127.0.0.1%2F";
constexpr std::string_view recording_hook = "&RecordingStatusCallback=http%3A%2F%2F127.0.0.1%2F";

struct fixture : unit::api_fixture
{
    explicit fixture(signalwire::sandbox::server_options const& options = unit::small_account())
        : api_fixture("", options)
    {
        handler.set_observers(
            [this](detail::webhook const& next) { webhooks.push_back(next); },
            "https://127.0.0.1:1", [] {});
    }

    std::string create(std::string const& target, std::string const& content)
    {
        return std::string(object_of("POST", target, content).at("sid").as_string());
    }

    std::string new_call(std::string_view more)
    {
        return create("/Calls", "To=a&From=b" + std::string(more));
    }

    void advance(seconds duration)
    {
        handler.update(
            [&](detail::account& calls, std::uint64_t) { calls.advance_clock(duration); });
    }

    std::string status_of(std::string const& target)
    {
        return std::string(object_of("GET", target).at("status").as_string());
    }

    /// The values of a parameter in all webhooks about `sid`.
    std::vector<std::string> sent(std::string const& sid, std::string const& name)
    {
        std::vector<std::string> out;
        for (detail::webhook const& each : webhooks)
        {
            for (auto const& [parameter, value] : each.parameters)
            {
                if (each.sid == sid && parameter == name)
                    out.push_back(value);
            }
        }
        return out;
    }

    std::vector<detail::webhook> webhooks;
};

using list = std::vector<std::string>;

} // namespace

BOOST_FIXTURE_TEST_SUITE(sandbox_life, fixture)

BOOST_AUTO_TEST_CASE(call_lives_on_the_clock_of_the_account)
{
    std::string const target = "/Calls/" + new_call("");
    BOOST_TEST(status_of(target) == "queued");
    advance(seconds(2));
    BOOST_TEST(status_of(target) == "ringing");
    advance(seconds(3));
    BOOST_TEST(status_of(target) == "ringing");
    advance(seconds(1));
    BOOST_TEST(status_of(target) == "in-progress");
    advance(std::chrono::hours(1));
    json::value const ended = object_of("GET", target);
    BOOST_TEST(ended.at("status") == "completed");
    BOOST_TEST(ended.at("duration").as_int64() == 34);
    BOOST_TEST(ended.at("price").is_number());
    BOOST_TEST(!handler.until_next_step().has_value());
    BOOST_TEST(webhooks.empty());
}

BOOST_AUTO_TEST_CASE(webhooks_of_a_call_are_those_asked_for_in_order)
{
    std::string const all = new_call(
        std::string(hook)
        + "&StatusCallbackEvent=initiated&StatusCallbackEvent=ringing&StatusCallbackEvent=answered"
          "&StatusCallbackEvent=completed");
    std::string const last = new_call(hook);
    std::string const none = new_call("");
    advance(seconds(100));
    BOOST_TEST(
        sent(all, "CallStatus") == (list{"initiated", "ringing", "in-progress", "completed"}),
        boost::test_tools::per_element());
    BOOST_TEST(
        sent(all, "SequenceNumber") == (list{"0", "1", "2", "3"}),
        boost::test_tools::per_element());
    BOOST_TEST(sent(all, "CallDuration") == list{"34"}, boost::test_tools::per_element());
    BOOST_TEST(sent(last, "CallStatus") == list{"completed"}, boost::test_tools::per_element());
    BOOST_TEST(sent(none, "CallStatus").empty());
    detail::webhook const& first = webhooks.front();
    BOOST_TEST(first.url == "http://127.0.0.1/");
    BOOST_TEST(first.method == "POST");
    for (char const* const name :
         {"CallSid", "AccountSid", "From", "To", "ApiVersion", "Direction", "Timestamp",
          "CallbackSource"})
        BOOST_TEST(sent(all, name).size() == 4U, name);
}

BOOST_AUTO_TEST_CASE(ending_a_call_stops_its_life)
{
    std::string const sid = new_call(hook);
    advance(seconds(2));
    object_of("POST", "/Calls/" + sid, "Status=completed");
    advance(seconds(100));
    BOOST_TEST(sent(sid, "CallStatus") == list{"completed"}, boost::test_tools::per_element());
    BOOST_TEST(status_of("/Calls/" + sid) == "completed");

    std::string const removed = new_call(hook);
    BOOST_TEST(send("DELETE", "/Calls/" + removed).status == 204);
    advance(seconds(100));
    BOOST_TEST(sent(removed, "CallStatus").empty());
}

BOOST_AUTO_TEST_CASE(test_may_say_what_happens)
{
    std::string const sid = new_call(hook);
    BOOST_TEST(handler.set_status(sid, "busy"));
    BOOST_TEST(sent(sid, "CallStatus") == list{"busy"}, boost::test_tools::per_element());
    BOOST_TEST(object_of("GET", "/Calls/" + sid).at("duration").as_int64() == 0);
    BOOST_TEST(!handler.set_status(sid, "bored"));
    BOOST_TEST(!handler.set_status("unknown", "busy"));

    std::string const message = create("/Messages", "To=a&Body=x" + std::string(hook));
    BOOST_TEST(handler.set_status(message, "failed"));
    BOOST_TEST(sent(message, "ErrorCode") == list{"30003"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(message_is_sent_and_delivered)
{
    std::string const sid = create("/Messages", "To=a&Body=x" + std::string(hook));
    advance(seconds(10));
    BOOST_TEST(
        sent(sid, "MessageStatus") == (list{"sent", "delivered"}),
        boost::test_tools::per_element());
    BOOST_TEST(sent(sid, "SmsSid") == (list{sid, sid}), boost::test_tools::per_element());
    json::value const message = object_of("GET", "/Messages/" + sid);
    BOOST_TEST(message.at("date_sent").is_string());
    BOOST_TEST(message.at("price").is_double());
    BOOST_TEST(
        object_of("GET", "/Messages?DateSent=2026-01-01").at("messages").as_array().size() == 1U);
}

BOOST_AUTO_TEST_CASE(recording_completes_when_its_call_ends)
{
    std::string const call = new_call("");
    std::string const sid = create(
        "/Calls/" + call + "/Recordings",
        "RecordingStatusCallbackEvent=in-progress%20completed" + std::string(recording_hook));
    check_error(send("GET", "/Recordings/" + sid + ".wav"), 404, 20404);
    advance(seconds(100));
    json::value const recording = object_of("GET", "/Recordings/" + sid + ".json");
    BOOST_TEST(recording.at("status") == "completed");
    BOOST_TEST(recording.at("end_time").is_string());
    BOOST_TEST(
        sent(sid, "RecordingStatus") == (list{"in-progress", "completed"}),
        boost::test_tools::per_element());
    BOOST_TEST(
        sent(sid, "RecordingUrl").back() == "https://127.0.0.1:1" + path + "/Recordings/" + sid);
    for (std::string const format : {"", ".wav", ".mp3"})
    {
        detail::response const sound = send("GET", "/Recordings/" + sid + format);
        BOOST_TEST(sound.status == 200);
        BOOST_TEST_REQUIRE(sound.sound_part.has_value());
    }
    BOOST_TEST(
        send("GET", "/Recordings/" + sid).size()
        == 8000U * (1 + recording.at("duration").to_number<unsigned>()));
}

BOOST_AUTO_TEST_CASE(sound_needs_no_credentials_and_everything_else_does)
{
    // The first is in progress.
    std::string const sid =
        std::string(object_of("GET", "/Recordings").at("recordings").at(1).at("sid").as_string());
    std::string const target = path + "/Recordings/" + sid;
    BOOST_TEST(handler.handle({"GET", target, ""}).status == 200);
    BOOST_TEST(handler.handle({"GET", target + ".mp3", ""}).status == 200);
    BOOST_TEST(handler.handle({"GET", target + ".json", ""}).status == 401);
    BOOST_TEST(handler.handle({"DELETE", target, ""}).status == 401);
    BOOST_TEST(handler.handle({"GET", path + "/Calls/" + sid, ""}).status == 401);
}

BOOST_AUTO_TEST_CASE(answered_call_is_recorded_if_its_form_says_so)
{
    std::string const call =
        new_call("&Record=true&RecordingChannels=dual" + std::string(recording_hook));
    std::string const recordings = "/Recordings?CallSid=" + call;
    BOOST_TEST(object_of("GET", recordings).at("recordings").as_array().empty());
    advance(seconds(100));
    json::array const made = object_of("GET", recordings).at("recordings").as_array();
    BOOST_TEST_REQUIRE(made.size() == 1U);
    BOOST_TEST(made[0].at("source") == "OutBoundApi");
    BOOST_TEST(made[0].at("channels") == "2");
    BOOST_TEST(made[0].at("duration").as_int64() == 30);
    BOOST_TEST(
        sent(std::string(made[0].at("sid").as_string()), "RecordingStatus") == list{"completed"},
        boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(request_that_does_not_arrive_does_nothing)
{
    std::string const target = path + "/Calls";
    detail::api_request request("POST", target, authorization);
    request.content_type = "application/x-www-form-urlencoded";
    request.body = "To=a&From=b";
    request.arrives = false;
    std::size_t const before = handler.size();
    (void)handler.handle(request);
    BOOST_TEST(handler.size() == before);
}

BOOST_AUTO_TEST_CASE(streams_send_webhooks_when_they_start_and_stop)
{
    std::string const stream_form = "Url=wss%3A%2F%2Fa" + std::string(hook);
    std::string const call = new_call("");
    std::string const stream = create("/Calls/" + call + "/Streams", stream_form + "&Name=x");
    object_of("POST", "/Calls/" + call + "/Streams/" + stream, "Status=stopped");
    BOOST_TEST(
        sent(stream, "StreamEvent") == (list{"stream-started", "stream-stopped"}),
        boost::test_tools::per_element());
    BOOST_TEST(sent(stream, "StreamName").size() == 2U);
    BOOST_TEST(sent(stream, "CallSid").at(0) == call);

    std::string const other = create("/Calls/" + call + "/Streams", stream_form);
    object_of("POST", "/Calls/" + call, "Status=completed");
    BOOST_TEST(sent(other, "StreamEvent").back() == "stream-stopped");
}

BOOST_AUTO_TEST_CASE(fax_is_sent_or_canceled)
{
    std::string const form = "MediaUrl=https%3A%2F%2Fa&To=a&From=b" + std::string(hook);
    std::string const sid = create("/Faxes", form);
    std::string const target = "/Faxes/" + sid;
    check_error(send("DELETE", target), 409, 21220);
    advance(seconds(100));
    BOOST_TEST(
        sent(sid, "FaxStatus") == (list{"processing", "sending", "delivered"}),
        boost::test_tools::per_element());
    json::value const page = object_of("GET", target + "/Media");
    BOOST_TEST(page.at("media").as_array().size() == 1U);
    BOOST_TEST((page.at("fax_media") == page.at("media")));
    BOOST_TEST((page.at("media").at(0).at("sid") == object_of("GET", target).at("media_sid")));
    BOOST_TEST(send("DELETE", target).status == 204);
    check_error(send("GET", target + "/Media"), 404, 20404);

    std::string const canceled = create("/Faxes", form + "&StoreMedia=false");
    BOOST_TEST(
        object_of("POST", "/Faxes/" + canceled, "Status=canceled").at("status") == "canceled");
    advance(seconds(100));
    BOOST_TEST(status_of("/Faxes/" + canceled) == "canceled");
    BOOST_TEST(object_of("GET", "/Faxes/" + canceled).at("media_url").is_null());
}

BOOST_AUTO_TEST_CASE(conference_ends_with_its_last_participant)
{
    std::string const conference = "/Conferences/"
        + std::string(object_of("GET", "/Conferences?Status=in-progress")
                          .at("conferences")
                          .at(0)
                          .at("sid")
                          .as_string());
    json::value const page = object_of("GET", conference + "/Participants");
    json::array const& people = page.at("participants").as_array();
    BOOST_TEST(people.size() == 3U);
    for (json::value const& each : people)
    {
        BOOST_TEST(status_of(conference) == "in-progress");
        std::string const sid(each.at("call_sid").as_string());
        BOOST_TEST(send("DELETE", conference + "/Participants/" + sid).status == 204);
    }
    BOOST_TEST(status_of(conference) == "completed");
    json::value const sounds = object_of("GET", conference + "/Recordings");
    BOOST_TEST(sounds.at("recordings").at(0).at("status") == "completed");
}

BOOST_AUTO_TEST_SUITE_END()
