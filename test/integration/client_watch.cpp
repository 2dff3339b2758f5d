// Calls that are new or have changed: what a watch delivers, judged by the server's journal.

#include "integration/watch_fixture.hpp"

#include <signalwire/pagination_error.hpp>

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
namespace sandbox = signalwire::sandbox;
using namespace std::chrono_literals;
using signalwire::cursor;
using signalwire::watch_options;
using signalwire::test::account;
using signalwire::test::call_watch;
using signalwire::test::restless_account;
using signalwire::test::restless_watch;
using signalwire::test::watch_fixture;

namespace
{

compat::call_filter pages_of(int size)
{
    return compat::call_filter().page_size(size);
}

/// All calls of any account.
watch_options everything()
{
    return watch_options().lookback(std::chrono::hours(24 * 365 * 20));
}

struct small_account : watch_fixture
{
    small_account()
        : watch_fixture(account(100))
    {
    }
};

/// What one request after the other finds different from how the one before found it, as JSON.
class seen_account
{
public:
    explicit seen_account(sandbox::server const& server)
        : server_(server)
    {
        for (std::size_t i = 0; i != server.count_calls(); ++i)
            calls_[server.call_at(i).sid] = to_json(server.call_at(i));
    }

    /// What all requests until now have found since the last time.
    std::multiset<std::string> news()
    {
        std::uint64_t const now = server_.stats().requests_received;
        std::vector<sandbox::call_revision> const versions = server_.call_history();
        std::multiset<std::string> out;
        for (; seen_ < now; ++seen_)
        {
            auto const before = calls_;
            for (sandbox::call_revision const& each : versions)
            {
                if (each.request_count == seen_)
                    calls_[each.sid] = to_json(each.call);
            }
            for (auto const& [sid, text] : calls_)
            {
                auto const last = before.find(sid);
                if (last == before.end() || last->second != text)
                    out.insert(text);
            }
        }
        return out;
    }

private:
    sandbox::server const& server_;
    std::map<std::string, std::string> calls_;
    /// Nothing happens before the first request.
    std::uint64_t seen_ = 1;
};

} // namespace

BOOST_AUTO_TEST_SUITE(client_watch)

BOOST_FIXTURE_TEST_CASE(watch_sends_nothing_before_first_next, small_account)
{
    auto client = make_client();
    auto calls = client.compat.calls.watch(pages_of(50), 1ms, everything());
    BOOST_TEST(server.stats().requests_received == 0U);
    BOOST_TEST((calls.cursor() == cursor()));
    auto const next = begin(calls, 10);
    BOOST_TEST(!next->done);
    server.add_calls();
    std::optional<compat::call> const call = finish(next);
    BOOST_TEST((call == server.call_at(0)));
    BOOST_TEST(client.stats().operations_cancelled == 0U);
}

struct empty_account : watch_fixture
{
    empty_account()
        : watch_fixture(account(0))
    {
    }
};

BOOST_FIXTURE_TEST_CASE(watch_of_empty_account_resumes, empty_account)
{
    auto client = make_client();
    auto calls = client.compat.calls.watch(pages_of(50), 1ms, everything());
    auto const next = begin(calls, 3);
    next->signal.emit(boost::asio::cancellation_type::total);
    BOOST_TEST_REQUIRE(run_until([&] { return next->done; }));
    BOOST_TEST(next->aborted());

    server.add_calls();
    cursor const place = cursor::from_string(calls.cursor().to_string());
    auto again = client.compat.calls.watch(pages_of(50), 1ms, everything().resume_from(place));
    BOOST_TEST((run(again.next()) == server.call_at(0)));
}

BOOST_FIXTURE_TEST_CASE(changes_are_delivered_from_oldest_to_newest, small_account)
{
    auto client = make_client();
    auto calls = client.compat.calls.watch(pages_of(30), 1ms, everything());
    auto first = begin(calls, 8);
    server.add_calls();
    std::string const newest = finish(first)->sid;
    server.update_call(70);
    server.add_calls();
    server.update_call(5);
    std::vector<std::string> const expected = {
        server.call_at(71).sid, server.call_at(0).sid, server.call_at(5).sid};
    std::vector<std::string> sids;
    for (int i = 0; i < 3; ++i)
        sids.push_back(run(calls.next())->sid);
    BOOST_TEST(sids == expected, boost::test_tools::per_element());
    BOOST_TEST(newest == server.call_at(1).sid);
}

