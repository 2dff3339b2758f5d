// Every operation of the API with the client's own verbs, against the sandbox over TLS: what is
// created is got, listed, updated and removed, and every model decodes strictly.

#include "integration/api_table_rows.hpp"
#include "support/sandbox_fixture.hpp"

#include <signalwire/api_error.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

using namespace signalwire::compat;
using signalwire::test::api_rows;
using signalwire::test::api_table_row;

namespace
{

struct operations_fixture : signalwire::test::sandbox_fixture
{
    /// Returns the result of the operation of that name.
    template <class Result>
    Result call(std::string_view name, boost::asio::awaitable<Result> operation)
    {
        called.emplace(name);
        BOOST_TEST_CHECKPOINT(name);
        return run(std::move(operation));
    }

    /// Calls the operation and checks that the API refuses it with that status.
    template <class Result>
    void refused(int status, boost::asio::awaitable<Result> operation)
    {
        auto const is_expected = [status](signalwire::api_error const& error) {
            BOOST_TEST(error.status() == status, error.what());
            return error.status() == status;
        };
        BOOST_CHECK_EXCEPTION(run(std::move(operation)), signalwire::api_error, is_expected);
    }

    /// Returns the number of objects of a list in pages of one.
    template <class Resource, class Filter>
    std::size_t count(Resource const& resource, Filter filter)
    {
        auto items = resource.stream(filter.page_size(1));
        std::size_t out = 0;
        while (run(items.next()))
            ++out;
        return out;
    }

