// A second resource: what is generic about resources has its tests with calls.

#include "support/reference_recording.hpp"
#include "support/sandbox_fixture.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using namespace std::chrono_literals;
using signalwire::sandbox::mock_response;
using signalwire::test::recordings_page;

namespace
{

using texts = std::vector<std::string>;

struct recordings_fixture : signalwire::test::sandbox_fixture
{
    std::string path() const
    {
        return "/api/laml/2010-04-01/Accounts/" + server.project() + "/Recordings";
    }

    /// Where the page with `token` is, as JSON.
    std::string link(std::string_view token) const
    {
        return '"' + path() + "?Page=1&PageToken=" + std::string(token) + '"';
    }

    void answer_with(std::string const& page)
    {
        server.enqueue(mock_response(200, page));
    }

    /// Three pages: one of two recordings, an empty one, and one of one.
    void script_three_pages()
    {
        answer_with(recordings_page(R"({"sid":"a"},{"sid":"b"})", link("PA1")));
        answer_with(recordings_page("", link("PA2")));
        answer_with(recordings_page(R"({"sid":"c"})"));
    }
};

asio::awaitable<texts> rest_of(signalwire::async_generator<compat::recording>& recordings)
{
    texts out;
    while (std::optional<compat::recording> each = co_await recordings.next())
        out.push_back(each->sid);
    co_return out;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_recordings, recordings_fixture)

// Temporaries inside co_await: see client_list.
asio::awaitable<compat::recording_page> list_with_everything(signalwire::rest_client& client)
{
    auto const time = std::chrono::sys_days(std::chrono::year(2018) / 9 / 25);
    co_return co_await client.compat.recordings.list(compat::recording_filter()
                                                         .date_created_after(time)
                                                         .date_created_before(time + 24h)
                                                         .call_sid("43bb71ee")
                                                         .conference_sid("2071320d")
                                                         .page_size(20));
}

BOOST_AUTO_TEST_CASE(a_page_has_typed_values_and_its_filter_is_on_the_wire)
{
    auto client = make_client([](auto& config) { //
        config.decoding = signalwire::decoding_mode::strict;
    });
    answer_with(recordings_page(signalwire::test::reference_recording));
    compat::recording_page const page = run(list_with_everything(client));

    BOOST_TEST(
        server.recent_request_targets().back()
        == path()
            + "?DateCreated%3E=Tue%2C%2025%20Sep%202018%2000%3A00%3A00%20%2B0000"
              "&DateCreated%3C=Wed%2C%2026%20Sep%202018%2000%3A00%3A00%20%2B0000"
              "&CallSid=43bb71ee&ConferenceSid=2071320d&PageSize=20");
    BOOST_TEST_REQUIRE(page.size() == 1U);
    compat::recording const& only = *page.begin();
    BOOST_TEST((only.price == signalwire::decimal(-25, 4)));
    BOOST_TEST((only.status == compat::recording_status::completed));
    BOOST_TEST(only.duration == 4);
    BOOST_TEST(page.page_size == 50);
    BOOST_TEST(!page.next_page_uri.has_value());
    BOOST_TEST(page.timeline.first_byte.count() > 0);
    BOOST_TEST(client.stats().deviations == 0U);
}

BOOST_AUTO_TEST_CASE(deviations_are_counted_by_member)
{
    auto client = make_client();
    answer_with(recordings_page(R"({"duration":"4","media_url":"/x"},{"duration":"5"})"));
    compat::recording_page const page = run(client.compat.recordings.list());
    BOOST_TEST(page.recordings.at(1).duration == 5);
    auto const drift = client.stats().deviations_by_member;
    BOOST_TEST(drift.at("$.recordings[*].duration") == 2U);
    BOOST_TEST(drift.at("$.recordings[*].media_url") == 1U);
    BOOST_TEST(drift.at("$.recordings[*].trim") == 2U);
}

BOOST_AUTO_TEST_CASE(a_stream_goes_through_all_pages)
{
    auto client = make_client();
    script_three_pages();
    auto recordings = client.compat.recordings.stream();
    BOOST_TEST(
        run(rest_of(recordings)) == (texts{"a", "b", "c"}), boost::test_tools::per_element());
    BOOST_TEST(server.queued_responses() == 0U);
    BOOST_TEST(recordings.cursor().at_end());
}

BOOST_AUTO_TEST_CASE(a_cursor_resumes_this_resource_and_no_other)
{
    auto client = make_client();
    answer_with(recordings_page(R"({"sid":"a"},{"sid":"b"})", link("PA1")));
    auto recordings =
        client.compat.recordings.stream({}, signalwire::stream_options().prefetch_pages(0));
    BOOST_TEST(run(recordings.next()).value().sid == "a");
    signalwire::stream_options const resuming =
        signalwire::stream_options().resume_from(recordings.cursor());
    BOOST_CHECK_THROW(
        static_cast<void>(client.compat.calls.stream({}, resuming)), std::invalid_argument);

    script_three_pages();
    auto resumed = client.compat.recordings.stream({}, resuming);
    BOOST_TEST(run(rest_of(resumed)) == (texts{"b", "c"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_place_that_is_no_longer_listed_is_an_error_where_no_time_tells_what_is_left)
{
    auto client = make_client();
    answer_with(recordings_page(R"({"sid":"a"})", link("PA1")));
    answer_with(recordings_page(R"({"sid":"b"},{"sid":"c"})"));
    auto recordings =
        client.compat.recordings.stream({}, signalwire::stream_options().prefetch_pages(0));
    BOOST_TEST(run(recordings.next()).value().sid == "a");
    BOOST_TEST(run(recordings.next()).value().sid == "b");

    // The token has expired, and meanwhile somebody has deleted "b".
    server.enqueue(
        mock_response(400, R"({"code":54453,"message":"Page token is invalid","status":400})"));
    answer_with(recordings_page(R"({"sid":"a"},{"sid":"c"})"));
    auto resumed = client.compat.recordings.stream(
        {}, signalwire::stream_options().resume_from(recordings.cursor()));
    BOOST_CHECK_EXCEPTION(run(resumed.next()), signalwire::pagination_error, [](auto const& error) {
        BOOST_TEST(error.reason().find("\"b\"") != std::string::npos, error.what());
        return error.code() == signalwire::errc::resume_position_lost;
    });
    BOOST_TEST(server.queued_responses() == 0U);
}

asio::awaitable<void> walk(
    signalwire::rest_client& client, std::string const& second, std::string const& third)
{
    auto& recordings = client.compat.recordings;
    compat::recording_page const first = co_await recordings.list();
    std::optional<compat::recording_page> const next = co_await recordings.next_page(first);
    BOOST_TEST_REQUIRE(next.has_value());
    BOOST_TEST(next->empty());
    BOOST_TEST(next->next_page_uri.value() == third);
    compat::recording_page const last = co_await recordings.page_at(third);
    BOOST_TEST(last.recordings.at(0).sid == "c");
    BOOST_TEST(!(co_await recordings.next_page(last)).has_value());
    BOOST_TEST(!(co_await recordings.previous_page(last)).has_value());
    BOOST_TEST(first.next_page_uri.value() == second);
}

BOOST_AUTO_TEST_CASE(pages_lead_on_and_their_targets_go_out_as_they_came)
{
    auto client = make_client();
    script_three_pages();
    std::string const second = path() + "?Page=1&PageToken=PA1";
    std::string const third = path() + "?Page=1&PageToken=PA2";
    run(walk(client, second, third));
    BOOST_TEST(
        server.recent_request_targets() == (texts{path(), second, third}),
        boost::test_tools::per_element());
}

/// How many recordings each page has.
asio::awaitable<std::vector<std::size_t>> page_sizes(signalwire::rest_client& client)
{
    auto pages = client.compat.recordings.pages();
    std::vector<std::size_t> sizes;
    while (auto const page = co_await pages.next())
        sizes.push_back(page->size());
    co_return sizes;
}

BOOST_AUTO_TEST_CASE(pages_come_whole_and_empty_ones_too)
{
    auto client = make_client();
    script_three_pages();
    std::vector<std::size_t> const sizes{2, 0, 1};
    BOOST_TEST(run(page_sizes(client)) == sizes, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_page_elsewhere_is_not_followed)
{
    auto client = make_client();
    std::string const account = "/api/laml/2010-04-01/Accounts/" + server.project();
    for (std::string const& uri :
         {"https://evil.example" + path(), "//evil.example" + path(), account + "/Calls",
          account + "/Recordings/../Calls"})
    {
        BOOST_CHECK_EXCEPTION(
            run(client.compat.recordings.page_at(uri)), signalwire::pagination_error,
            [&](auto const& refusal) {
                return refusal.code() == signalwire::errc::page_outside_listing
                    && refusal.page_uri() == uri;
            });
    }
    BOOST_TEST(server.stats().connections_accepted == 0U);

    answer_with(recordings_page(R"({"sid":"a"})", R"("https://evil.example/Recordings?Page=1")"));
    auto recordings = client.compat.recordings.stream();
    BOOST_CHECK_THROW(run(rest_of(recordings)), signalwire::pagination_error);
    BOOST_TEST(server.stats().requests_received == 1U);
}

BOOST_AUTO_TEST_CASE(a_watch_delivers_what_is_new)
{
    auto client = make_client();
    auto recordings = client.compat.recordings.watch(compat::recording_filter(), 1ms);
    std::string_view const old =
        R"({"sid":"a","date_created":"Tue, 25 Sep 2018 23:00:00 +0000","status":"in-progress"})";
    std::string_view const changed =
        R"({"sid":"a","date_created":"Tue, 25 Sep 2018 23:00:00 +0000","status":"completed"})";
    answer_with(recordings_page(old));
    answer_with(recordings_page(old));
    answer_with(recordings_page(changed));
    compat::recording const next = run(recordings.next()).value();
    BOOST_TEST((next.status == compat::recording_status::completed));
    BOOST_TEST(server.stats().requests_received == 3U);
}

BOOST_AUTO_TEST_CASE(a_range_of_time_can_be_read_in_parts)
{
    auto client = make_client();
    auto const begin = std::chrono::sys_days(std::chrono::year(2018) / 9 / 1);
    auto const range =
        compat::recording_filter().date_created_after(begin).date_created_before(begin + 48h);
    std::string_view const newer =
        R"({"sid":"b","date_created":"Sun, 02 Sep 2018 00:00:00 +0000"})";
    std::string_view const older =
        R"({"sid":"a","date_created":"Sat, 01 Sep 2018 23:59:57 +0000"})";
    std::string const both = std::string(newer) + ',' + std::string(older);
    texts found;
    for (std::size_t const part : {1U, 2U})
    {
        answer_with(recordings_page(both));
        // Once it is asked whether bounds count to the second, with the one item that can tell.
        if (part == 1)
            answer_with(recordings_page(older));
        auto recordings =
            client.compat.recordings.stream(range, signalwire::stream_options().partition(part, 2));
        for (std::string& sid : run(rest_of(recordings)))
            found.push_back(std::move(sid));
    }
    BOOST_TEST(found == (texts{"a", "b"}), boost::test_tools::per_element());
    BOOST_TEST(
        server.recent_request_targets().front()
        == path()
            + "?DateCreated%3E=Sat%2C%2001%20Sep%202018%2000%3A00%3A00%20%2B0000"
              "&DateCreated%3C=Sun%2C%2002%20Sep%202018%2000%3A00%3A01%20%2B0000");
    BOOST_TEST_REQUIRE(server.recent_request_targets().size() == 3U);
    BOOST_TEST(
        server.recent_request_targets()[1]
        == path()
            + "?DateCreated%3E=Sat%2C%2001%20Sep%202018%2023%3A59%3A56%20%2B0000"
              "&DateCreated%3C=Sat%2C%2001%20Sep%202018%2023%3A59%3A58%20%2B0000");
}

// From here on with the sandbox's own recordings.

asio::awaitable<std::vector<compat::recording>> all_of(
    signalwire::rest_client& client, compat::recording_filter filter, int page_size,
    signalwire::stream_options how = {})
{
    auto recordings = client.compat.recordings.stream(filter.page_size(page_size), how);
    std::vector<compat::recording> out;
    while (std::optional<compat::recording> each = co_await recordings.next())
        out.push_back(std::move(*each));
    co_return out;
}

BOOST_AUTO_TEST_CASE(large_and_small_pages_hold_the_same_recordings_without_any_drift)
{
    auto client = make_client([](auto& config) { //
        config.decoding = signalwire::decoding_mode::strict;
    });
    auto const whole = run(all_of(client, {}, 1000));
    auto const before = server.stats().requests_received;
    BOOST_TEST(whole.size() > 300U);
    BOOST_TEST((run(all_of(client, {}, 37)) == whole));
    BOOST_TEST(server.stats().requests_received - before == (whole.size() + 36) / 37);
    // The newest are of conferences, or of calls in progress.
    compat::recording const& one = whole.at(100);
    compat::call const recorded = server.call_at(server.index_of(one.call_sid.value()).value());
    BOOST_TEST((recorded.status == compat::call_status::completed));
    BOOST_TEST(recorded.duration == one.duration);
}

BOOST_AUTO_TEST_CASE(filters_select_what_the_whole_list_says)
{
    auto client = make_client();
    auto const whole = run(all_of(client, {}, 1000));
    compat::recording const& one = whole.at(100);
    BOOST_TEST(
        (run(all_of(client, compat::recording_filter().call_sid(*one.call_sid), 5))
         == std::vector{one}));
    BOOST_TEST(
        run(all_of(client, compat::recording_filter().conference_sid(*one.call_sid), 5)).empty());
    auto const range = compat::recording_filter()
                           .date_created_after(whole.at(200).date_created)
                           .date_created_before(whole.at(50).date_created);
    auto const between = std::vector(whole.begin() + 51, whole.begin() + 200);
    BOOST_TEST((run(all_of(client, range, 40)) == between));
    BOOST_TEST((run(all_of(client, range, 10, signalwire::stream_options().shards(4))) == between));
}

asio::awaitable<void> there_and_back(signalwire::rest_client& client)
{
    auto& recordings = client.compat.recordings;
    auto const first = co_await recordings.list(compat::recording_filter().page_size(100));
    auto const second = co_await recordings.next_page(first);
    auto const third = co_await recordings.next_page(second.value());
    auto const back = co_await recordings.previous_page(third.value());
    BOOST_TEST((back.value().recordings == second->recordings));
    auto const start = co_await recordings.previous_page(*back);
    BOOST_TEST((start.value().recordings == first.recordings));
    BOOST_TEST(!(co_await recordings.previous_page(*start)).has_value());
}

BOOST_AUTO_TEST_CASE(pages_lead_forwards_and_back)
{
    auto client = make_client();
    run(there_and_back(client));
}

BOOST_AUTO_TEST_SUITE_END()
