// Servers that read bounds in every manner and list in every order: the reference page promises
// neither, so streams and watches must deliver the same from all of them, or say that they cannot.

#include "support/sandbox_fixture.hpp"
#include "support/streams.hpp"

#include <signalwire/pagination_error.hpp>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

namespace compat = signalwire::compat;
namespace sandbox = signalwire::sandbox;
using namespace std::chrono_literals;
using sandbox::bounds_precision;
using sandbox::listing_order;
using signalwire::cursor;
using signalwire::stream_options;
using signalwire::stream_order;
using signalwire::test::call_stream;
using signalwire::test::joined;
using signalwire::test::rest_of;
using signalwire::test::sandbox_fixture;
using signalwire::test::take;
using signalwire::test::texts;

namespace
{

constexpr bounds_precision precisions[] = {
    bounds_precision::second, bounds_precision::minute,    bounds_precision::whole_minute,
    bounds_precision::day,    bounds_precision::whole_day, bounds_precision::ignored};
constexpr listing_order orders[] = {
    listing_order::newest_first, listing_order::oldest_first, listing_order::unordered};

/// Every manner there is, as options of a server.
std::vector<sandbox::server_options> manners()
{
    std::vector<sandbox::server_options> out;
    for (bounds_precision const precision : precisions)
    {
        for (listing_order const order : orders)
        {
            for (int inclusive = 0; inclusive != 4; ++inclusive)
            {
                sandbox::server_options& options = out.emplace_back();
                options.order = order;
                options.bounds.precision = precision;
                options.bounds.lower_inclusive = (inclusive & 1) != 0;
                options.bounds.upper_inclusive = (inclusive & 2) != 0;
                options.omit_members = false;
            }
        }
    }
    return out;
}

texts sorted(texts values)
{
    std::sort(values.begin(), values.end());
    return values;
}

/// A random account in some manner, a random filter of it, and streams of it.
struct random_account
{
    random_account(sandbox::server_options options, std::uint64_t seed)
        : random_(static_cast<std::mt19937::result_type>(seed))
        , fixture_(with_seed(options, seed))
    {
        // Close to each other, where the others are hours apart.
        fixture_.server.add_calls(below(150));
        filter_ = random_filter();
        all_ = sorted(fixture_.sids_of(filter_));
    }

    void check_shards()
    {
        // Windows are cut as their pages arrive. With one connection that is in the same order each
        // time, so that requests can be compared.
        auto client = fixture_.make_client([this](auto& config) {
            if (is_exact_)
                config.pool.max_connections = 1;
        });
        std::uint64_t first = 0;
        for (int i = 0; i < 2; ++i)
        {
            auto const before = fixture_.server.stats().requests_received;
            auto calls = client.compat.calls.stream(filter_, stream_options().shards(shards_));
            BOOST_TEST(
                sorted(fixture_.run(rest_of(calls))) == all_, boost::test_tools::per_element());
            auto const requests = fixture_.server.stats().requests_received - before;
            if (i == 0)
                first = requests;
            // Where hardly any call can tell how bounds count, some is read twice.
            else if (is_exact_)
                BOOST_TEST(first <= requests + 2, first << " and then " << requests);
        }
    }

    void check_parts()
    {
        auto client = fixture_.make_client();
        std::size_t const count = 1 + below(6);
        texts together;
        for (std::size_t i = 1; i <= count; ++i)
        {
            auto calls = client.compat.calls.stream(
                filter_, stream_options().partition(i, count).shards(below(4)));
            together = joined(together, fixture_.run(rest_of(calls)));
        }
        BOOST_TEST(sorted(together) == all_, boost::test_tools::per_element());
    }

    void check_resumed()
    {
        texts sids;
        cursor place;
        for (int round = 0; round < 4; ++round)
        {
            auto client = fixture_.make_client();
            auto calls = client.compat.calls.stream(
                filter_,
                stream_options()
                    .shards(shards_)
                    .order(round % 2 == 0 ? stream_order::ordered : stream_order::unordered)
                    .resume_from(place));
            std::size_t const wanted = below(all_.size() - sids.size() + 1);
            sids = joined(
                sids,
                round == 3 ? fixture_.run(rest_of(calls)) : fixture_.run(take(calls, wanted)));
            place = cursor::from_string(calls.cursor().to_string());
        }
        BOOST_TEST(sorted(sids) == all_, boost::test_tools::per_element());
    }

private:
    std::size_t below(std::size_t limit)
    {
        return random_() % limit;
    }

