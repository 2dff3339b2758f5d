// Objects that requests create, change and remove.

#include "sandbox/resources.hpp"
#include "unit/request_handler_fixture.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace
{

namespace detail = signalwire::sandbox::detail;
namespace json = boost::json;

struct fixture : unit::api_fixture
{
    fixture()
        : api_fixture("")
    {
    }

    std::string created(std::string const& target, std::string_view content)
    {
        return text(object_of("POST", target, content).at("sid"));
    }

    std::string new_call()
    {
        return "/Calls/" + created("/Calls", "To=%2B15551230001&From=%2B15551230002");
    }

    std::string new_message()
    {
        return "/Messages/" + created("/Messages", "To=%2B15551230001&Body=x");
    }

    static std::string text(json::value const& value)
    {
        return std::string(value.as_string());
    }

    std::size_t count(std::string const& list, std::string const& key)
    {
        return object_of("GET", list).at(key).as_array().size();
    }

    std::size_t creations(std::string_view model)
    {
        return handler.read_creations([&](auto const& all) {
            return static_cast<std::size_t>(std::count_if(
                all.begin(), all.end(), [&](auto const& each) { return each.model == model; }));
        });
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(sandbox_resources, fixture)

BOOST_AUTO_TEST_CASE(call_is_created_listed_ended_and_removed)
{
    std::size_t const before = handler.size();
    detail::response const response = send(
        "POST", "/Calls.json",
        "To=%2B13105550142&From=sip%3Aa%40b&StatusCallbackEvent=ringing"
        "&StatusCallbackEvent=completed&Timeout=600");
    BOOST_TEST(response.status == 200);
    json::value const call = json::parse(*response.body);
    BOOST_TEST(call.as_object().size() == 36U);
    BOOST_TEST(call.at("to") == "+13105550142");
    BOOST_TEST(call.at("formatted_to") == "(310) 555-0142");
    BOOST_TEST(call.at("from") == "sip:a@b");
    BOOST_TEST(call.at("status") == "queued");
    BOOST_TEST(call.at("direction") == "outbound-api");
    BOOST_TEST(call.at("start_time").is_null());
    BOOST_TEST(handler.size() == before + 1);

    std::string const target = "/Calls/" + text(call.at("sid"));
    BOOST_TEST((object_of("GET", target + ".json") == call));
    BOOST_TEST((object_of("GET", "/Calls?PageSize=1").at("calls").at(0) == call));
    BOOST_TEST(
        (object_of("GET", "/Calls?To=%2B13105550142&Status=queued").at("calls").at(0) == call));

    json::value const ended = object_of("POST", target, "Status=completed");
    BOOST_TEST(ended.at("status") == "completed");
    BOOST_TEST(ended.at("end_time").is_string());
    BOOST_TEST((object_of("POST", target, "Status=completed") == ended));
    check_error(send("POST", target, "Status=canceled"), 422, 21220);

    detail::response const removal = send("DELETE", target);
    BOOST_TEST(removal.status == 204);
    BOOST_TEST(!removal.body);
    BOOST_TEST(handler.size() == before);
    check_error(send("GET", target), 404, 20404);
    check_error(send("POST", target, "Status=completed"), 404, 20404);
    check_error(send("DELETE", target), 404, 20404);
    BOOST_TEST(count("/Calls?To=%2B13105550142", "calls") == 0U);
    BOOST_TEST(count("/Calls?PageSize=1000", "calls") == before);
    BOOST_TEST(creations("call") == 1U);
}

BOOST_AUTO_TEST_CASE(generated_calls_are_objects_too)
{
    json::array const calls = object_of("GET", "/Calls?PageSize=1000").at("calls").as_array();
    for (std::size_t const i : {std::size_t{0}, std::size_t{60}, calls.size() - 1})
    {
        std::string const target = "/Calls/" + text(calls[i].at("sid"));
        BOOST_TEST((object_of("GET", target) == calls[i]));
        BOOST_TEST(send("DELETE", target).status == 204);
        check_error(send("GET", target), 404, 20404);
    }
    BOOST_TEST(count("/Calls?PageSize=1000", "calls") == calls.size() - 3);
    BOOST_TEST(object_of("GET", "/Calls?PageSize=1").at("calls").at(0) == calls[1]);
}

BOOST_AUTO_TEST_CASE(message_is_created_listed_redacted_and_removed)
{
    detail::response const response = send(
        "POST", "/Messages",
        "To=%2B15551230001&From=%2B15551230002&Body=Z%C3%BCrich%0D%0A+%3C%26"
        "&MediaUrl=https%3A%2F%2Fa"
        "%2Fb.jpg&MediaUrl=https%3A%2F%2Fa%2Fc.jpg");
    BOOST_TEST(response.status == 201);
    json::value const message = json::parse(*response.body);
    BOOST_TEST(message.as_object().size() == 20U);
    BOOST_TEST(message.at("body") == "Zürich\r\n <&");
    BOOST_TEST(message.at("num_media").as_int64() == 2);
    BOOST_TEST(message.at("num_segments").as_int64() == 1);
    BOOST_TEST(message.at("price").is_null());
    std::string const target = "/Messages/" + text(message.at("sid"));
    BOOST_TEST(text(message.at("uri")) == path + target + ".json");
    BOOST_TEST(text(message.at("subresource_uris").at("media")) == path + target + "/Media.json");
    BOOST_TEST((object_of("GET", target) == message));
    BOOST_TEST((object_of("GET", "/Messages").at("messages").at(0) == message));

    json::array const media = object_of("GET", target + "/Media").at("media_list").as_array();
    BOOST_TEST_REQUIRE(media.size() == 2U);
    std::string const image = target + "/Media/" + text(media[0].at("sid"));
    BOOST_TEST(media[0].at("parent_sid") == message.at("sid"));
    BOOST_TEST((object_of("GET", image + ".json") == media[0]));
    BOOST_TEST(send("DELETE", image).status == 204);
    BOOST_TEST(count(target + "/Media", "media_list") == 1U);

    json::value const redacted = object_of("POST", target, "Body=");
    BOOST_TEST(redacted.at("body") == "");
    BOOST_TEST(object_of("GET", target).at("body") == "");
    BOOST_TEST(send("DELETE", target).status == 204);
    for (std::string const& gone : {target, target + "/Media", image})
        check_error(send("GET", gone), 404, 20404);
    BOOST_TEST(count("/Messages", "messages") == 0U);
}

BOOST_AUTO_TEST_CASE(recordings_and_streams_belong_to_a_call)
{
    std::string const call = new_call();
    std::size_t const before = count("/Recordings?PageSize=1000", "recordings");
    json::value const recording =
        object_of("POST", call + "/Recordings", "RecordingChannels=dual&Trim=trim-silence");
    BOOST_TEST(recording.at("channels") == "2");
    BOOST_TEST(recording.at("trim") == "trim-silence");
    BOOST_TEST(text(recording.at("call_sid")) == call.substr(7));
    std::string const sid = text(recording.at("sid"));
    BOOST_TEST(count("/Recordings?PageSize=1000", "recordings") == before + 1);
    BOOST_TEST(
        (object_of("GET", "/Recordings?CallSid=" + call.substr(7)).at("recordings").at(0)
         == recording));
    BOOST_TEST((object_of("GET", "/Recordings/" + sid + ".json") == recording));

    std::string const own = call + "/Recordings/" + sid;
    BOOST_TEST(object_of("POST", own, "Status=paused").at("status") == "paused");
    json::value const stopped = object_of("POST", own, "Status=stopped");
    BOOST_TEST(stopped.at("status") == "stopped");
    BOOST_TEST((object_of("POST", own, "Status=stopped") == stopped));
    check_error(send("POST", own, "Status=paused"), 422, 21220);
    check_error(send("POST", new_call() + "/Recordings/" + sid, "Status=paused"), 404, 20404);

    json::value const stream = object_of(
        "POST", call + "/Streams",
        "Url=wss%3A%2F%2Fa&Parameter1.Name=a&Parameter1.Value=b&Parameter99.Name=c");
    BOOST_TEST(stream.as_object().size() == 7U);
    BOOST_TEST(stream.at("status") == "in-progress");
    std::string const stop = call + "/Streams/" + text(stream.at("sid"));
    BOOST_TEST(object_of("POST", stop, "Status=stopped").at("status") == "stopped");
    BOOST_TEST(send("GET", stop).status == 405);

    object_of("POST", call, "Status=completed");
    check_error(send("POST", call + "/Recordings"), 422, 21220);
    check_error(send("POST", call + "/Streams", "Url=wss%3A%2F%2Fa"), 422, 21220);
    BOOST_TEST(send("DELETE", "/Recordings/" + sid).status == 204);
    check_error(send("GET", "/Recordings/" + sid + ".json"), 404, 20404);
}

BOOST_AUTO_TEST_CASE(invalid_forms_are_refused_and_create_nothing)
{
    struct refusal
    {
        std::string target;
        std::string content;
        std::string named;
    };
    std::string const to = "To=a&From=b&";
    std::string const call = new_call();
    std::string const message = new_message();
    refusal const refusals[] = {
        {"/Calls", "From=b", "To is required"},
        {"/Calls", "To=&From=b", "To is required"},
        {"/Calls", "To=a", "From is required"},
        {"/Calls", to + "Timeout=0", "Timeout must be a number from 1 to 600"},
        {"/Calls", to + "Timeout=601", "Timeout"},
        {"/Calls", to + "Timeout=6x", "Timeout"},
        {"/Calls", to + "Timeout=", "Timeout"},
        {"/Calls", to + "Method=PUT", "Method must be one of GET|POST"},
        {"/Calls", to + "Method=", "Method"},
        {"/Calls", to + "Url=nowhere", "Url must be a URL"},
        {"/Calls", to + "Url=https%3A%2F%2F", "Url"},
        {"/Calls", to + "Url=https%3A%2F%2Fa%0D%0Ab", "Url"},
        {"/Calls", to + "Record=yes", "Record must be true or false"},
        {"/Calls", to + "SendDigits=1a", "SendDigits"},
        {"/Calls", to + "SendDigits=" + std::string(33, '1'), "SendDigits"},
        {"/Calls", to + "MaxPricePerMinute=-1", "MaxPricePerMinute"},
        {"/Calls", to + "MaxPricePerMinute=1.23456", "MaxPricePerMinute"},
        {"/Calls", to + "StatusCallbackEvent=ended", "StatusCallbackEvent"},
        {"/Calls", to + "RecordingStatusCallbackEvent=completed%20never", "RecordingStatus"},
        {"/Calls", to + "To=c", "To is repeated"},
        {"/Calls", to + "Colour=red", "Colour is not a parameter"},
        {call, "Status=ringing", "Status must be one of canceled|completed"},
        {call, "To=a", "To is not a parameter"},
        {call + "/Recordings", "RecordingChannels=3", "RecordingChannels"},
        {call + "/Streams", "Name=a", "Url is required"},
        {call + "/Streams", "Url=wss%3A%2F%2Fa&Parameter0.Name=a", "Parameter0.Name"},
        {call + "/Streams", "Url=wss%3A%2F%2Fa&Parameter100.Name=a", "Parameter100.Name"},
        {"/Messages", "Body=x", "To is required"},
        {"/Messages", "To=a&ValidityPeriod=172801", "ValidityPeriod"},
        {"/Messages", "To=a&SendAsMms=1", "SendAsMms"},
        {"/Messages",
         "To=a&MediaUrl=http%3A%2F%2Fa&MediaUrl=http%3A%2F%2Fa&MediaUrl=http%3A%2F%2Fa&MediaUrl"
         "=http%3A%2F%2Fa&MediaUrl=http%3A%2F%2Fa&MediaUrl=http%3A%2F%2Fa&MediaUrl=http%3A%2F%2Fa"
         "&MediaUrl=http%3A%2F%2Fa&MediaUrl=http%3A%2F%2Fa",
         "MediaUrl is repeated"},
        {message, "Body=other", "Body must have at most 0 characters"},
        {message, "", "Body is required"}};
    std::size_t const before = handler.read_creations([](auto const& all) { return all.size(); });
    for (refusal const& each : refusals)
    {
        BOOST_TEST_CONTEXT(each.target << ' ' << each.content)
        {
            detail::response const response = send("POST", each.target, each.content);
            check_error(response, 422, 20001);
            BOOST_TEST(response.body->find(each.named) != std::string::npos, *response.body);
        }
    }
    BOOST_TEST(before == handler.read_creations([](auto const& all) { return all.size(); }));
}

BOOST_AUTO_TEST_CASE(canceling_a_call_in_progress_is_refused)
{
    std::string const call = new_call();
    BOOST_TEST(object_of("POST", call, "Status=canceled").at("status") == "canceled");
    std::string const other = new_call();
    handler.update([&](detail::account& calls, std::uint64_t) {
        calls.set_status(
            *calls.find(other.substr(7)), signalwire::compat::call_status::in_progress, calls.now(),
            0);
    });
    check_error(send("POST", other, "Status=canceled"), 422, 21220);
    BOOST_TEST(object_of("POST", other, "Status=completed").at("status") == "completed");
}

BOOST_AUTO_TEST_CASE(body_that_is_no_form_is_a_bad_request)
{
    check_error(send("POST", "/Messages", "To=%2"), 400, 20001);
    std::string const whole = path + "/Messages";
    detail::api_request request("POST", whole, authorization);
    request.content_type = "application/json";
    request.body = R"({"To":"a"})";
    check_error(handler.handle(request), 400, 20001);
    request.authorization = "";
    check_error(handler.handle(request), 401, 20003);
}

BOOST_AUTO_TEST_CASE(lists_of_rows_page_both_ways_while_rows_come_and_go)
{
    std::vector<std::string> sids;
    for (int i = 0; i != 10; ++i)
        sids.push_back(created("/Messages", "To=a&Body=x"));
    json::value const first = object_of("GET", "/Messages?PageSize=4");
    auto const next_of = [&](json::value const& page, char const* link) {
        return text(page.at(link)).substr(path.size());
    };
    BOOST_TEST(text(first.at("messages").at(0).at("sid")) == sids[9]);
    new_message();
    BOOST_TEST(send("DELETE", "/Messages/" + sids[6]).status == 204);
    json::value const second = object_of("GET", next_of(first, "next_page_uri"));
    BOOST_TEST(text(second.at("messages").at(0).at("sid")) == sids[5]);
    json::value const third = object_of("GET", next_of(second, "next_page_uri"));
    BOOST_TEST(third.at("messages").as_array().size() == 2U);
    BOOST_TEST(third.at("next_page_uri").is_null());
    BOOST_TEST(
        (object_of("GET", next_of(third, "previous_page_uri")).at("messages")
         == second.at("messages")));
    handler.expire_page_tokens();
    check_error(send("GET", next_of(first, "next_page_uri")), 400, 54453);
}

BOOST_AUTO_TEST_CASE(messages_are_filtered_by_the_day)
{
    std::string const sid = created("/Messages", "To=a&From=b&Body=x");
    for (auto const& [query, matches] :
         {std::pair("To=a&From=b", 1U), std::pair("To=b", 0U), std::pair("Status=queued", 1U),
          std::pair("Status=sent", 0U), std::pair("DateSent%3E=2020-01-01", 0U)})
        BOOST_TEST(count(std::string("/Messages?") + query, "messages") == matches, query);
    std::string const media = "/Messages/" + created("/Messages", "To=a&MediaUrl=http%3A%2F%2Fa");
    for (auto const& [query, matches] :
         {std::pair("DateCreated=2026-01-01", 1U), std::pair("DateCreated=2026-01-02", 0U),
          std::pair("DateCreated%3C=2026-01-01", 0U), std::pair("DateCreated%3E=2026-01-01", 1U),
          std::pair("DateCreated%3E=2025-12-31T12:00:00Z", 1U)})
        BOOST_TEST(count(media + "/Media?" + query, "media_list") == matches, query);
    for (char const* const query :
         {"Status=lost", "DateSent=Fri%2C%2021%20Sep%202018%2010%3A00%3A00%20%2B0000",
          "DateSent%3E=2018-9-21", "Body=x"})
        BOOST_TEST(send("GET", std::string("/Messages?") + query).status == 422, query);
}

BOOST_AUTO_TEST_CASE(errors_have_the_shape_of_their_operation)
{
    json::value const of_call = object_of("POST", "/Calls", "To=%2");
    BOOST_TEST(of_call.at("errors").at(0).at("code") == "20001");
    json::value const of_token = object_of("POST", "/tokens", "name=x");
    BOOST_TEST(of_token.at("attribute") == "permissions");
    json::value const of_number =
        object_of("POST", "/ImportedPhoneNumbers", "number=1&number_type=longcode");
    BOOST_TEST(of_number.at("code") == "20001");
    std::string const sid =
        text(object_of("GET", "/Conferences").at("conferences").at(0).at("sid"));
    json::value const of_stream = object_of("POST", "/Conferences/" + sid + "/Streams", "Name=x");
    BOOST_TEST(of_stream.at("errors").at(0) == "Url is required");
}

BOOST_AUTO_TEST_CASE(token_is_changed_by_json)
{
    std::string const token = "/tokens/"
        + text(object_of("POST", "/tokens", "name=x&permissions=fax&permissions=video").at("id"));
    std::string const target = path + token;
    auto const patch = [&](std::string_view content) {
        detail::api_request request("PATCH", target, authorization);
        request.content_type = "application/json";
        request.body = content;
        return handler.handle(request);
    };
    detail::response const changed = patch(R"({"name":"y","permissions":["chat"]})");
    BOOST_TEST(changed.status == 200);
    json::value const content = json::parse(*changed.body);
    BOOST_TEST(content.at("name") == "y");
    BOOST_TEST((content.at("permissions") == json::array{"chat"}));
    for (char const* const wrong : {"[]", "{", R"({"name":1})", R"({"permissions":[1]})"})
        check_error(patch(wrong), 400, 20001);
    BOOST_TEST(patch(R"({"permissions":["flying"]})").status == 422);
    check_error(send("PATCH", token, "name=x"), 400, 20001);
}

BOOST_AUTO_TEST_CASE(links_of_pages_are_those_of_their_list)
{
    auto const next_of = [&](std::string const& list) {
        return text(object_of("GET", list + "?PageSize=1").at("next_page_uri"));
    };
    std::string const applications = next_of("/Applications");
    BOOST_TEST(applications == path + "/Applications?Page=1&PageSize=1");
    json::value const last = object_of("GET", applications.substr(path.size()));
    BOOST_TEST(last.at("next_page_uri").is_null());
    BOOST_TEST(last.at("applications").as_array().size() == 1U);

    std::string const conferences = next_of("/Conferences");
    BOOST_TEST(conferences.find("PageSize") == std::string::npos);
    json::value const second = object_of("GET", conferences.substr(path.size()));
    BOOST_TEST(second.at("page_size") == 1);
    BOOST_TEST(second.at("conferences").as_array().size() == 1U);

    std::string const faxes = next_of("/Faxes");
    BOOST_TEST(faxes.starts_with("/fax/v1/Faxes?Page=1&PageSize=1&PageToken=PA"));
    BOOST_TEST(handler.handle({"GET", faxes, authorization}).status == 200);
    BOOST_TEST(send("GET", "/Faxes" + faxes.substr(faxes.find('?'))).status == 200);

    json::value const countries = object_of("GET", "/AvailablePhoneNumbers");
    BOOST_TEST(countries.as_object().size() == 2U);
    BOOST_TEST(send("GET", "/AvailablePhoneNumbers?PageSize=1").status == 422);
}

BOOST_AUTO_TEST_SUITE_END()
