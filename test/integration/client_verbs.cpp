// Every operation of one object: what it sends byte for byte, and what it makes of the response.

#include "integration/verbs_fixture.hpp"
#include "support/reference_message.hpp"
#include "support/reference_recording.hpp"

#include <signalwire/api_error.hpp>
#include <signalwire/protocol_error.hpp>

#include <boost/asio/use_future.hpp>

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using signalwire::test::answer;
using signalwire::test::reference_call_stream;
using signalwire::test::reference_message;
using signalwire::test::reference_message_media;
using signalwire::test::reference_recording;
using signalwire::test::verbs_fixture;

namespace
{

std::string const call_body = R"({"sid":"c-1","status":"queued"})";

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_verbs, verbs_fixture)

// Temporaries inside co_await: see client_list.
asio::awaitable<compat::call> place_call(signalwire::rest_client& client)
{
    co_return co_await client.compat.calls.create(
        compat::new_call()
            .to("+15551230001")
            .from("+15551230002")
            .url("https://example.com/answer")
            .status_callback_event({"answered", "completed"}));
}

BOOST_AUTO_TEST_CASE(a_call_is_created)
{
    serve({{answer(200, call_body)}});
    signalwire::rest_client client = client_with([](auto&) {});
    compat::call const call = run(place_call(client));
    BOOST_TEST(call.sid == "c-1");
    BOOST_TEST((call.status == compat::call_status::queued));
    BOOST_TEST(
        sent()
        == "POST " + account
            + "/Calls To=%2B15551230001&From=%2B15551230002&Url=https%3A%2F%2Fexample.com%2Fanswer"
              "&StatusCallbackEvent=answered&StatusCallbackEvent=completed");
    BOOST_TEST(has_header("Content-Type: application/x-www-form-urlencoded"));
}

BOOST_AUTO_TEST_CASE(a_call_is_fetched_updated_and_removed)
{
    compat::call const call = answered(
        answer(200, call_body), [](compat::api& compat) { return compat.calls.get("c/1"); });
    BOOST_TEST(call.sid == "c-1");
    BOOST_TEST(sent() == "GET " + account + "/Calls/c%2F1");

    answered(answer(200, call_body), [](compat::api& compat) {
        return compat.calls.update(
            "c-1", compat::call_update().status(compat::call_status::completed));
    });
    BOOST_TEST(sent() == "POST " + account + "/Calls/c-1 Status=completed");

    answered("HTTP/1.1 204 No Content\r\n\r\n", [](compat::api& compat) {
        return compat.calls.remove("c-1");
    });
    BOOST_TEST(sent() == "DELETE " + account + "/Calls/c-1");
    BOOST_TEST(has_header("Content-Length: 0"));
    BOOST_TEST(!has_header("Content-Type: application/x-www-form-urlencoded"));
}

BOOST_AUTO_TEST_CASE(a_call_is_recorded_and_streamed)
{
    std::string const body(reference_recording);
    compat::recording const started = answered(
        answer(200, body), [](compat::api& compat) { return compat.calls.start_recording("c-1"); });
    BOOST_TEST(to_json(started) == body);
    BOOST_TEST(sent() == "POST " + account + "/Calls/c-1/Recordings");
    BOOST_TEST(has_header("Content-Length: 0"));

    answered(answer(200, body), [](compat::api& compat) {
        return compat.calls.start_recording(
            "c-1", compat::new_recording().recording_channels("dual"));
    });
    BOOST_TEST(sent() == "POST " + account + "/Calls/c-1/Recordings RecordingChannels=dual");

    answered(answer(200, body), [](compat::api& compat) {
        return compat.calls.update_recording(
            "c-1", "r-1", compat::recording_update().status(compat::recording_status::stopped));
    });
    BOOST_TEST(sent() == "POST " + account + "/Calls/c-1/Recordings/r-1 Status=stopped");

    std::string const stream_body(reference_call_stream);
    compat::call_stream const heard = answered(answer(200, stream_body), [](compat::api& compat) {
        return compat.calls.start_stream(
            "c-1", compat::new_stream().url("wss://a").parameter("k", "v"));
    });
    BOOST_TEST(to_json(heard) == stream_body);
    BOOST_TEST(
        sent()
        == "POST " + account
            + "/Calls/c-1/Streams Url=wss%3A%2F%2Fa&Parameter1.Name=k&Parameter1.Value=v");

    answered(answer(200, stream_body), [](compat::api& compat) {
        return compat.calls.stop_stream("c-1", "s-1");
    });
    BOOST_TEST(sent() == "POST " + account + "/Calls/c-1/Streams/s-1 Status=stopped");
}

