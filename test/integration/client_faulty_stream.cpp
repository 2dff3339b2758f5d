// The whole of a large account through a server of which one request in five goes wrong.

#include "support/sandbox_fixture.hpp"

#include <signalwire/sandbox/fault.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using signalwire::sandbox::fault;

namespace
{

constexpr std::size_t account_size = 100'000;
constexpr int page_size = 50;

/// Ten ways in which two requests in a hundred fail each.
char const* const weather[] = {
    "reset=before", "reset=header",   "reset=body", "reset=after",
    "close=before", "truncate=20000", "short-json", "status=429,retry-after=0",
    "status=503",   "delay=3ms",
};

signalwire::sandbox::server_options large_account()
{
    signalwire::sandbox::server_options options;
    options.calls = account_size;
    return options;
}

struct storm_fixture : signalwire::test::sandbox_fixture
{
    storm_fixture()
        : sandbox_fixture(large_account())
        , expected(sids(0, account_size))
    {
    }

    /// Other requests are struck than before: the faults have other numbers.
    void change_weather()
    {
        server.clear_faults();
        for (std::string const spec : weather)
            server.inject(fault::parse(spec + ",p=0.022"));
    }

    /// How many calls came before one that is not the next one of the listing.
    asio::awaitable<std::size_t> count_in_order(signalwire::rest_client& client)
    {
        auto calls = client.compat.calls.stream(compat::call_filter().page_size(page_size));
        std::size_t count = 0;
        while (std::optional<compat::call> call = co_await calls.next())
        {
            if (count == expected.size() || call->sid != expected[count])
                break;
            ++count;
        }
        co_return count;
    }

    void walk_through_it()
    {
        // Of ten attempts all fail less than once in ten million requests.
        auto client = make_client([](auto& config) { config.retry.max_attempts = 10; });
        signalwire::sandbox::server_stats const before = server.stats();
        BOOST_TEST(run(count_in_order(client)) == account_size);

        signalwire::client_stats const stats = client.stats();
        std::uint64_t const requests = server.stats().requests_received - before.requests_received;
        std::uint64_t const faults = server.stats().faults_injected - before.faults_injected;
        BOOST_TEST_MESSAGE(
            requests << " requests, " << faults << " faults, " << stats.retries << " retries, "
                     << stats.connections_opened << " connections");
        BOOST_TEST(requests >= account_size / page_size);
        BOOST_TEST(faults > requests * 15 / 100);
        BOOST_TEST(faults < requests * 25 / 100);
        BOOST_TEST(stats.retries_over_budget == 0U);
        BOOST_TEST(stats.connections_in_use == 0U);
        BOOST_TEST(stats.pending_acquires == 0U);
        BOOST_TEST(stats.connections_idle <= 2U);
    }

    std::vector<std::string> expected;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_faulty_stream, storm_fixture)

BOOST_AUTO_TEST_CASE(every_call_is_delivered_once_despite_faults)
{
    for (int walk = 0; walk != 3; ++walk)
    {
        change_weather();
        walk_through_it();
    }
}

BOOST_AUTO_TEST_SUITE_END()