BOOST_AUTO_TEST_CASE(every_visible_version_is_delivered_once)
{
    for (std::uint64_t seed = 1; seed <= 8; ++seed)
    {
        sandbox::server_options options = account(100, seed);
        options.activity.every_requests = 1 + seed % 3;
        options.activity.new_calls = seed % 2;
        options.activity.updated_calls = 1 + seed;
        options.clock_step = std::chrono::seconds(seed % 4 == 0 ? 0 : seed % 5);
        watch_fixture watched(options);
        auto client = watched.make_client();
        auto calls = client.compat.calls.watch(pages_of(1000), 1ms, everything());
        seen_account seen(watched.server);
        for (std::size_t delivered = 0; delivered < 100;)
        {
            auto const batch = watched.run(calls.next_batch(100'000));
            std::multiset<std::string> found;
            for (compat::call const& each : batch)
                found.insert(to_json(each));
            delivered += found.size();
            BOOST_TEST_REQUIRE(found == seen.news(), boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(repeated_resumes_lose_and_repeat_nothing)
{
    for (std::uint64_t seed = 1; seed <= 12; ++seed)
    {
        restless_watch watched(restless_account(seed), seed);
        auto const make = [&](watch_options const& how) {
            return watched.make_client().compat.calls.watch(pages_of(25), 1ms, how);
        };
        call_watch calls = make(everything());
        watched.go_on(calls, [&] {
            std::optional<compat::call> call = watched.next(calls, 1 + watched.below(400));
            std::string const position = calls.cursor().to_string();
            if (watched.below(4) == 0)
                calls = make(everything().resume_from(cursor::from_string(position)));
            return call;
        });
        BOOST_TEST(watched.errors == 0U);
    }
}

BOOST_FIXTURE_TEST_CASE(changes_between_watches_are_delivered_first, small_account)
{
    auto client = make_client();
    std::string position;
    {
        auto calls = client.compat.calls.watch(pages_of(50), 1ms, everything());
        auto next = begin(calls, 4);
        server.add_calls();
        finish(next);
        position = calls.cursor().to_string();
    }
    server.update_call(90);
    server.add_calls(2);
    server.update_call(90);
    server.advance_clock(1h);
    server.update_call(1);
    auto calls = client.compat.calls.watch(
        pages_of(50), 1ms, everything().resume_from(cursor::from_string(position)));
    auto const batch = run(calls.next_batch(100));
    BOOST_TEST_REQUIRE(batch.size() == 4U);
    BOOST_TEST((batch.back() == server.call_at(1)));
}

BOOST_FIXTURE_TEST_CASE(a_watch_ends_after_its_polls, small_account)
{
    auto client = make_client();
    auto baseline = client.compat.calls.watch(pages_of(50), 1h, everything().max_polls(1));
    BOOST_TEST(!run(baseline.next()));
    BOOST_TEST_REQUIRE((baseline.cursor() != cursor()));
    std::uint64_t const requests = server.stats().requests_received;
    BOOST_TEST(!run(baseline.next()), "it does not poll again");
    BOOST_TEST(server.stats().requests_received == requests);

    server.update_call(90);
    server.add_calls(2);
    auto calls = client.compat.calls.watch(
        pages_of(50), 1h, everything().max_polls(1).resume_from(baseline.cursor()));
    for (int i = 0; i != 3; ++i)
        BOOST_TEST(run(calls.next()).has_value());
    BOOST_TEST(!run(calls.next()));
    auto quiet = client.compat.calls.watch(
        pages_of(50), 1ms, everything().max_polls(2).resume_from(calls.cursor()));
    BOOST_TEST(!run(quiet.next()));
}

BOOST_AUTO_TEST_CASE(poll_lists_lookback_only)
{
    watch_fixture watched(account(1000));
    auto client = watched.make_client();
    // Calls of the beginning stand half a minute to some minutes apart: a new one and an old clock.
    watched.server.add_calls(25);
    std::chrono::seconds const age = watched.server.call_at(0).date_created.time()
        - watched.server.call_at(22).date_created.time();
    auto calls = client.compat.calls.watch(pages_of(10), 1ms, watch_options().lookback(age));
    auto next = watched.begin(calls, 12);
    BOOST_TEST(client.stats().operations_cancelled == 0U);
    for (std::string const& target : watched.server.recent_request_targets())
        BOOST_TEST(target.find("Page=3") == std::string::npos, target);
    watched.server.update_call(23);
    watched.server.update_call(22);
    std::string const seen = watched.server.call_at(22).sid;
    BOOST_TEST(watched.finish(next)->sid == seen, "the one before it is older than the window");
}

BOOST_FIXTURE_TEST_CASE(sleep_ends_at_client_shutdown, small_account)
{
    auto client = make_client();
    auto calls = client.compat.calls.watch(pages_of(1000), 1h, everything());
    auto const next = start(calls);
    BOOST_TEST_REQUIRE(run_until([&] { return calls.cursor() != cursor(); }));
    run(client.shutdown(1h));
    BOOST_TEST(next->done);
    BOOST_CHECK_EXCEPTION(next->get(), signalwire::error, [](signalwire::error const& error) {
        return error.code() == signalwire::errc::shut_down && error.cursor().has_value();
    });
    BOOST_TEST(server.stats().requests_received == 1U);
}

BOOST_FIXTURE_TEST_CASE(sleep_ends_with_watch, small_account)
{
    auto client = make_client();
    std::optional<call_watch> calls = client.compat.calls.watch(pages_of(1000), 1h, everything());
    auto const next = start(*calls);
    BOOST_TEST_REQUIRE(run_until([&] { return calls->cursor() != cursor(); }));
    calls.reset();
    run_context();
    BOOST_TEST(next->done);
    BOOST_TEST(next->aborted());
}

BOOST_FIXTURE_TEST_CASE(cancelled_sleep_leaves_no_work, small_account)
{
    auto client = make_client();
    auto calls = client.compat.calls.watch(pages_of(1000), 1h, everything());
    for (int i = 0; i < 3; ++i)
    {
        auto const next = start(calls);
        BOOST_TEST_REQUIRE(run_until([&] { return calls.cursor() != cursor(); }));
        next->signal.emit(asio::cancellation_type::total);
        run_context();
        BOOST_TEST(next->aborted());
    }
    BOOST_TEST(server.stats().requests_received == 1U, "the pause is not over");
}

BOOST_AUTO_TEST_CASE(too_many_new_calls_fail_without_loss)
{
    sandbox::server_options options = account(100);
    options.omit_members = false;
    watch_fixture watched(options);
    watched.server.advance_clock(1h);
    auto client = watched.make_client();
    auto calls = client.compat.calls.watch(pages_of(50), 1ms, everything().max_tracked_items(20));
    auto const next = watched.begin(calls, 3);
    watched.server.add_calls();
    watched.finish(next);
    cursor const position = calls.cursor();
    watched.server.add_calls(21);
    BOOST_CHECK_EXCEPTION(
        watched.run(calls.next()), signalwire::pagination_error,
        [&](signalwire::pagination_error const& error) {
            return error.code() == signalwire::errc::too_many_changes
                && error.reason().find("max_tracked_items") != std::string::npos
                && error.cursor() == position;
        });
    auto more = client.compat.calls.watch(
        pages_of(50), 1ms, everything().max_tracked_items(200).resume_from(position));
    BOOST_TEST(watched.run(more.next_batch(100)).size() == 21U);
}

BOOST_AUTO_TEST_CASE(watch_delivers_first_call_of_account)
{
    watch_fixture watched(account(0));
    auto client = watched.make_client();
    auto calls = client.compat.calls.watch(compat::call_filter(), 1ms);
    auto const next = watched.begin(calls, 2);
    watched.server.add_calls();
    BOOST_TEST((watched.finish(next) == watched.server.call_at(0)));
}

BOOST_FIXTURE_TEST_CASE(watch_cursor_is_rejected_by_stream, small_account)
{
    auto client = make_client();
    auto calls = client.compat.calls.watch(pages_of(50), 1ms, everything());
    auto const next = begin(calls, 2);
    server.add_calls();
    finish(next);
    BOOST_CHECK_THROW(
        static_cast<void>(client.compat.calls.stream(
            pages_of(50), signalwire::stream_options().resume_from(calls.cursor()))),
        std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