BOOST_AUTO_TEST_CASE(a_recording_is_fetched_and_removed)
{
    std::string const body(reference_recording);
    compat::recording const recording = answered(
        answer(200, body), [](compat::api& compat) { return compat.recordings.get("r-1"); });
    BOOST_TEST(to_json(recording) == body);
    BOOST_TEST(sent() == "GET " + account + "/Recordings/r-1.json", "not the audio");
    answered(answer(204, ""), [](compat::api& compat) { return compat.recordings.remove("r-1"); });
    BOOST_TEST(sent() == "DELETE " + account + "/Recordings/r-1");
}

// Temporaries inside co_await: see client_list.
asio::awaitable<compat::message> send_message(signalwire::rest_client& client)
{
    co_return co_await client.compat.messages.create(
        compat::new_message().to("+15557654321").from("+15551234567").body("one\ntwo"));
}

BOOST_AUTO_TEST_CASE(a_message_is_created)
{
    std::string const body(reference_message);
    serve({{answer(201, body)}});
    signalwire::rest_client client =
        client_with([](auto& config) { config.decoding = signalwire::decoding_mode::strict; });
    compat::message const message = run(send_message(client));
    BOOST_TEST(to_json(message) == body);
    BOOST_TEST(
        sent()
        == "POST " + account + "/Messages To=%2B15557654321&From=%2B15551234567&Body=one%0Atwo");
}

BOOST_AUTO_TEST_CASE(a_message_is_fetched_redacted_and_removed)
{
    std::string const body(reference_message);
    compat::message const message =
        answered(answer(200, body), [](compat::api& compat) { return compat.messages.get("m-1"); });
    BOOST_TEST(to_json(message) == body);
    BOOST_TEST(sent() == "GET " + account + "/Messages/m-1");
    answered(answer(200, body), [](compat::api& compat) { //
        return compat.messages.redact("m-1");
    });
    BOOST_TEST(sent() == "POST " + account + "/Messages/m-1 Body=");
    answered(answer(204, ""), [](compat::api& compat) { //
        return compat.messages.remove("m-1");
    });
    BOOST_TEST(sent() == "DELETE " + account + "/Messages/m-1");
}

BOOST_AUTO_TEST_CASE(an_attachment_is_fetched_and_removed)
{
    std::string const body(reference_message_media);
    compat::message_media const media = answered(answer(200, body), [](compat::api& compat) {
        return compat.messages.media("m/1").get("a 1");
    });
    BOOST_TEST(to_json(media) == body);
    BOOST_TEST(sent() == "GET " + account + "/Messages/m%2F1/Media/a%201.json");
    answered(answer(204, ""), [](compat::api& compat) {
        return compat.messages.media("m-1").remove("a-1");
    });
    BOOST_TEST(sent() == "DELETE " + account + "/Messages/m-1/Media/a-1");
}

BOOST_AUTO_TEST_CASE(a_removal_succeeds_whatever_the_response_holds)
{
    for (std::string const& reply :
         {answer(200, ""), answer(200, "<html>"), answer(202, "{}"), answer(204, "")})
        answered(reply, [](compat::api& compat) { return compat.calls.remove("c-1"); });
    BOOST_CHECK_THROW(
        answered(
            answer(404, R"({"code":20404})"),
            [](compat::api& compat) { return compat.calls.remove("c-1"); }),
        signalwire::api_error);
}

BOOST_AUTO_TEST_CASE(a_response_without_a_model_is_an_error_of_the_protocol)
{
    for (std::string const& reply :
         {answer(200, ""), answer(200, "<html>"), answer(200, "[]"), answer(204, "")})
    {
        BOOST_CHECK_EXCEPTION(
            answered(reply, [this](compat::api& compat) { return compat.calls.get("c-1", once); }),
            signalwire::protocol_error, [](auto const& error) {
                // It may be the response of this server to a request that it has processed.
                return error.outcome() == signalwire::request_outcome::unknown;
            });
    }
}

