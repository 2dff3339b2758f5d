// Streams while calls are added and updated, compared with the server's history.

#include "support/sandbox_fixture.hpp"

#include <signalwire/api_error.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
namespace sandbox = signalwire::sandbox;
using signalwire::test::sandbox_fixture;
using sid_list = std::vector<std::string>;

namespace
{

sandbox::server_options living(sandbox::page_token_mode paging, std::uint64_t seed)
{
    sandbox::server_options options;
    options.calls = 500;
    options.seed = seed;
    options.omit_members = false;
    options.page_token_mode = paging;
    options.activity.every_requests = 1;
    options.activity.new_calls = 3;
    options.activity.updated_calls = 5;
    return options;
}

struct living_fixture : sandbox_fixture
{
    explicit living_fixture(
        sandbox::page_token_mode paging = sandbox::page_token_mode::keyset, std::uint64_t seed = 1)
        : sandbox_fixture(living(paging, seed))
        , at_first(sids_of(compat::call_filter()))
    {
    }

    static asio::awaitable<std::vector<compat::call>> all_of(
        signalwire::async_generator<compat::call>& calls)
    {
        std::vector<compat::call> result;
        while (std::optional<compat::call> call = co_await calls.next())
            result.push_back(std::move(*call));
        co_return result;
    }

    std::vector<compat::call> stream(
        compat::call_filter filter = compat::call_filter(),
        signalwire::stream_options const& options = signalwire::stream_options())
    {
        auto client = make_client();
        auto calls = client.compat.calls.stream(filter.page_size(20), options);
        return run(all_of(calls));
    }

    sid_list at_first;
};

sid_list sids_of(std::vector<compat::call> const& calls)
{
    sid_list sids;
    for (compat::call const& each : calls)
        sids.push_back(each.sid);
    return sids;
}

} // namespace

BOOST_AUTO_TEST_SUITE(client_account_activity)

BOOST_AUTO_TEST_CASE(initial_calls_are_listed_once_despite_activity)
{
    for (std::uint64_t seed = 2; seed != 27; ++seed)
    {
        living_fixture account(sandbox::page_token_mode::keyset, seed);
        auto const options = signalwire::stream_options().prefetch_pages(seed % 4);
        BOOST_TEST(
            sids_of(account.stream(compat::call_filter(), options)) == account.at_first,
            boost::test_tools::per_element());
        BOOST_TEST(account.server.call_history().size() >= 200U);
    }
}

BOOST_AUTO_TEST_CASE(sharded_listing_is_complete_in_any_order)
{
    // Added calls are later than that year.
    compat::call_filter const year =
        compat::call_filter()
            .start_time_after(std::chrono::sys_days(std::chrono::year(2025) / 1 / 1))
            .start_time_before(std::chrono::sys_days(std::chrono::year(2026) / 1 / 1));
    for (std::uint64_t seed = 2; seed != 27; ++seed)
    {
        living_fixture account(sandbox::page_token_mode::keyset, seed);
        sid_list expected = account.sids_of(year);
        BOOST_TEST_REQUIRE(expected.size() > 400U);
        auto options = signalwire::stream_options().shards(1 + seed % 9);
        bool const sorted = seed % 2 == 0;
        if (sorted)
            options.order(signalwire::stream_order::unordered);
        sid_list streamed = sids_of(account.stream(year, options));
        if (sorted)
        {
            std::sort(expected.begin(), expected.end());
            std::sort(streamed.begin(), streamed.end());
        }
        BOOST_TEST(streamed == expected, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(stream_shows_calls_as_of_their_page)
{
    living_fixture account;
    std::vector<compat::call> const streamed = account.stream();
    BOOST_TEST_REQUIRE(streamed.size() == account.at_first.size());
    std::vector<sandbox::call_revision> const versions = account.server.call_history();
    BOOST_TEST(versions.size() == 8 * account.server.stats().requests_received);
    for (std::size_t i = 0; i != streamed.size(); ++i)
    {
        BOOST_TEST_REQUIRE(streamed[i].sid == account.at_first[i]);
        // The last revision before the request for its page.
        std::uint64_t const request = 1 + i / 20;
        auto const last = std::find_if(versions.rbegin(), versions.rend(), [&](auto& each) {
            return each.sid == streamed[i].sid && each.request_count < request;
        });
        if (last != versions.rend())
            BOOST_TEST((last->date_updated == streamed[i].date_updated));
        else
            BOOST_TEST((streamed[i].date_updated.time() < account.server.now().time()));
    }
}

BOOST_AUTO_TEST_CASE(offset_stream_repeats_but_misses_no_calls)
{
    living_fixture account(sandbox::page_token_mode::offset);
    std::vector<compat::call> const streamed = account.stream();
    std::set<std::string> sids;
    for (compat::call const& each : streamed)
        sids.insert(each.sid);
    BOOST_TEST(streamed.size() > sids.size());
    BOOST_TEST((sids == std::set<std::string>(account.at_first.begin(), account.at_first.end())));
}

BOOST_AUTO_TEST_CASE(expired_token_is_an_api_error)
{
    sandbox_fixture account;
    auto client = account.make_client();
    compat::call_page const first =
        account.run(client.compat.calls.list(compat::call_filter().page_size(10)));
    account.server.expire_page_tokens();
    try
    {
        account.run(client.compat.calls.next_page(first));
        BOOST_ERROR("the token is still good");
    }
    catch (signalwire::api_error const& e)
    {
        BOOST_TEST(e.status() == 400);
        BOOST_TEST(e.api_code() == 54453);
    }
}

BOOST_AUTO_TEST_SUITE_END()
