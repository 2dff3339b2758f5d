// The client with injected faults: the right error, or the right result.

#include "support/sandbox_fixture.hpp"

#include <signalwire/sandbox/fault.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/test/data/test_case.hpp>

#include <ostream>
#include <string>
#include <vector>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using namespace std::chrono_literals;
using signalwire::errc;
using signalwire::sandbox::disconnect_point;
using signalwire::sandbox::fault;
using signalwire::sandbox::mock_response;
using signalwire::sandbox::page_mutation;

namespace
{

using signalwire::test::sandbox_fixture;
using call_stream = signalwire::async_generator<compat::call>;

signalwire::sandbox::server_options small_account()
{
    signalwire::sandbox::server_options options;
    options.calls = 130;
    return options;
}

compat::call_filter tens()
{
    return compat::call_filter().page_size(10);
}

asio::awaitable<void> read_all(call_stream& calls, std::vector<std::string>& sids)
{
    while (std::optional<compat::call> call = co_await calls.next())
        sids.push_back(std::move(call->sid));
}

struct fault_fixture : sandbox_fixture
{
    fault_fixture()
        : sandbox_fixture(small_account())
    {
    }

    /// Streams until the end, which must be an error with `code` after the first `delivered` calls,
    /// all in order.
    void stream_fails(
        signalwire::rest_client& client, boost::system::error_code code, std::size_t delivered)
    {
        std::vector<std::string> got;
        call_stream calls = client.compat.calls.stream(tens());
        BOOST_CHECK_EXCEPTION(
            run(read_all(calls, got)), signalwire::error, [&](signalwire::error const& error) {
                BOOST_TEST(error.code() == code, error.what());
                return dynamic_cast<signalwire::pagination_error const*>(&error) != nullptr
                    || code.category() == signalwire::api_category();
            });
        BOOST_TEST(got == sids(0, delivered), boost::test_tools::per_element());
        check_pool(client);
    }

    /// Streams every call, once and in order.
    void stream_succeeds(signalwire::rest_client& client)
    {
        std::vector<std::string> got;
        call_stream calls = client.compat.calls.stream(tens());
        run(read_all(calls, got));
        BOOST_TEST(got == sids(0, server.count_calls()), boost::test_tools::per_element());
        check_pool(client);
    }

    static void check_pool(signalwire::rest_client const& client)
    {
        BOOST_TEST(client.stats().connections_in_use == 0U);
        BOOST_TEST(client.stats().pending_acquires == 0U);
    }
};

/// A transient fault: the client recovers if it applies once.
char const* const passing[] = {
    "status=429,retry-after=0",
    "status=429,retry-date=0",
    "status=500",
    "status=502",
    "status=503",
    "status=504",
    "close=before",
    "close=header",
    "close=body",
    "close=after",
    "reset=before",
    "reset=header",
    "reset=body",
    "reset=after",
    "truncate=0",
    "truncate=1000",
    "truncate=99999999",
    "short-json",
    "short-json=1",
    "short-json=5000",
    "delay=5ms",
    "drip=4000,pause=1ms",
    "empty",
    "rotate",
    "huge=1000000",
};

/// A permanent fault and the result of the listing.
struct lasting
{
    char const* spec;
    boost::system::error_code code;
    int attempts;

