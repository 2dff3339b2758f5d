#include "support/sandbox_fixture.hpp"
#include "support/streams.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using namespace std::chrono_literals;
using signalwire::cursor;
using signalwire::stream_options;
using signalwire::stream_order;
using signalwire::sandbox::mock_response;

namespace
{

using signalwire::test::call_stream;
using signalwire::test::joined;
using signalwire::test::rest_of;
using signalwire::test::take;
using signalwire::test::texts;

/// Goes on after every error, as the position is kept.
asio::awaitable<texts> rest_despite_errors(call_stream& calls, int& errors)
{
    texts sids;
    for (bool more = true; more;)
    {
        try
        {
            std::optional<compat::call> call = co_await calls.next();
            more = call.has_value();
            if (call)
                sids.push_back(std::move(call->sid));
        }
        catch (signalwire::error const& error)
        {
            BOOST_TEST(error.cursor().has_value());
            ++errors;
        }
    }
    co_return sids;
}

texts sorted(texts values)
{
    std::sort(values.begin(), values.end());
    return values;
}

/// An account whose calls lie as unevenly as those of real ones: a thousand in a year, and then a
/// thousand in a quarter of an hour.
struct shards_fixture : signalwire::test::sandbox_fixture
{
    shards_fixture()
    {
        server.add_calls(1000);
    }

    compat::call_filter year(int page_size) const
    {
        return compat::call_filter()
            .start_time_after(std::chrono::sys_days(std::chrono::year(2025) / 1 / 1))
            .start_time_before(std::chrono::sys_days(std::chrono::year(2026) / 2 / 1))
            .page_size(page_size);
    }

