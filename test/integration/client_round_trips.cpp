// Objects from their creation to their removal, in a sandbox that remembers them, without a
// deviation.

#include "support/sandbox_fixture.hpp"

#include <signalwire/api_error.hpp>
#include <signalwire/transport_error.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using namespace std::chrono_literals;
using signalwire::request_outcome;
using signalwire::sandbox::mock_response;

namespace
{

struct strict_fixture : signalwire::test::sandbox_fixture
{
    template <class T>
    void check_missing(asio::awaitable<signalwire::result<T>> operation)
    {
        signalwire::result<T> const missing = run(std::move(operation));
        BOOST_TEST_REQUIRE(!missing.has_value());
        BOOST_TEST(missing.error().template as<signalwire::api_error>().value().status() == 404);
        BOOST_TEST((missing.error().outcome() == request_outcome::refused));
    }

    signalwire::rest_client client =
        make_client([](auto& config) { config.decoding = signalwire::decoding_mode::strict; });
    compat::calls_resource const& calls = client.compat.calls;
    compat::messages_resource const& messages = client.compat.messages;
    compat::recordings_resource const& recordings = client.compat.recordings;
    compat::new_call const call_form = compat::new_call().to("+15551230001").from("+15551230002");
    compat::new_message const message_form = compat::new_message()
                                                 .to("+15551230001")
                                                 .from("+15551230002")
                                                 .body("Z\xc3\xbcrich\r\n<&+ %");
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_round_trips, strict_fixture)

BOOST_AUTO_TEST_CASE(a_call_is_created_fetched_listed_ended_and_removed)
{
    compat::new_call form = call_form;
    form.url("https://example.com/answer").status_callback_event({"ringing", "completed"});
    compat::call const created = run(calls.create(form));
    BOOST_TEST(created.to == "+15551230001");
    BOOST_TEST((created.status == compat::call_status::queued));
    BOOST_TEST((created.direction == compat::call_direction::outbound_api));
    BOOST_TEST((run(calls.get(created.sid)) == created));
    compat::call_page const page =
        run(calls.list(compat::call_filter().to("+15551230001").from("+15551230002")));
    BOOST_TEST((page.calls == std::vector{created}));

    compat::call_update const end = compat::call_update().status(compat::call_status::completed);
    compat::call const ended = run(calls.update(created.sid, end));
    BOOST_TEST(ended.sid == created.sid);
    BOOST_TEST((ended.status == compat::call_status::completed));
    auto const again = run(calls.update(created.sid, end, signalwire::as_result));
    BOOST_TEST(again.has_value());

    run(calls.remove(created.sid));
    check_missing(calls.get(created.sid, signalwire::as_result));
    check_missing(calls.update(created.sid, end, signalwire::as_result));
    check_missing(calls.remove(created.sid, signalwire::as_result));
    auto const creations = server.creations("call");
    BOOST_TEST_REQUIRE(creations.size() == 1U);
    BOOST_TEST(creations[0].form.size() == 5U);
}

BOOST_AUTO_TEST_CASE(a_message_is_created_fetched_listed_redacted_and_removed)
{
    compat::message const created = run(messages.create(message_form));
    BOOST_TEST(created.body.value() == "Z\xc3\xbcrich\r\n<&+ %");
    BOOST_TEST((created.direction == compat::message_direction::outbound_api));
    BOOST_TEST((run(messages.get(created.sid)) == created));
    BOOST_TEST(run(messages.list(compat::message_filter().to("+15551230001"))).size() == 1U);
    BOOST_TEST(run(messages.list(compat::message_filter().to("+15551230009"))).empty());
    BOOST_TEST(run(messages.redact(created.sid)).body.value_or("") == "");
    BOOST_TEST(run(messages.get(created.sid)).body.value_or("") == "");
    run(messages.remove(created.sid));
    check_missing(messages.get(created.sid, signalwire::as_result));
    check_missing(messages.redact(created.sid, signalwire::as_result));
    check_missing(messages.remove(created.sid, signalwire::as_result));
}

BOOST_AUTO_TEST_CASE(attachments_are_listed_fetched_and_removed)
{
    compat::new_message form = message_form;
    form.media_url({"https://example.com/a.jpg", "https://example.com/b.jpg"});
    compat::message const created = run(messages.create(form));
    BOOST_TEST(created.num_media == 2);
    compat::message_media_resource const media = messages.media(created.sid);
    auto const all = run(media.list()).media_list;
    BOOST_TEST_REQUIRE(all.size() == 2U);
    BOOST_TEST(all[0].parent_sid == created.sid);
    BOOST_TEST((run(media.get(all[1].sid)) == all[1]));
    run(media.remove(all[1].sid));
    check_missing(media.get(all[1].sid, signalwire::as_result));
    BOOST_TEST(run(media.list()).size() == 1U);
    check_missing(messages.media("nobody").list({}, signalwire::as_result));
}

BOOST_AUTO_TEST_CASE(a_call_is_recorded_and_streamed)
{
    compat::call const call = run(calls.create(call_form));
    compat::new_recording const form = compat::new_recording().recording_channels("dual");
    compat::recording const started = run(calls.start_recording(call.sid, form));
    BOOST_TEST(started.channels == 2);
    BOOST_TEST(started.call_sid.value() == call.sid);
    auto const change = [&](compat::recording_status const& status) {
        return run(calls.update_recording(
            call.sid, started.sid, compat::recording_update().status(status)));
    };
    BOOST_TEST(
        (change(compat::recording_status::paused).status == compat::recording_status::paused));
    BOOST_TEST(
        (change(compat::recording_status::stopped).status == compat::recording_status::stopped));
    BOOST_TEST(run(recordings.get(started.sid)).sid == started.sid);
    BOOST_TEST(
        run(recordings.list(compat::recording_filter().call_sid(call.sid))).recordings.at(0).sid
        == started.sid);
    run(recordings.remove(started.sid));
    check_missing(recordings.get(started.sid, signalwire::as_result));

    compat::call_stream const stream = run(calls.start_stream(
        call.sid, compat::new_stream().url("wss://example.com/audio").parameter("a", "b")));
    BOOST_TEST(stream.call_sid == call.sid);
    compat::call_stream const stopped = run(calls.stop_stream(call.sid, stream.sid));
    BOOST_TEST((stopped.status == compat::stream_status::stopped));
}

BOOST_AUTO_TEST_CASE(what_an_unknown_outcome_has_made_is_found)
{
    auto const since = run(calls.create(call_form)).date_created;
    mock_response lost(502);
    lost.performs = true;
    server.enqueue(lost);
    auto const message = run(messages.create(message_form, signalwire::as_result));
    BOOST_TEST((message.error().outcome() == request_outcome::unknown));
    std::vector<compat::message> const found = run(messages.find(message_form, since));
    BOOST_TEST_REQUIRE(found.size() == 1U);
    BOOST_TEST(found[0].sid == server.creations("message").at(0).sid);

    server.enqueue(lost);
    auto const call = run(calls.create(call_form, signalwire::as_result));
    BOOST_TEST((call.error().outcome() == request_outcome::unknown));
    BOOST_TEST(run(calls.find(call_form, since)).size() == 2U);
    BOOST_TEST(server.count_creations() == 3U);

    // Nothing was performed.
    server.enqueue(mock_response(502));
    compat::new_message const other = compat::new_message().to("+15551230003").body("x");
    BOOST_TEST(!run(messages.create(other, signalwire::as_result)).has_value());
    BOOST_TEST(run(messages.find(other, since)).empty());
}

BOOST_AUTO_TEST_CASE(a_removal_whose_answer_was_lost_is_done)
{
    compat::message const created = run(messages.create(message_form));
    mock_response lost(502);
    lost.performs = true;
    server.enqueue(lost);
    run(messages.remove(created.sid));
    BOOST_TEST(client.stats().retries == 1U);
    check_missing(messages.get(created.sid, signalwire::as_result));
}

BOOST_AUTO_TEST_CASE(what_the_server_refuses_has_not_been_done)
{
    compat::new_call form = call_form;
    form.set("Colour", "red");
    auto const refused = run(calls.create(form, signalwire::as_result));
    BOOST_TEST((refused.error().outcome() == request_outcome::refused));
    BOOST_TEST(server.count_creations() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