BOOST_AUTO_TEST_CASE(deviations_of_one_object_are_counted_by_member)
{
    serve({{answer(200, R"({"sid":"c-1","price":"free","new":1})")}});
    signalwire::rest_client client = client_with([](auto&) {});
    compat::call const call = run(client.compat.calls.get("c-1"));
    BOOST_TEST(call.extra.at("price").as_string() == "free");
    auto const counts = client.stats().deviations_by_member;
    BOOST_TEST(counts.at("$.price") == 1U);
    BOOST_TEST(counts.at("$.new") == 1U);
    BOOST_TEST(counts.at("$.to") == 1U);
}

BOOST_AUTO_TEST_CASE(a_redirected_call_is_not_redirected_twice)
{
    auto const bad = answer(502, "");
    serve({{bad}, {answer(200, call_body)}});
    signalwire::rest_client client = client_with([](auto&) {});
    compat::call_update const end = compat::call_update().status(compat::call_status::completed);
    BOOST_TEST(run(client.compat.calls.update("c-1", end)).sid == "c-1");
    BOOST_TEST(requests.size() == 2U);

    requests.clear();
    serve({{bad}});
    BOOST_CHECK_EXCEPTION(
        run(client.compat.calls.update("c-1", compat::call_update().url("https://example.com/"))),
        signalwire::api_error,
        [](auto const& error) { return error.outcome() == signalwire::request_outcome::unknown; });
    BOOST_TEST(requests.size() == 1U);
}

BOOST_AUTO_TEST_CASE(invalid_arguments_are_rejected_by_the_call_itself)
{
    signalwire::rest_client client = client_with([](auto&) {});
    auto const& calls = client.compat.calls;
    BOOST_CHECK_EXCEPTION(
        static_cast<void>(calls.create(compat::new_call().to("+1"))), std::invalid_argument,
        [](auto const& error) { return error.what() == std::string("From must be set"); });
    for (std::string_view const sid : {"", ".", "..", "a\nb"})
    {
        BOOST_CHECK_THROW(static_cast<void>(calls.get(sid)), std::invalid_argument);
        BOOST_CHECK_THROW(static_cast<void>(calls.remove(sid)), std::invalid_argument);
        BOOST_CHECK_THROW(
            static_cast<void>(calls.update(sid, compat::call_update(), {}, asio::use_future)),
            std::invalid_argument);
    }
    BOOST_CHECK_EXCEPTION(
        static_cast<void>(client.compat.messages.create(compat::new_message().body("x"))),
        std::invalid_argument,
        [](auto const& error) { return error.what() == std::string("To must be set"); });
    BOOST_CHECK_THROW(static_cast<void>(client.compat.messages.media("..")), std::invalid_argument);
    BOOST_CHECK_THROW(
        static_cast<void>(client.compat.messages.media("m-1").get("")), std::invalid_argument);
    BOOST_TEST(client.stats().requests_sent == 0U);
}

BOOST_AUTO_TEST_CASE(outcomes_are_values_with_as_result)
{
    auto const create = [this](compat::api& compat) {
        return compat.messages.create(
            compat::new_message().to("+1").body("x"), once, signalwire::as_result);
    };
    BOOST_TEST(answered(answer(201, R"({"sid":"m-1"})"), create)->sid == "m-1");
    auto const refused = answered(answer(422, R"({"code":21211})"), create);
    BOOST_TEST((refused.error().outcome() == signalwire::request_outcome::refused));
    auto const unknown = answered(answer(502, ""), [this](compat::api& compat) {
        return compat.messages.remove("m-1", once, signalwire::as_result);
    });
    BOOST_TEST((unknown.error().outcome() == signalwire::request_outcome::unknown));
}

BOOST_AUTO_TEST_CASE(arguments_may_be_gone_when_the_awaitable_is_awaited)
{
    serve({{answer(200, call_body)}});
    signalwire::rest_client client = client_with([](auto&) {});
    auto sid = std::make_unique<std::string>("c-1");
    auto form = std::make_unique<compat::call_update>(compat::call_update().url("u"));
    auto pending = client.compat.calls.update(*sid, *form);
    sid.reset();
    form.reset();
    run(std::move(pending));
    BOOST_TEST(sent() == "POST " + account + "/Calls/c-1 Url=u");
}

BOOST_AUTO_TEST_SUITE_END()