    texts list(compat::call_filter const& filter, stream_options const& options)
    {
        auto client = make_client();
        auto calls = client.compat.calls.stream(filter, options);
        return run(rest_of(calls));
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_shards, shards_fixture)

BOOST_AUTO_TEST_CASE(sharded_listing_equals_sequential_listing)
{
    for (int const page_size : {20, 50, 1000})
    {
        texts const all = sids_of(year(page_size));
        BOOST_TEST_REQUIRE(all.size() > 1400U);
        for (std::size_t const shards : {1U, 2U, 5U, 32U})
        {
            BOOST_TEST_CONTEXT("page size " << page_size << ", shards " << shards)
            {
                BOOST_TEST(
                    list(year(page_size), stream_options().shards(shards)) == all,
                    boost::test_tools::per_element());
                BOOST_TEST(
                    sorted(list(
                        year(page_size),
                        stream_options().shards(shards).order(stream_order::unordered)))
                        == sorted(all),
                    boost::test_tools::per_element());
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(shards_apply_other_filter_conditions)
{
    compat::call_filter const filter = year(20).status(compat::call_status::busy);
    texts const all = sids_of(filter);
    BOOST_TEST_REQUIRE(all.size() > 10U);
    BOOST_TEST(list(filter, stream_options().shards(8)) == all, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(partitions_together_contain_every_call_once)
{
    texts const all = sids_of(year(50));
    for (std::size_t const count : {1U, 2U, 7U, 64U})
    {
        texts together;
        for (std::size_t i = count; i > 0; --i)
            together = joined(
                together, list(year(50), stream_options().partition(i, count).shards(i % 3)));
        BOOST_TEST(together == all, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(partition_below_a_second_may_be_empty)
{
    compat::call const some = server.call_at(100);
    compat::call_filter const filter = compat::call_filter()
                                           .start_time_after(some.start_time->time() - 3s)
                                           .start_time_before(some.start_time->time() + 3s);
    texts together;
    for (std::size_t i = 20; i > 0; --i)
        together = joined(together, list(filter, stream_options().partition(i, 20)));
    BOOST_TEST(together == sids_of(filter), boost::test_tools::per_element());
    BOOST_TEST(together.size() > 0U);
}

BOOST_AUTO_TEST_CASE(one_cursor_covers_all_windows)
{
    std::mt19937 random(7);
    texts const all = sids_of(year(20));
    auto client = make_client();
    for (stream_order const order : {stream_order::ordered, stream_order::unordered})
    {
        for (int round = 0; round < 12; ++round)
        {
            std::size_t const count = random() % (all.size() + 1);
            auto first = client.compat.calls.stream(
                year(20), stream_options().shards(1 + random() % 9).order(order));
            texts sids = run(take(first, count));
            cursor const place = first.cursor();
            std::string const text = place.to_string();
            BOOST_TEST(text.find(server.token()) == std::string::npos);
            BOOST_TEST((cursor::from_string(text) == place));

            stream_options const resuming = stream_options()
                                                .shards(random() % 9)
                                                .order(order)
                                                .resume_from(cursor::from_string(text));
            sids = joined(sids, list(year(20), resuming));
            if (order == stream_order::unordered)
                BOOST_TEST(sorted(sids) == sorted(all), boost::test_tools::per_element());
            else
                BOOST_TEST(sids == all, boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(cursor_at_end_sends_no_request)
{
    auto client = make_client();
    auto calls = client.compat.calls.stream(year(1000), stream_options().shards(4));
    run(rest_of(calls));
    BOOST_TEST(calls.cursor().at_end());
    auto const before = server.stats().requests_received;
    BOOST_TEST(list(year(1000), stream_options().shards(4).resume_from(calls.cursor())).empty());
    BOOST_TEST(server.stats().requests_received == before);
}

BOOST_AUTO_TEST_CASE(positions_survive_expired_page_tokens)
{
    texts const all = sids_of(year(20));
    auto client = make_client();
    auto calls = client.compat.calls.stream(year(20), stream_options().shards(1));
    texts sids = run(take(calls, 450));
    std::string const text = calls.cursor().to_string();
    server.expire_page_tokens();
    sids = joined(
        sids, list(year(20), stream_options().shards(3).resume_from(cursor::from_string(text))));
    BOOST_TEST(sids == all, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(broken_windows_are_read_again_without_loss)
{
    texts const all = sids_of(year(20));
    for (stream_order const order : {stream_order::ordered, stream_order::unordered})
    {
        auto client = make_client([](auto& config) { config.retry.max_attempts = 1; });
        for (int i = 0; i < 40; ++i)
        {
            server.enqueue(mock_response());
            server.enqueue(i % 2 == 0 ? mock_response(503) : mock_response().truncate(9000));
        }
        auto calls = client.compat.calls.stream(year(20), stream_options().shards(6).order(order));
        int errors = 0;
        texts sids = run(rest_despite_errors(calls, errors));
        BOOST_TEST(errors > 10);
        BOOST_TEST(server.queued_responses() == 0U);
        if (order == stream_order::unordered)
            BOOST_TEST(sorted(sids) == sorted(all), boost::test_tools::per_element());
        else
            BOOST_TEST(sids == all, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(slow_consumer_holds_no_connection)
{
    auto client = make_client();
    for (std::uint64_t const bytes : {std::uint64_t{1}, std::uint64_t{1} << 30})
    {
        auto const before = server.stats().requests_received;
        auto calls = client.compat.calls.stream(
            year(20), stream_options().shards(4).max_buffered_bytes(bytes));
        run(take(calls, 1));
        // Windows that turned out heavy were read once and then in pieces.
        BOOST_TEST(server.stats().requests_received - before <= (bytes == 1 ? 8U : 40U));
        BOOST_TEST(client.stats().connections_in_use == 0U);
        BOOST_TEST(client.stats().pending_acquires == 0U);
        BOOST_TEST(1 + run(rest_of(calls)).size() == sids_of(year(20)).size());
    }
}

BOOST_AUTO_TEST_CASE(limit_ends_stream)
{
    texts all = sids_of(year(50));
    all.resize(123);
    BOOST_TEST(
        list(year(50), stream_options().shards(8).limit(123)) == all,
        boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(destroyed_stream_leaves_no_work)
{
    std::mt19937 random(11);
    auto client = make_client();
    for (int round = 0; round < 30; ++round)
    {
        std::optional<call_stream> calls(
            client.compat.calls.stream(year(20), stream_options().shards(8)));
        bool completed = false;
        calls->next([&](std::exception_ptr, std::optional<compat::call>) { completed = true; });
        context.restart();
        for (std::size_t polls = random() % 60; polls > 0; --polls)
            context.poll_one();
        calls.reset();
        run_context();
        BOOST_TEST(completed);
        BOOST_TEST(client.stats().connections_in_use == 0U);
        BOOST_TEST(client.stats().pending_acquires == 0U);
    }
}

BOOST_AUTO_TEST_CASE(shards_work_on_many_threads)
{
    texts const all = sids_of(year(20));
    signalwire::client_config const config = server.client_config();
    signalwire::rest_client client(context.get_executor(), config);
    auto calls = client.compat.calls.stream(year(20), stream_options().shards(16));
    auto sids = asio::co_spawn(context, rest_of(calls), asio::use_future);
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([this] { context.run(); });
    for (std::thread& each : threads)
        each.join();
    BOOST_TEST(sids.get() == all, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(invalid_options_are_rejected_before_any_request)
{
    auto client = make_client();
    auto const& calls = client.compat.calls;
    auto const after = compat::call_filter().start_time_after(std::chrono::sys_days());
    BOOST_CHECK_EXCEPTION(
        static_cast<void>(calls.stream(after, stream_options().shards(2))), std::invalid_argument,
        [](auto const& error) {
            return std::string(error.what()).find("StartTime<") != std::string::npos;
        });
    BOOST_CHECK_THROW(
        static_cast<void>(calls.pages(year(50), stream_options().shards(2))),
        std::invalid_argument);

    auto plain = calls.stream(year(50));
    run(take(plain, 5));
    BOOST_CHECK_THROW(
        static_cast<void>(
            calls.stream(year(50), stream_options().shards(2).resume_from(plain.cursor()))),
        std::invalid_argument);
    auto part = calls.stream(year(50), stream_options().partition(2, 2));
    run(take(part, 5));
    BOOST_CHECK_THROW(
        static_cast<void>(
            calls.stream(year(50), stream_options().partition(1, 2).resume_from(part.cursor()))),
        std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