    signalwire::rest_client client = make_client([](signalwire::client_config& config) {
        config.decoding = signalwire::decoding_mode::strict;
    });
    api& compat = client.compat;
    std::set<std::string> called;
};

template <class Items>
bool has(Items const& items, std::string_view sid)
{
    return std::any_of(
        items.begin(), items.end(), [&](auto const& each) { return each.sid == sid; });
}

constexpr char url[] = "https://example.com/a";

void accounts(operations_fixture& f)
{
    auto& accounts = f.compat.accounts;
    account const made =
        f.call("accounts.create", accounts.create(account_form().friendly_name("x")));
    BOOST_TEST(made.subproject);
    BOOST_TEST((f.call("accounts.get", accounts.get(made.sid)) == made));
    account const changed =
        f.call("accounts.update", accounts.update(made.sid, account_form().friendly_name("y")));
    BOOST_TEST(changed.friendly_name == "y");
    account_page const page =
        f.call("accounts.list", accounts.list(account_filter().friendly_name("y")));
    BOOST_TEST((page.size() == 1U && *page.begin() == changed));
    // Its links have no tokens.
    BOOST_TEST(f.count(accounts, account_filter()) == 3U);
    f.refused(404, accounts.get("P"));
    f.refused(422, accounts.create(account_form().set("FriendlyName", std::string(251, 'x'))));
}

void applications(operations_fixture& f)
{
    auto& applications = f.compat.applications;
    application const made = f.call(
        "applications.create",
        applications.create(application_form().friendly_name("x").voice_url(url)));
    BOOST_TEST(made.voice_url.value() == url);
    BOOST_TEST((f.call("applications.get", applications.get(made.sid)) == made));
    application const changed = f.call(
        "applications.update",
        applications.update(
            made.sid, application_form().friendly_name("y").voice_url("").sms_method("GET")));
    BOOST_TEST(!changed.voice_url);
    BOOST_TEST(changed.sms_method.value() == "GET");
    BOOST_TEST(
        has(f.call("applications.list", applications.list(application_filter().friendly_name("y"))),
            made.sid));
    BOOST_TEST(f.count(applications, application_filter()) == 3U);
    f.call("applications.remove", applications.remove(made.sid));
    f.refused(404, applications.get(made.sid));
}

void calls(operations_fixture& f)
{
    auto& calls = f.compat.calls;
    call const made = f.call(
        "calls.create", calls.create(new_call().to("+15551230001").from("+15551230002").url(url)));
    BOOST_TEST((f.call("calls.get", calls.get(made.sid)) == made));
    BOOST_TEST(has(f.call("calls.list", calls.list(call_filter().to(made.to))), made.sid));
    recording const sound =
        f.call("calls.start_recording", calls.start_recording(made.sid, new_recording()));
    BOOST_TEST(
        (f.call(
              "calls.update_recording",
              calls.update_recording(
                  made.sid, sound.sid, recording_update().status(recording_status::paused)))
             .status
         == recording_status::paused));
    call_stream const stream = f.call(
        "calls.start_stream", calls.start_stream(made.sid, new_stream().url("wss://example.com")));
    BOOST_TEST(
        (f.call("calls.stop_stream", calls.stop_stream(made.sid, stream.sid)).status
         == stream_status::stopped));
    call const ended = f.call(
        "calls.update", calls.update(made.sid, call_update().status(call_status::completed)));
    BOOST_TEST((ended.status == call_status::completed));
    BOOST_TEST(
        (f.run(calls.update(made.sid, call_update().status(call_status::completed))) == ended));
    f.call("calls.remove", calls.remove(made.sid));
    f.refused(404, calls.get(made.sid));

    auto& recordings = f.compat.recordings;
    recording_page const page =
        f.call("recordings.list", recordings.list(recording_filter().call_sid(made.sid)));
    BOOST_TEST((page.size() == 1U && page.begin()->status == recording_status::completed));
    BOOST_TEST((f.call("recordings.get", recordings.get(sound.sid)) == *page.begin()));
    f.call("recordings.remove", recordings.remove(sound.sid));
    f.refused(404, recordings.get(sound.sid));
}

void conferences(operations_fixture& f)
{
    auto& conferences = f.compat.conferences;
    conference const room =
        *f.call(
              "conferences.list",
              conferences.list(conference_filter().status(conference_status::in_progress)))
             .begin();
    BOOST_TEST(f.count(conferences, conference_filter()) == 5U);
    BOOST_TEST((f.call("conferences.get", conferences.get(room.sid)) == room));
    auto const people = conferences.participants(room.sid);
    participant_page const page =
        f.call("conferences.participants.list", people.list(participant_filter().muted(false)));
    BOOST_TEST(page.size() == 3U);
    std::string const who = page.begin()->call_sid;
    BOOST_TEST(f.call(
                    "conferences.participants.update",
                    people.update(who, participant_update().muted(true)))
                   .muted);
    BOOST_TEST(f.call("conferences.participants.get", people.get(who)).muted);
    BOOST_TEST(f.run(people.list(participant_filter().muted(true))).size() == 1U);
    f.call("conferences.participants.remove", people.remove(who));
    f.refused(404, people.get(who));

    conference_stream const stream = f.call(
        "conferences.start_stream",
        conferences.start_stream(room.sid, new_conference_stream().url("wss://example.com")));
    f.call("conferences.stop_stream", conferences.stop_stream(room.sid, stream.sid));
    auto const sounds = conferences.recordings(room.sid);
    recording const sound =
        *f.call("conferences.recordings.list", sounds.list(conference_recording_filter())).begin();
    BOOST_TEST((f.call("conferences.recordings.get", sounds.get(sound.sid)) == sound));
    f.call(
        "conferences.recordings.update",
        sounds.update(sound.sid, recording_update().status(recording_status::paused)));
    conference const ended = f.call(
        "conferences.update",
        conferences.update(room.sid, conference_update().status(conference_status::completed)));
    BOOST_TEST((ended.status == conference_status::completed));
    for (participant const& each : f.run(people.list()))
        BOOST_TEST((each.status == participant_status::completed));
    BOOST_TEST((f.run(sounds.get(sound.sid)).status == recording_status::completed));
    f.refused(
        422, conferences.start_stream(room.sid, new_conference_stream().url("wss://example.com")));
    f.call("conferences.recordings.remove", sounds.remove(sound.sid));
    f.refused(404, sounds.get(sound.sid));
}

void faxes(operations_fixture& f)
{
    auto& faxes = f.compat.faxes;
    fax const made = f.call(
        "faxes.create",
        faxes.create(new_fax().media_url(url).to("+15551230001").from("+15551230002")));
    BOOST_TEST((f.call("faxes.get", faxes.get(made.sid)) == made));
    BOOST_TEST(has(f.call("faxes.list", faxes.list(fax_filter().to(made.to))), made.sid));
    // Links of pages lead to /fax/v1.
    BOOST_TEST(f.count(faxes, fax_filter()) == 5U);
    BOOST_TEST(
        f.run(faxes.list(fax_filter().date_created_after(made.date_created.time()))).empty());
    BOOST_TEST(
        f.run(faxes.list(fax_filter().date_created_on_or_before(made.date_created.time()))).size()
        == 5U);
    f.refused(409, faxes.remove(made.sid));
    f.server.set_status(made.sid, "delivered");
    auto const media = faxes.media(made.sid);
    fax_media_page const page = f.call("faxes.media.list", media.list());
    BOOST_TEST_REQUIRE(page.size() == 1U);
    std::string const sid = page.begin()->sid;
    BOOST_TEST((f.run(faxes.get(made.sid)).media_sid == sid));
    BOOST_TEST((f.call("faxes.media.get", media.get(sid)) == *page.begin()));
    f.call("faxes.media.remove", media.remove(sid));
    f.refused(404, media.get(sid));
    f.call("faxes.remove", faxes.remove(made.sid));
    f.refused(404, faxes.get(made.sid));

    fax const other =
        f.run(faxes.create(new_fax().media_url(url).to("+15551230001").from("+15551230002")));
    BOOST_TEST(
        (f.call("faxes.update", faxes.update(other.sid, fax_update().status(fax_status::canceled)))
             .status
         == fax_status::canceled));
}

void laml_bins(operations_fixture& f)
{
    auto& bins = f.compat.laml_bins;
    laml_bin const made = f.call(
        "laml_bins.create", bins.create(laml_bin_form().name("x").contents("<Response/>\n")));
    BOOST_TEST((f.call("laml_bins.get", bins.get(made.sid)) == made));
    BOOST_TEST(
        f.call("laml_bins.update", bins.update(made.sid, laml_bin_form().name("y").contents("")))
            .contents
        == "");
    BOOST_TEST(has(f.call("laml_bins.list", bins.list(laml_bin_filter().name("y"))), made.sid));
    f.call("laml_bins.remove", bins.remove(made.sid));
    f.refused(404, bins.get(made.sid));
}

void messages(operations_fixture& f)
{
    auto& messages = f.compat.messages;
    message const made = f.call(
        "messages.create",
        messages.create(
            new_message().to("+15551230001").from("+15551230002").body("x").media_url({url})));
    BOOST_TEST((f.call("messages.get", messages.get(made.sid)) == made));
    BOOST_TEST(has(f.call("messages.list", messages.list(message_filter().to(made.to))), made.sid));
    auto const media = messages.media(made.sid);
    message_media const picture =
        *f.call(
              "messages.media.list",
              media.list(message_media_filter().date_created(
                  std::chrono::floor<std::chrono::days>(made.date_created.time()))))
             .begin();
    BOOST_TEST((f.call("messages.media.get", media.get(picture.sid)) == picture));
    f.call("messages.media.remove", media.remove(picture.sid));
    BOOST_TEST(f.run(media.list()).empty());
    BOOST_TEST((f.call("messages.redact", messages.redact(made.sid)).body == ""));
    f.call("messages.remove", messages.remove(made.sid));
    f.refused(404, messages.get(made.sid));
}

void phone_numbers(operations_fixture& f)
{
    auto& numbers = f.compat.phone_numbers;
    BOOST_TEST(
        f.call("phone_numbers.list_available_countries", numbers.list_available_countries())
            .countries.size()
        == 3U);
    BOOST_TEST(
        f.call("phone_numbers.get_available_country", numbers.get_available_country("US")).country
        == "United States");
    auto const found = f.call(
        "phone_numbers.search_local",
        numbers.search_local("US", number_search().area_code("415").sms_enabled(true)));
    BOOST_TEST_REQUIRE(found.available_phone_numbers.size() == 4U);
    BOOST_TEST(
        f.call(
             "phone_numbers.search_toll_free",
             numbers.search_toll_free("US", number_search().contains("888")))
            .available_phone_numbers.size()
        == 1U);
    f.refused(404, numbers.search_local("XX", number_search()));

    std::string const text = found.available_phone_numbers.at(0).phone_number;
    incoming_phone_number const made =
        f.call("phone_numbers.purchase", numbers.purchase(new_phone_number().phone_number(text)));
    f.refused(422, numbers.purchase(new_phone_number().phone_number(text)));
    BOOST_TEST(
        f.run(numbers.search_local("US", number_search().area_code("415")))
            .available_phone_numbers.size()
        == 3U);
    BOOST_TEST((f.call("phone_numbers.get", numbers.get(made.sid)) == made));
    BOOST_TEST(
        f.call(
             "phone_numbers.update",
             numbers.update(made.sid, phone_number_update().friendly_name("x").voice_url(url)))
            .friendly_name
        == "x");
    BOOST_TEST(
        has(f.call("phone_numbers.list", numbers.list(phone_number_filter().phone_number(text))),
            made.sid));
    f.call("phone_numbers.remove", numbers.remove(made.sid));
    f.refused(404, numbers.get(made.sid));
    incoming_phone_number const imported = f.call(
        "phone_numbers.import_number",
        numbers.import_number(
            new_imported_phone_number().number("+15551230009").number_type("longcode")));
    BOOST_TEST(imported.phone_number == "+15551230009");
}

void queues(operations_fixture& f)
{
    auto& queues = f.compat.queues;
    queue const made =
        f.call("queues.create", queues.create(queue_form().friendly_name("x").max_size(5)));
    BOOST_TEST((f.call("queues.get", queues.get(made.sid)) == made));
    BOOST_TEST(
        f.call("queues.update", queues.update(made.sid, queue_form().friendly_name("y")))
            .friendly_name
        == "y");
    f.call("queues.remove", queues.remove(made.sid));
    f.refused(404, queues.get(made.sid));

    queue const busy = *f.call("queues.list", queues.list()).begin();
    f.refused(422, queues.remove(busy.sid));
    auto const members = queues.members(busy.sid);
    queue_member_page const page = f.call("queues.members.list", members.list());
    BOOST_TEST_REQUIRE(page.size() == 3U);
    queue_member const& first = *page.begin();
    BOOST_TEST(first.position == 1);
    BOOST_TEST((f.call("queues.members.get", members.get(first.call_sid)) == first));
    f.call("queues.members.dequeue", members.dequeue(first.call_sid, dequeue_form().url(url)));
    f.refused(404, members.get(first.call_sid));
    BOOST_TEST(f.run(members.list()).begin()->position == 1);
    BOOST_TEST(f.run(queues.get(busy.sid)).current_size == 2);
}

void tokens(operations_fixture& f)
{
    auto& tokens = f.compat.tokens;
    api_token const made = f.call(
        "tokens.create", tokens.create(new_token().name("x").permissions({"calling", "fax"})));
    BOOST_TEST(made.permissions.size() == 2U);
    api_token const changed = f.call(
        "tokens.update", tokens.update(made.id, token_update().name("y").permissions({"fax"})));
    BOOST_TEST(changed.name == "y");
    BOOST_TEST((changed.permissions == std::vector<std::string>{"fax"}));
    f.refused(422, tokens.update(made.id, token_update().permissions({"flying"})));
    f.call("tokens.remove", tokens.remove(made.id));
    f.refused(404, tokens.update(made.id, token_update().name("z")));
}

void transcriptions(operations_fixture& f)
{
    auto& texts = f.compat.transcriptions;
    transcription const first = *f.call("transcriptions.list", texts.list()).begin();
    BOOST_TEST((f.call("transcriptions.get", texts.get(first.sid)) == first));
    f.call("transcriptions.remove", texts.remove(first.sid));
    f.refused(404, texts.get(first.sid));
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(sandbox_operations, operations_fixture)

BOOST_AUTO_TEST_CASE(every_operation_works_against_the_sandbox)
{
    for (auto* const resource :
         {accounts, applications, calls, conferences, faxes, laml_bins, messages, phone_numbers,
          queues, tokens, transcriptions})
        resource(*this);
    std::set<std::string> expected;
    for (api_table_row const& row : api_rows())
        expected.emplace(row.name);
    BOOST_TEST(called == expected, boost::test_tools::per_element());
    BOOST_TEST(client.stats().deviations == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
