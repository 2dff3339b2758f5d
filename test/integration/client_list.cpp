#include "support/sandbox_fixture.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <functional>
#include <sstream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using namespace std::chrono_literals;

namespace
{

using signalwire::test::sandbox_fixture;

asio::awaitable<std::vector<std::string>> all_sids(
    signalwire::rest_client& client, compat::call_filter filter)
{
    std::vector<std::string> sids;
    auto calls = client.compat.calls.stream(filter.page_size(37));
    while (std::optional<compat::call> call = co_await calls.next())
        sids.push_back(call->sid);
    co_return sids;
}

/// The query of the last request that the sandbox received.
std::string last_query(signalwire::sandbox::server const& server)
{
    std::string const target = server.recent_request_targets().back();
    return target.substr(target.find('?') + 1);
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_list, sandbox_fixture)

// g++ 12 destroys aggregate temporaries inside co_await expressions twice: under AddressSanitizer
// these expressions show that no type of ours is one.
asio::awaitable<void> flagship(sandbox_fixture& test)
{
    signalwire::client_config config = test.server.client_config();
    signalwire::rest_client client(co_await asio::this_coro::executor, config);

    compat::call_page page = co_await client.compat.calls.list(
        compat::call_filter().status(compat::call_status::completed).page_size(20));
    BOOST_TEST(page.size() == 20U);
    std::ostringstream out;
    for (compat::call const& call : page)
        out << call.sid << ' ' << call.to << ' ' << call.status << '\n';
    BOOST_TEST(out.str().find("completed") != std::string::npos);

    page = co_await client.compat.calls.list(
        compat::call_filter().page_size(3), signalwire::request_options().total_timeout(30s));
    BOOST_TEST(page.size() == 3U);

    signalwire::async_generator<compat::call> calls =
        client.compat.calls.stream(compat::call_filter().start_time_after(
            test.server.call_at(100).start_time.value_or(signalwire::timestamp())));
    std::size_t count = 0;
    while (std::optional<compat::call> call = co_await calls.next())
        ++count;
    BOOST_TEST(count > 0U);
    BOOST_TEST(count <= 100U);

    BOOST_TEST((co_await client.compat.calls.list()).size() == 50U);
    co_await client.shutdown();
}

BOOST_AUTO_TEST_CASE(expressions_of_the_manual_work_with_temporaries)
{
    run(flagship(*this));
}

asio::awaitable<void> two_clients_change_hands(sandbox_fixture& test)
{
    signalwire::rest_client first = test.make_client();
    signalwire::rest_client second = test.make_client();
    BOOST_TEST((co_await first.compat.calls.list()).size() == 50U);
    signalwire::async_generator<compat::call> calls = second.compat.calls.stream();
    BOOST_TEST((co_await calls.next()).has_value());

    signalwire::rest_client moved(std::move(first));
    BOOST_TEST(moved.stats().requests_sent == 1U);
    second = std::move(moved);
    BOOST_TEST(second.stats().requests_sent == 1U);
    BOOST_TEST((co_await second.compat.calls.list()).size() == 50U);
    BOOST_TEST(second.stats().connections_reused == 1U);
    std::size_t rest = 0;
    while (std::optional<compat::call> call = co_await calls.next())
        ++rest;
    BOOST_TEST(rest + 1 == test.server.count_calls(), "a generator goes on without its client");
    co_await second.shutdown();
}

BOOST_AUTO_TEST_CASE(a_client_can_be_moved_and_replaced)
{
    run(two_clients_change_hands(*this));
}

asio::awaitable<void> first_page_is_complete(sandbox_fixture& test, signalwire::rest_client& client)
{
    compat::call_page const page =
        co_await client.compat.calls.list(compat::call_filter().page_size(100));
    BOOST_TEST(page.page == 0);
    BOOST_TEST(page.page_size == 100);
    BOOST_TEST(page.uri.find("PageSize=100") != std::string::npos);
    BOOST_TEST(page.first_page_uri.find("PageSize=100") != std::string::npos);
    BOOST_TEST(page.next_page_uri.value().find("PageToken=PA") != std::string::npos);
    BOOST_TEST(!page.previous_page_uri.has_value());
    BOOST_TEST_REQUIRE(page.calls.size() == 100U);
    for (std::size_t i = 0; i < page.size(); ++i)
        BOOST_TEST((page.calls[i] == test.server.call_at(i)), "call " << i);
}

BOOST_AUTO_TEST_CASE(a_page_has_all_its_members_and_every_call_the_servers_values)
{
    auto client = make_client();
    run(first_page_is_complete(*this, client));
}

asio::awaitable<void> walk_both_ways(signalwire::rest_client& client)
{
    auto& calls = client.compat.calls;
    compat::call_page const first = co_await calls.list(compat::call_filter().page_size(400));
    std::optional<compat::call_page> const second = co_await calls.next_page(first);
    BOOST_TEST_REQUIRE(second.has_value());
    std::optional<compat::call_page> const third = co_await calls.next_page(*second);
    BOOST_TEST_REQUIRE(third.has_value());
    BOOST_TEST(third->size() == 200U);
    BOOST_TEST(!(co_await calls.next_page(*third)).has_value());

    std::optional<compat::call_page> const back = co_await calls.previous_page(*third);
    BOOST_TEST((back->calls == second->calls));
    std::optional<compat::call_page> const start = co_await calls.previous_page(*back);
    BOOST_TEST((start->calls == first.calls));
    BOOST_TEST(!(co_await calls.previous_page(*start)).has_value());

    BOOST_TEST(((co_await calls.page_at(third->uri)).calls == third->calls));
    BOOST_TEST(((co_await calls.page_at(third->first_page_uri)).calls == first.calls));
}

BOOST_AUTO_TEST_CASE(pages_lead_forwards_and_back)
{
    auto client = make_client();
    run(walk_both_ways(client));
}

asio::awaitable<void> follow_foreign(signalwire::rest_client& client, std::string uri)
{
    try
    {
        co_await client.compat.calls.page_at(uri);
        BOOST_ERROR("followed " << uri);
    }
    catch (signalwire::pagination_error const& refusal)
    {
        BOOST_TEST((refusal.code() == signalwire::errc::page_outside_listing));
        BOOST_TEST(refusal.page_uri() == uri);
    }
}

BOOST_AUTO_TEST_CASE(a_page_uri_that_leads_elsewhere_is_not_followed)
{
    auto client = make_client();
    for (std::string const& uri :
         {std::string("https://evil.example/api/laml/2010-04-01/Accounts/x/Calls"),
          std::string("//evil.example/Calls"), std::string("/api/laml/2010-04-01/Accounts/x/Calls"),
          "https://127.0.0.1/api/laml/2010-04-01/Accounts/" + server.project() + "/Calls",
          std::string("Messages?Page=1"), std::string("?Page=1\r\n")})
        run(follow_foreign(client, uri));
    BOOST_TEST(server.stats().connections_accepted == 0U);
}

struct filter_case
{
    filter_case(compat::call_filter selecting, std::string bytes)
        : filter(std::move(selecting))
        , encoded(std::move(bytes))
    {
    }