    friend std::ostream& operator<<(std::ostream& out, lasting const& sample)
    {
        return out << sample.spec;
    }
};

lasting const lasting_faults[] = {
    {"status=401", signalwire::api_errc::authentication_failed, 1},
    {"status=404", signalwire::api_errc::not_found, 1},
    {"status=429,retry-after=0", signalwire::api_errc::rate_limited, 3},
    {"status=429,retry-after=86400", signalwire::api_errc::rate_limited, 1},
    {"status=429,retry-date=86400", signalwire::api_errc::rate_limited, 1},
    {"status=503", signalwire::api_errc::internal_error, 3},
    {"html", errc::unexpected_response, 1},
    {"close=before", asio::ssl::error::stream_truncated, 3},
    {"close=header", errc::truncated_response, 3},
    {"close=body", errc::truncated_response, 3},
    {"reset=before", asio::error::connection_reset, 3},
    {"reset=header", asio::error::connection_reset, 3},
    {"reset=body", asio::error::connection_reset, 3},
    {"truncate=10", errc::truncated_response, 3},
    {"short-json", errc::truncated_response, 3},
    {"short-json=1", errc::truncated_response, 3},
    {"bad-json", errc::invalid_json, 1},
    {"bad-json=1", errc::invalid_json, 1},
    {"huge=2000000", errc::body_too_large, 1},
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_faults, fault_fixture)

BOOST_DATA_TEST_CASE_F(fault_fixture, what_strikes_once_is_survived, passing)
{
    auto client = make_client();
    server.inject(fault::parse(std::string(sample) + ",nth=3"));
    stream_succeeds(client);
    BOOST_TEST(server.stats().faults_injected == 1U);
}

BOOST_DATA_TEST_CASE_F(fault_fixture, what_strikes_always_is_an_error_of_its_kind, lasting_faults)
{
    auto client = make_client([](auto& config) { config.limits.max_body_bytes = 1'000'000; });
    server.inject(fault::parse(sample.spec));
    BOOST_CHECK_EXCEPTION(
        run(client.compat.calls.list()), signalwire::error, [&](signalwire::error const& error) {
            BOOST_TEST(error.code() == sample.code, error.what());
            BOOST_TEST(error.attempts() == sample.attempts, error.what());
            return true;
        });
    check_pool(client);

    server.clear_faults();
    // An operation paused by a 429 must not wait longer than its own timeout.
    if (sample.code != signalwire::api_errc::rate_limited)
        BOOST_TEST(run(client.compat.calls.list()).size() == 50U);
}

BOOST_AUTO_TEST_CASE(the_kinds_of_errors_have_their_types)
{
    auto client = make_client([](auto& config) { config.retry.max_attempts = 1; });
    server.enqueue(mock_response().disconnect_at(disconnect_point::in_header).with_reset());
    BOOST_CHECK_THROW(run(client.compat.calls.list()), signalwire::transport_error);
    server.enqueue(mock_response().disconnect_at(disconnect_point::in_header));
    BOOST_CHECK_THROW(run(client.compat.calls.list()), signalwire::protocol_error);
    server.enqueue(mock_response().mutate_page(page_mutation::truncated_json));
    BOOST_CHECK_EXCEPTION(
        run(client.compat.calls.list()), signalwire::protocol_error, [](auto const& error) {
            BOOST_TEST(error.json_path().starts_with("$.calls["), error.json_path());
            return error.reason().find("ends before it is complete") != std::string::npos;
        });
    server.enqueue(mock_response(200, R"({"calls":{}})"));
    BOOST_CHECK_EXCEPTION(
        run(client.compat.calls.list()), signalwire::protocol_error,
        [](auto const& error) { return error.json_path() == "$.calls"; });
    server.enqueue(mock_response::error_response(429, 20429, "slow down").retry_after_date(30s));
    BOOST_CHECK_EXCEPTION(
        run(client.compat.calls.list()), signalwire::api_error, [](auto const& error) {
            BOOST_TEST(error.server_message() == "slow down");
            return error.retry_after() >= 28s && error.retry_after() <= 30s;
        });
}

BOOST_AUTO_TEST_CASE(a_connection_that_ends_behind_its_answer_costs_no_attempt)
{
    auto client = make_client([](auto& config) { config.retry.max_attempts = 1; });
    for (bool const reset : {false, true})
    {
        mock_response ending = mock_response().disconnect_at(disconnect_point::after_response);
        ending.reset = reset;
        server.enqueue(ending);
        BOOST_TEST(run(client.compat.calls.list(compat::call_filter().page_size(1))).size() == 1U);
        BOOST_TEST(run(client.compat.calls.list(compat::call_filter().page_size(1))).size() == 1U);
    }
    BOOST_TEST(server.stats().connections_accepted == 3U);
}

BOOST_AUTO_TEST_CASE(a_call_with_a_list_for_a_number_is_delivered_like_any_other)
{
    auto client = make_client();
    server.inject(fault(mock_response().mutate_page(page_mutation::wrong_types)).nth(3));
    std::vector<std::string> got;
    call_stream calls = client.compat.calls.stream(tens());
    run(read_all(calls, got));
    BOOST_TEST(got == sids(0, 130), boost::test_tools::per_element());
    BOOST_TEST(client.stats().deviations_by_member.at("$.calls[*].duration") >= 1U);
}

BOOST_AUTO_TEST_CASE(a_page_that_leads_to_itself_is_an_error)
{
    auto client = make_client();
    server.inject(fault::parse("cycle,nth=3"));
    stream_fails(client, errc::page_cycle, 30);
    BOOST_TEST(server.stats().requests_received == 3U);
}

BOOST_AUTO_TEST_CASE(a_first_page_that_leads_to_itself_is_an_error_at_once)
{
    auto client = make_client();
    server.inject(fault::parse("cycle"));
    stream_fails(client, errc::page_cycle, 10);
    BOOST_TEST(server.stats().requests_received == 1U);
}

BOOST_AUTO_TEST_CASE(a_page_that_leads_back_is_an_error)
{
    for (char const* spec : {"cycle=2", "cycle=3", "cycle=4", "cycle=99"})
    {
        auto client = make_client();
        server.clear_faults();
        server.inject(fault::parse(spec + std::string(",nth=4")));
        stream_fails(client, errc::page_cycle, 40);
    }
}

BOOST_AUTO_TEST_CASE(a_long_circle_is_found_before_a_call_comes_twice)
{
    auto client = make_client();
    server.inject(fault(mock_response().mutate_page(page_mutation::cycle, 100)).every(100));
    std::vector<std::string> got;
    call_stream calls = client.compat.calls.stream(compat::call_filter().page_size(1));
    BOOST_CHECK_EXCEPTION(
        run(read_all(calls, got)), signalwire::pagination_error,
        [](auto const& error) { return error.code() == errc::page_cycle; });
    BOOST_TEST(got == sids(0, 100), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_page_elsewhere_is_not_followed)
{
    for (char const* spec : {"foreign=host", "foreign=account", "foreign=path"})
    {
        auto client = make_client();
        server.clear_faults();
        server.inject(fault::parse(spec + std::string(",nth=2")));
        std::uint64_t const before = server.stats().requests_received;
        stream_fails(client, errc::page_outside_listing, 20);
        BOOST_TEST(server.stats().requests_received - before == 2U);
    }
}

BOOST_AUTO_TEST_CASE(pages_that_shrink_are_a_deviation)
{
    for (char const* spec : {"shrink,nth=4", "shrink,times=1", "shrink"})
    {
        auto client = make_client();
        server.clear_faults();
        server.inject(fault::parse(spec));
        stream_succeeds(client);
        auto const drift = client.stats().deviations_by_member;
        std::uint64_t const times = std::string(spec) == "shrink" ? 3 : 1;
        BOOST_TEST(
            (drift.contains("paging.page_size") ? drift.at("paging.page_size") : 0) == times);
    }
}

BOOST_AUTO_TEST_CASE(empty_pages_for_ever_are_an_error)
{
    auto client = make_client();
    for (int i = 0; i != 4; ++i)
        server.enqueue(mock_response());
    server.inject(fault::parse("empty"));
    stream_fails(client, errc::too_many_empty_pages, 40);
    BOOST_TEST(server.stats().requests_received == 1004U);
}

BOOST_AUTO_TEST_CASE(many_empty_pages_that_end_are_none)
{
    auto client = make_client();
    server.inject(fault::parse("empty,times=900"));
    stream_succeeds(client);
    BOOST_TEST(server.stats().requests_received == 913U);
}

BOOST_AUTO_TEST_CASE(tokens_that_change_at_every_page_lead_through_all_of_it)
{
    auto client = make_client();
    server.inject(fault::parse("rotate"));
    stream_succeeds(client);
    BOOST_TEST(server.stats().requests_received == 13U);
}

BOOST_AUTO_TEST_CASE(a_token_that_has_expired_is_an_error_of_the_api)
{
    auto client = make_client();
    server.inject(fault::parse("expired,nth=3"));
    stream_fails(client, signalwire::api_errc::invalid_page_token, 20);
}

BOOST_AUTO_TEST_SUITE_END()
