// Lists and streams of which only some members are decoded.

#include "integration/filters.hpp"
#include "support/sandbox_fixture.hpp"
#include "support/streams.hpp"

#include <signalwire/as_result.hpp>
#include <signalwire/take.hpp>
#include <signalwire/testing/fake_list.hpp>

#include <boost/describe/class.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using signalwire::test::hundreds;
using signalwire::test::year;
using namespace std::chrono_literals;
using signalwire::async_generator;
using signalwire::cursor;
using signalwire::stream_options;
using signalwire::stream_order;
using signalwire::sandbox::mock_response;
using signalwire::test::joined;
using signalwire::test::texts;

namespace
{

struct charge
{
    std::string sid;
    std::int64_t duration = 0;
    std::optional<signalwire::decimal> price;
};
BOOST_DESCRIBE_STRUCT(charge, (), (sid, duration, price))

/// Without any member that paging reads; with one that tells the calls apart.
struct anonymous
{
    std::string uri;
};
BOOST_DESCRIBE_STRUCT(anonymous, (), (uri))

struct body
{
    std::string sid;
    std::optional<std::string> body;
};
BOOST_DESCRIBE_STRUCT(body, (), (sid, body))

struct wrong
{
    double duration = 0;
};
BOOST_DESCRIBE_STRUCT(wrong, (), (duration))

struct projection_fixture : signalwire::test::sandbox_fixture
{
    /// The URIs of all calls that match `filter`, according to the sandbox.
    [[nodiscard]] texts uris_of(compat::call_filter const& filter) const
    {
        texts out;
        for (std::size_t const index : server.find_calls(filter))
            out.push_back(server.call_at(index).uri);
        return out;
    }
};

asio::awaitable<texts> rest_of(async_generator<anonymous>& calls)
{
    texts uris;
    while (std::optional<anonymous> call = co_await calls.next())
        uris.push_back(std::move(call->uri));
    co_return uris;
}

asio::awaitable<texts> take(async_generator<anonymous>& calls, std::size_t count)
{
    texts uris;
    while (uris.size() < count)
        uris.push_back((co_await calls.next()).value().uri);
    co_return uris;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_projection, projection_fixture)

BOOST_AUTO_TEST_CASE(list_has_the_members_of_the_calls)
{
    auto client = make_client();
    auto const page = run(client.compat.calls.list<charge>(hundreds()));
    BOOST_TEST_REQUIRE(page.size() == 100U);
    for (std::size_t i = 0; i != page.size(); ++i)
    {
        compat::call const expected = server.call_at(i);
        BOOST_TEST(page.values[i].sid == expected.sid);
        BOOST_TEST(page.values[i].duration == expected.duration);
        BOOST_TEST((page.values[i].price == expected.price));
    }
    BOOST_TEST(page.page_size == 100);
    BOOST_TEST((page.timeline.first_byte > 0ns));
}

BOOST_AUTO_TEST_CASE(pages_lead_to_their_neighbors)
{
    auto client = make_client();
    auto const first = run(client.compat.calls.list<charge>(hundreds()));
    auto const second = run(client.compat.calls.next_page(first));
    BOOST_TEST_REQUIRE(second.has_value());
    BOOST_TEST(second->values.at(0).sid == server.call_at(100).sid);
    auto const back = run(client.compat.calls.previous_page(*second));
    BOOST_TEST_REQUIRE(back.has_value());
    BOOST_TEST(back->values.at(0).sid == first.values.at(0).sid);
    BOOST_TEST(!run(client.compat.calls.previous_page(first)).has_value());
}

BOOST_AUTO_TEST_CASE(stream_delivers_every_call_once)
{
    auto client = make_client();
    auto calls = client.compat.calls.stream<anonymous>(hundreds());
    BOOST_TEST(run(rest_of(calls)) == uris_of(hundreds()), boost::test_tools::per_element());
    auto few = client.compat.calls.stream<anonymous>(hundreds(), stream_options().limit(150));
    BOOST_TEST(run(signalwire::take(few, 1000)).size() == 150U);
}

BOOST_AUTO_TEST_CASE(cursors_resume_streams_of_any_type_even_with_expired_tokens)
{
    auto client = make_client();
    texts const all = uris_of(year());
    for (std::size_t const taken : {1U, 100U, 250U})
    {
        auto calls = client.compat.calls.stream<anonymous>(year());
        texts uris = run(take(calls, taken));
        server.expire_page_tokens();
        auto rest = client.compat.calls.stream<anonymous>(
            year(), stream_options().resume_from(calls.cursor()));
        BOOST_TEST(joined(uris, run(rest_of(rest))) == all, boost::test_tools::per_element());

        auto whole =
            client.compat.calls.stream(year(), stream_options().resume_from(calls.cursor()));
        auto const next = run(whole.next());
        BOOST_TEST_REQUIRE(next.has_value());
        BOOST_TEST(next->uri == all.at(taken));
        auto again = client.compat.calls.stream<anonymous>(
            year(), stream_options().resume_from(whole.cursor()));
        BOOST_TEST(run(again.next()).value().uri == all.at(taken + 1));
    }
}

BOOST_AUTO_TEST_CASE(shards_deliver_every_call_once)
{
    server.add_calls(1000);
    auto client = make_client();
    texts const all = uris_of(year());
    auto calls = client.compat.calls.stream<anonymous>(year(), stream_options().shards(5));
    BOOST_TEST(run(rest_of(calls)) == all, boost::test_tools::per_element());
    auto part = client.compat.calls.stream<anonymous>(year(), stream_options().partition(1, 2));
    auto other = client.compat.calls.stream<anonymous>(year(), stream_options().partition(2, 2));
    texts const newer = run(rest_of(other));
    BOOST_TEST(joined(newer, run(rest_of(part))) == all, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(broken_pages_are_fetched_again)
{
    auto client = make_client();
    server.enqueue(mock_response().truncate(30'000));
    server.enqueue(mock_response(503));
    auto calls = client.compat.calls.stream<anonymous>(hundreds());
    BOOST_TEST(run(rest_of(calls)) == uris_of(hundreds()), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(other_lists_have_it_too)
{
    auto client = make_client();
    auto const whole = run(client.compat.messages.list());
    auto const some = run(client.compat.messages.list<body>());
    BOOST_TEST_REQUIRE(some.size() == whole.size());
    for (std::size_t i = 0; i != some.size(); ++i)
        BOOST_TEST(some.values[i].sid == whole.messages[i].sid);
}

BOOST_AUTO_TEST_CASE(members_are_checked_before_any_request)
{
    auto client = make_client();
    BOOST_CHECK_THROW(
        static_cast<void>(client.compat.calls.stream<wrong>()), std::invalid_argument);
    BOOST_CHECK_THROW(static_cast<void>(client.compat.calls.list<wrong>()), std::invalid_argument);
    BOOST_TEST(server.stats().requests_received == 0U);
}

BOOST_AUTO_TEST_CASE(every_token_works)
{
    auto client = make_client();
    auto future = client.compat.calls.list<charge>(
        hundreds(), signalwire::request_options(), asio::use_future);
    run_context();
    BOOST_TEST(future.get().size() == 100U);
    auto const result = run(client.compat.calls.list<charge>(hundreds(), signalwire::as_result));
    BOOST_TEST(result->size() == 100U);
}

BOOST_AUTO_TEST_CASE(streams_outlive_their_client)
{
    std::optional<async_generator<anonymous>> calls;
    {
        auto client = make_client();
        calls.emplace(client.compat.calls.stream<anonymous>(hundreds()));
    }
    BOOST_TEST(run(rest_of(*calls)).size() == server.count_calls());
}

BOOST_AUTO_TEST_CASE(a_fake_scripts_projected_pages)
{
    compat::projected_page<charge> page;
    page.next_page_uri = "?Page=1";
    page.values.resize(2);
    page.values[1].sid = "CA2";
    signalwire::testing::fake_list<compat::projected_page<charge>> fake(context.get_executor());
    fake.page(page).page(page);
    auto const calls = fake.resource<compat::calls_resource>();
    auto const listed = run(calls.list<charge>(hundreds()));
    BOOST_TEST(listed.values.at(1).sid == "CA2");
    BOOST_TEST(listed.next_page_uri.value() == "?Page=1");
    auto stream = calls.stream<charge>();
    BOOST_TEST(run(signalwire::take(stream, 10)).size() == 2U);
    BOOST_CHECK_THROW(static_cast<void>(calls.stream<anonymous>()), std::invalid_argument);
    BOOST_TEST(fake.queries().front() == "PageSize=100");
}

BOOST_AUTO_TEST_SUITE_END()