    compat::call_filter filter;
    std::string encoded;
};

/// Every parameter alone, and some together, with values that select something in the sandbox.
std::vector<filter_case> filter_cases(signalwire::sandbox::server const& server)
{
    using compat::call_filter;
    compat::call const pattern =
        server.call_at(server.find_calls(call_filter()
                                             .status(compat::call_status::completed)
                                             .start_time_after(signalwire::timestamp()))[40]);
    compat::call const child = [&] {
        for (std::size_t i = 0;; ++i)
        {
            if (compat::call call = server.call_at(i); call.parent_call_sid)
                return call;
        }
    }();
    auto const may = signalwire::timestamp::parse("2025-05-01").value();
    auto const june = signalwire::timestamp::parse("2025-06-01").value();
    std::string const in_may = "Thu%2C%2001%20May%202025%2000%3A00%3A00%20%2B0000";
    std::string const in_june = "Sun%2C%2001%20Jun%202025%2000%3A00%3A00%20%2B0000";
    std::vector<filter_case> cases;
    cases.emplace_back(call_filter(), "");
    cases.emplace_back(call_filter().status(compat::call_status::no_answer), "Status=no-answer&");
    cases.emplace_back(call_filter().to(pattern.to), "");
    cases.emplace_back(call_filter().from(pattern.from), "");
    cases.emplace_back(call_filter().from("+15550100000"), "From=%2B15550100000&");
    cases.emplace_back(
        call_filter().parent_call_sid(*child.parent_call_sid),
        "ParentCallSid=" + *child.parent_call_sid + '&');
    cases.emplace_back(call_filter().start_time(*pattern.start_time), "");
    cases.emplace_back(call_filter().start_time_before(may), "StartTime%3C=" + in_may + '&');
    cases.emplace_back(call_filter().start_time_after(may), "StartTime%3E=" + in_may + '&');
    cases.emplace_back(call_filter().end_time(pattern.end_time.value_or(may)), "");
    cases.emplace_back(call_filter().end_time_before(may), "EndTime%3C=" + in_may + '&');
    cases.emplace_back(call_filter().end_time_after(june), "EndTime%3E=" + in_june + '&');
    cases.emplace_back(
        call_filter().start_time_after(may).start_time_before(june),
        "StartTime%3E=" + in_may + "&StartTime%3C=" + in_june + '&');
    cases.emplace_back(
        call_filter().status(compat::call_status::completed).end_time_after(may).to(pattern.to),
        "");
    return cases;
}

BOOST_AUTO_TEST_CASE(every_filter_selects_what_the_servers_own_data_says)
{
    auto client = make_client();
    std::size_t selected = 0;
    for (filter_case const& one : filter_cases(server))
    {
        std::vector<std::string> const found = run(all_sids(client, one.filter));
        std::vector<std::string> const expected = sids_of(one.filter);
        selected += expected.size();
        BOOST_TEST_CONTEXT(one.filter.query().encoded())
        {
            BOOST_TEST(found == expected, boost::test_tools::per_element());
        }
    }
    BOOST_TEST(selected > server.count_calls());
}

BOOST_AUTO_TEST_CASE(the_query_on_the_wire_is_encoded_byte_for_byte)
{
    auto client = make_client();
    for (filter_case const& one : filter_cases(server))
    {
        compat::call_filter filter = one.filter;
        run(client.compat.calls.list(filter.page_size(1)));
        BOOST_TEST(last_query(server) == filter.query().encoded());
        if (!one.encoded.empty())
            BOOST_TEST(last_query(server) == one.encoded + "PageSize=1");
    }
}

BOOST_AUTO_TEST_CASE(completion_tokens_of_all_kinds_are_accepted)
{
    auto client = make_client();
    auto& calls = client.compat.calls;
    compat::call_filter const filter = compat::call_filter().page_size(2);
    signalwire::request_options const options;

    std::future<compat::call_page> future = calls.list(filter, options, asio::use_future);
    std::size_t called_back = 0;
    calls.list(filter, options, [&](std::exception_ptr failure, compat::call_page page) {
        BOOST_TEST(!failure);
        called_back = page.size();
    });
    run_context();
    BOOST_TEST(future.get().size() == 2U);
    BOOST_TEST(called_back == 2U);

    compat::call_page const page = run(calls.list(filter));
    auto next = calls.next_page(page, options, asio::use_future);
    auto previous = calls.previous_page(page, options, asio::use_future);
    auto same = calls.page_at(page.uri, options, asio::use_future);
    run_context();
    BOOST_TEST(next.get().value().page == 1);
    BOOST_TEST(!previous.get().has_value());
    BOOST_TEST(same.get().page == 0);
}

asio::awaitable<void> list_as_tuple(signalwire::rest_client& client)
{
    auto [failure, page] = co_await client.compat.calls.list(
        compat::call_filter().page_size(2), signalwire::request_options(),
        asio::as_tuple(asio::use_awaitable));
    BOOST_TEST(!failure);
    BOOST_TEST(page.size() == 2U);
}

BOOST_AUTO_TEST_CASE(as_tuple_gives_the_failure_as_a_value)
{
    auto client = make_client();
    run(list_as_tuple(client));
}

BOOST_AUTO_TEST_CASE(bad_values_are_refused_before_anything_is_sent)
{
    auto client = make_client();
    BOOST_CHECK_EXCEPTION(
        static_cast<void>(client.compat.calls.list(compat::call_filter().page_size(5000))),
        std::invalid_argument, [](std::invalid_argument const& problem) {
            return std::string(problem.what()).find("PageSize") != std::string::npos;
        });
    run_context();
    BOOST_TEST(server.stats().connections_accepted == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