    sandbox::server_options with_seed(sandbox::server_options options, std::uint64_t seed)
    {
        is_exact_ = options.bounds.precision == bounds_precision::second;
        options.seed = seed;
        options.calls = below(250);
        options.clock_step = std::chrono::seconds(1 + below(3000));
        return options;
    }

    compat::call_filter random_filter()
    {
        std::chrono::sys_seconds const end = fixture_.server.now().time();
        std::chrono::seconds const longest = below(2) == 0 ? std::chrono::seconds(24h * 366) : 72h;
        std::chrono::seconds const length(1 + below(static_cast<std::size_t>(longest.count())));
        std::chrono::sys_seconds const to =
            end - std::chrono::seconds(below(static_cast<std::size_t>(longest.count() / 2)));
        compat::call_filter filter = compat::call_filter()
                                         .start_time_after(to - length)
                                         .start_time_before(to)
                                         .page_size(static_cast<int>(2 + below(40)));
        if (below(4) == 0)
            filter.status(compat::call_status::completed);
        return filter;
    }

    std::mt19937 random_;
    bool is_exact_ = false;
    sandbox_fixture fixture_;
    compat::call_filter filter_;
    std::size_t shards_ = 1 + below(6);
    texts all_;
};

/// More of them by the environment, for a longer campaign.
std::uint64_t rounds()
{
    char const* const text = std::getenv("SIGNALWIRE_TEST_ROUNDS");
    return text == nullptr ? 1 : std::strtoull(text, nullptr, 10);
}

template <class Check>
void in_every_manner(Check check)
{
    std::uint64_t seed = 0;
    for (std::uint64_t round = 0; round != rounds(); ++round)
    {
        for (sandbox::server_options const& manner : manners())
        {
            ++seed;
            BOOST_TEST_CONTEXT(
                "seed " << seed << ", precision " << static_cast<int>(manner.bounds.precision)
                        << ", lower inclusive " << manner.bounds.lower_inclusive
                        << ", upper inclusive " << manner.bounds.upper_inclusive << ", order "
                        << static_cast<int>(manner.order))
            {
                random_account account(manner, seed);
                check(account);
            }
        }
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(client_manners)

BOOST_AUTO_TEST_CASE(shards_equal_one_listing)
{
    in_every_manner([](random_account& account) { account.check_shards(); });
}

BOOST_AUTO_TEST_CASE(partitions_equal_one_listing)
{
    in_every_manner([](random_account& account) { account.check_parts(); });
}

BOOST_AUTO_TEST_CASE(resumed_shards_equal_one_listing)
{
    in_every_manner([](random_account& account) { account.check_resumed(); });
}

BOOST_AUTO_TEST_CASE(position_survives_token_in_every_order)
{
    for (listing_order const order : orders)
    {
        sandbox::server_options options;
        options.order = order;
        options.bounds.precision = bounds_precision::day;
        sandbox_fixture fixture(options);
        auto const filter =
            compat::call_filter()
                .start_time_after(std::chrono::sys_days(std::chrono::year(2025) / 1 / 1))
                .start_time_before(std::chrono::sys_days(std::chrono::year(2027) / 1 / 1))
                .page_size(50);
        texts const all = fixture.sids_of(filter);
        auto client = fixture.make_client();
        for (std::size_t const taken : {1U, 50U, 377U})
        {
            BOOST_TEST_CONTEXT("order " << static_cast<int>(order) << ", taken " << taken)
            {
                auto calls = client.compat.calls.stream(filter);
                texts const first = fixture.run(take(calls, taken));
                fixture.server.expire_page_tokens();
                auto again = client.compat.calls.stream(
                    filter, stream_options().resume_from(calls.cursor()));
                BOOST_TEST(
                    joined(first, fixture.run(rest_of(again))) == all,
                    boost::test_tools::per_element());
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(watch_rejects_unsuitable_order_at_once)
{
    for (listing_order const order : {listing_order::oldest_first, listing_order::unordered})
    {
        sandbox::server_options options;
        options.order = order;
        sandbox_fixture fixture(options);
        auto client = fixture.make_client();
        auto calls = client.compat.calls.watch(compat::call_filter().page_size(20), 1ms);
        BOOST_CHECK_EXCEPTION(
            fixture.run(calls.next()), signalwire::pagination_error, [](auto const& error) {
                return error.code() == signalwire::errc::not_newest_first
                    && error.reason().find("use stream") != std::string::npos;
            });
        BOOST_TEST(fixture.server.stats().requests_received <= 2U);
    }
}

BOOST_AUTO_TEST_SUITE_END()
