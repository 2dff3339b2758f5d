#include "integration/filters.hpp"
#include "support/sandbox_fixture.hpp"
#include "support/streams.hpp"

#include <boost/asio/detached.hpp>

#include <string>
#include <vector>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using signalwire::test::hundreds;
using signalwire::test::year;
using namespace std::chrono_literals;
using signalwire::cursor;
using signalwire::stream_options;
using signalwire::sandbox::mock_response;

namespace
{

using signalwire::test::call_stream;
using signalwire::test::joined;
using signalwire::test::rest_of;
using signalwire::test::take;
using signalwire::test::texts;

struct cursors_fixture : signalwire::test::sandbox_fixture
{
    /// What a stream that resumes from `position` delivers.
    texts resumed(compat::call_filter const& filter, std::string const& position)
    {
        auto client = make_client();
        auto calls = client.compat.calls.stream(
            filter, stream_options().resume_from(cursor::from_string(position)));
        return run(rest_of(calls));
    }

    /// Streams all. The first page breaks `pause` after it has named the next one, and calls come
    /// when there has been a second request. Whether that was for the next page, and the first
    /// page ended earlier when it was fetched again.
    bool stream_while_calls_come(signalwire::rest_client& client, std::chrono::milliseconds pause)
    {
        std::size_t const size = server.count_calls();
        std::size_t const before = server.stats().requests_received;
        server.enqueue(mock_response().truncate(60'000).throttle_body(30'000, pause));
        auto calls = client.compat.calls.stream(hundreds());
        asio::co_spawn(
            context,
            [&]() -> asio::awaitable<void> {
                while (server.stats().requests_received < before + 2)
                    co_await asio::post(asio::use_awaitable);
                server.add_calls(30);
            },
            asio::detached);
        texts const sids = run(rest_of(calls));
        // Whether or not the calls that came in time are in it, none is missing or repeated.
        texts const all = sids_of(hundreds());
        BOOST_TEST_REQUIRE(sids.size() >= size);
        BOOST_TEST(
            sids == texts(all.end() - static_cast<std::ptrdiff_t>(sids.size()), all.end()),
            boost::test_tools::per_element());
        texts const targets = server.recent_request_targets();
        return targets.at(before) != targets.at(before + 1) && sids.size() > size;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_cursors, cursors_fixture)

BOOST_AUTO_TEST_CASE(cursor_survives_expired_page_token)
{
    auto client = make_client();
    for (compat::call_filter const& filter : {hundreds(), year()})
    {
        texts const all = sids_of(filter);
        for (std::size_t const taken : {1U, 100U, 101U, 250U, 300U, 899U})
        {
            auto calls = client.compat.calls.stream(filter);
            texts sids = run(take(calls, taken));
            server.expire_page_tokens();
            sids = joined(sids, resumed(filter, calls.cursor().to_string()));
            BOOST_TEST(sids == all, boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(bounded_search_begins_near_position)
{
    auto client = make_client();
    auto calls = client.compat.calls.stream(year());
    run(take(calls, 800));
    server.expire_page_tokens();
    auto const before = server.stats().requests_received;
    resumed(year(), calls.cursor().to_string());
    // The expired page, and then hardly more than what was left.
    BOOST_TEST(server.stats().requests_received - before <= 4U);
}

BOOST_AUTO_TEST_CASE(token_expired_in_mid_stream_is_an_error)
{
    texts const all = sids_of(hundreds());
    auto client = make_client();
    auto calls = client.compat.calls.stream(hundreds(), stream_options().prefetch_pages(0));
    texts sids = run(take(calls, 100));
    server.expire_page_tokens();
    BOOST_CHECK_EXCEPTION(run(calls.next()), signalwire::api_error, [&](auto const& error) {
        BOOST_TEST((error.cursor() == calls.cursor()));
        return error.code() == signalwire::api_errc::invalid_page_token;
    });
    sids = joined(sids, run(rest_of(calls)));
    BOOST_TEST(sids == all, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(position_on_first_page_survives_new_calls)
{
    texts const all = sids_of(hundreds());
    auto client = make_client();
    for (std::size_t const new_calls : {1U, 99U, 100U, 1000U})
    {
        auto calls = client.compat.calls.stream(hundreds(), stream_options().prefetch_pages(0));
        texts const first = run(take(calls, 42));
        texts const before = sids_of(hundreds());
        server.add_calls(new_calls);
        texts const sids = joined(first, resumed(hundreds(), calls.cursor().to_string()));
        BOOST_TEST(sids == before, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(missing_call_is_placed_by_time)
{
    // Calls in progress: they end, and then the filter selects them no more.
    compat::call_filter const filter =
        compat::call_filter().page_size(3).status(compat::call_status::in_progress);
    texts const all = sids_of(filter);
    BOOST_TEST_REQUIRE(all.size() > 10U);
    auto client = make_client();
    auto calls = client.compat.calls.stream(filter);
    texts sids = run(take(calls, 5));
    std::size_t const last = server.index_of(sids.back()).value();
    while (server.call_at(last).status == compat::call_status::in_progress)
        server.update_call(last);
    server.expire_page_tokens();
    sids = joined(sids, resumed(filter, calls.cursor().to_string()));
    BOOST_TEST(sids == all, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(stream_errors_contain_position)
{
    auto client = make_client([](auto& config) { config.retry.max_attempts = 1; });
    auto calls = client.compat.calls.stream(hundreds());
    server.enqueue(mock_response());
    server.enqueue(mock_response(500));
    texts const first = run(take(calls, 100));
    std::string position;
    BOOST_CHECK_EXCEPTION(run(calls.next()), signalwire::error, [&](auto const& error) {
        position = error.cursor().value().to_string();
        return position == calls.cursor().to_string();
    });
    BOOST_TEST(
        joined(first, resumed(hundreds(), position)) == sids_of(hundreds()),
        boost::test_tools::per_element());
    server.enqueue(mock_response(500));
    BOOST_CHECK_EXCEPTION(
        run(client.compat.calls.list()), signalwire::error,
        [](auto const& error) { return !error.cursor(); });
}

BOOST_AUTO_TEST_CASE(batch_contains_available_calls)
{
    auto client = make_client();
    auto calls = client.compat.calls.stream(hundreds(), stream_options().limit(230));
    std::vector<std::size_t> sizes;
    for (std::size_t const most : {0U, 60U, 60U, 1000U, 1000U, 1000U})
        sizes.push_back(run(calls.next_batch(most)).size());
    BOOST_TEST(
        sizes == (std::vector<std::size_t>{0, 60, 40, 100, 30, 0}),
        boost::test_tools::per_element());

    auto pages = client.compat.calls.pages(hundreds(), stream_options().limit(2));
    BOOST_TEST(run(pages.next_batch(9)).size() == 1U);
    auto another = client.compat.calls.stream(hundreds());
    std::future<std::vector<compat::call>> batch = another.next_batch(7, asio::use_future);
    run_context();
    BOOST_TEST(batch.get().size() == 7U);
}

BOOST_AUTO_TEST_CASE(next_page_is_requested_while_receiving)
{
    auto client = make_client();
    // The first piece names the next page; the second one does not come while we look.
    server.enqueue(mock_response().throttle_body(30'000, 20s));
    std::optional<call_stream> calls(client.compat.calls.stream(hundreds()));
    std::exception_ptr failure;
    calls->next([&](std::exception_ptr why, std::optional<compat::call>) { failure = why; });
    BOOST_TEST_REQUIRE(run_until([this] { return server.stats().requests_received == 2U; }));
    calls.reset();
    run_context();
    BOOST_TEST((failure != nullptr));
    BOOST_TEST(client.stats().connections_in_use == 0U);
}

BOOST_AUTO_TEST_CASE(pages_resume_at_cursor)
{
    auto client = make_client();
    auto pages = client.compat.calls.pages(hundreds());
    BOOST_TEST(run(pages.next()).has_value());
    cursor const place = pages.cursor();
    auto again = client.compat.calls.pages(hundreds(), stream_options().resume_from(place));
    BOOST_TEST((again.cursor() == place));
    server.enqueue(mock_response(404));
    BOOST_CHECK_EXCEPTION(
        static_cast<void>(run(again.next())), signalwire::api_error,
        [&](signalwire::api_error const& error) { return error.cursor() == place; });
    BOOST_TEST(run(again.next()).value().calls.at(0).sid == server.call_at(100).sid);
}

BOOST_AUTO_TEST_CASE(single_connection_has_no_early_requests)
{
    auto client = make_client([](auto& config) { config.pool.max_connections = 1; });
    // It names the next page long before its end.
    server.enqueue(mock_response().throttle_body(30'000, 5ms));
    auto pages = client.compat.calls.pages(hundreds());
    texts sids;
    while (std::optional<compat::call_page> const page = run(pages.next()))
    {
        // One that was asked for early would have waited for the connection.
        BOOST_TEST((page->timeline.queue == 0ns));
        for (compat::call const& call : *page)
            sids.push_back(call.sid);
    }
    BOOST_TEST(sids == sids_of(hundreds()), boost::test_tools::per_element());
    BOOST_TEST(server.stats().requests_received == 10U);
    BOOST_TEST(server.stats().connections_accepted == 1U);
}

BOOST_AUTO_TEST_CASE(early_request_is_dropped_if_link_changes)
{
    auto client = make_client();
    // A page may break too soon: then the next attempt comes before the early request or the calls.
    bool in_time = false;
    for (auto pause = 10ms; !in_time && pause < 20s; pause *= 4)
        in_time = stream_while_calls_come(client, pause);
    BOOST_TEST(in_time);
}

BOOST_AUTO_TEST_SUITE_END()
