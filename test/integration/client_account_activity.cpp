// The client in an account that lives: what streams show while calls arrive and change, judged by
// the server's journal.

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

sandbox::server_options living(sandbox::page_tokens paging, std::uint64_t seed)
{
    sandbox::server_options options;
    options.calls = 500;
    options.seed = seed;
    options.omit_members = false;
    options.paging = paging;
    options.activity.every = 1;
    options.activity.arrivals = 3;
    options.activity.changes = 5;
    return options;
}

struct living_fixture : sandbox_fixture
{
    explicit living_fixture(
        sandbox::page_tokens paging = sandbox::page_tokens::anchored, std::uint64_t seed = 1)
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

BOOST_AUTO_TEST_SUITE(client_live)

BOOST_AUTO_TEST_CASE(whatever_happens_no_call_of_the_begin_is_missed_or_repeated)
{
    for (std::uint64_t seed = 2; seed != 27; ++seed)
    {
        living_fixture account(sandbox::page_tokens::anchored, seed);
        auto const options = signalwire::stream_options().prefetch_pages(seed % 4);
        BOOST_TEST(
            sids_of(account.stream(compat::call_filter(), options)) == account.at_first,
            boost::test_tools::per_element());
        BOOST_TEST(account.server.versions().size() >= 200U);
    }
}

BOOST_AUTO_TEST_CASE(nor_is_one_in_windows_of_time_whatever_the_order)
{
    // What happens meanwhile begins after that year.
    compat::call_filter const year =
        compat::call_filter()
            .start_time_after(std::chrono::sys_days(std::chrono::year(2025) / 1 / 1))
            .start_time_before(std::chrono::sys_days(std::chrono::year(2026) / 1 / 1));
    for (std::uint64_t seed = 2; seed != 27; ++seed)
    {
        living_fixture account(sandbox::page_tokens::anchored, seed);
        sid_list expected = account.sids_of(year);
        BOOST_TEST_REQUIRE(expected.size() > 400U);
        auto options = signalwire::stream_options().shards(1 + seed % 9);
        bool const sorted = seed % 2 == 0;
        if (sorted)
            options.order(signalwire::stream_order::as_they_arrive);
        sid_list streamed = sids_of(account.stream(year, options));
        if (sorted)
        {
            std::sort(expected.begin(), expected.end());
            std::sort(streamed.begin(), streamed.end());
        }
        BOOST_TEST(streamed == expected, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(a_stream_shows_every_call_of_its_begin_once_as_it_was_at_its_page)
{
    living_fixture account;
    std::vector<compat::call> const streamed = account.stream();
    BOOST_TEST_REQUIRE(streamed.size() == account.at_first.size());
    std::vector<sandbox::call_version> const versions = account.server.versions();
    BOOST_TEST(versions.size() == 8 * account.server.stats().requests);
    for (std::size_t i = 0; i != streamed.size(); ++i)
    {
        BOOST_TEST_REQUIRE(streamed[i].sid == account.at_first[i]);
        // The last version that there was before the request for its page.
        std::uint64_t const request = 1 + i / 20;
        auto const last = std::find_if(versions.rbegin(), versions.rend(), [&](auto& each) {
            return each.sid == streamed[i].sid && each.request < request;
        });
        if (last != versions.rend())
            BOOST_TEST((last->date_updated == streamed[i].date_updated));
        else
            BOOST_TEST((streamed[i].date_updated.time() < account.server.now().time()));
    }
}

BOOST_AUTO_TEST_CASE(a_stream_by_offsets_repeats_calls_but_misses_none)
{
    living_fixture account(sandbox::page_tokens::offsets);
    std::vector<compat::call> const streamed = account.stream();
    std::set<std::string> sids;
    for (compat::call const& each : streamed)
        sids.insert(each.sid);
    BOOST_TEST(streamed.size() > sids.size());
    BOOST_TEST((sids == std::set<std::string>(account.at_first.begin(), account.at_first.end())));
}

BOOST_AUTO_TEST_CASE(a_token_that_has_expired_is_an_error_with_the_apis_code)
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
