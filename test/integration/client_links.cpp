// What the links between pages may look like, and pages that come again whatever their links say.

#include "support/sandbox_fixture.hpp"

#include <signalwire/sandbox/fault.hpp>

#include <boost/test/data/test_case.hpp>

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using signalwire::errc;
using signalwire::stream_options;
using signalwire::sandbox::mock_response;

namespace
{

using call_stream = signalwire::async_generator<compat::call>;

/// As JSON, which all texts here are without escapes.
std::string page_body(std::string const& next, std::vector<std::string> const& sids)
{
    std::string calls;
    for (std::string const& sid : sids)
        calls += (calls.empty() ? R"({"sid":")" : R"(,{"sid":")") + sid + R"("})";
    return R"({"uri":"/u","first_page_uri":"/f","next_page_uri":)"
        + (next.empty() ? "null" : '"' + next + '"')
        + R"(,"previous_page_uri":null,"page":0,"page_size":50,"calls":[)" + calls + "]}";
}

signalwire::sandbox::server_options small_account()
{
    signalwire::sandbox::server_options options;
    options.calls = 200;
    return options;
}

struct links_fixture : signalwire::test::sandbox_fixture
{
    links_fixture()
        : sandbox_fixture(small_account())
    {
    }

    void serve(std::string const& next, std::vector<std::string> const& sids)
    {
        server.enqueue(mock_response(200, page_body(next, sids)));
    }

    /// Streams until an error with `code`; gives what came before it.
    std::vector<std::string> fails(signalwire::rest_client& client, errc code)
    {
        std::vector<std::string> got;
        call_stream calls = client.compat.calls.stream();
        // The error stays.
        for (int i = 0; i < 2; ++i)
        {
            BOOST_CHECK_EXCEPTION(
                run(read_all(calls, got)), signalwire::pagination_error,
                [code](auto const& error) { return error.code() == code; });
        }
        return got;
    }

    std::vector<std::string> succeeds(signalwire::rest_client& client)
    {
        std::vector<std::string> got;
        call_stream calls = client.compat.calls.stream();
        run(read_all(calls, got));
        return got;
    }

    static asio::awaitable<void> read_all(call_stream& calls, std::vector<std::string>& sids)
    {
        while (std::optional<compat::call> call = co_await calls.next())
            sids.push_back(std::move(call->sid));
    }

    std::string account = "/2010-04-01/Accounts/" + server.project();
    std::string path = "/api/laml" + account + "/Calls";
};

struct link_case
{
    /// `HOST` and `ACCOUNT` stand for those of the sandbox.
    std::string uri;
    /// Behind the path of the account.
    std::string asked;
    std::string_view deviation;

    friend std::ostream& operator<<(std::ostream& out, link_case const& value)
    {
        return out << value.uri;
    }
};

link_case const links[] = {
    {"?Page=1&PageToken=PAx", "/Calls?Page=1&PageToken=PAx", ""},
    {"Calls.json?Page=1", "/Calls.json?Page=1", ""},
    {"./Calls?Page=1", "/Calls?Page=1", ""},
    {"//HOST/api/lamlACCOUNT/Calls?Page=1", "/Calls?Page=1", ""},
    {"https://HOST/api/lamlACCOUNT/Calls?Page=1", "/Calls?Page=1", ""},
    {"http://HOST/api/lamlACCOUNT/Calls?Page=1", "/Calls?Page=1", "paging.link_scheme"},
    {"?StartTime>=2024-01-01 10:00|[x]&Page=1",
     "/Calls?StartTime%3E=2024-01-01%2010:00%7C%5Bx%5D&Page=1", "paging.link_characters"},
    {"?To=J\xc3\xb6rg&Page=1", "/Calls?To=J%C3%B6rg&Page=1", "paging.link_characters"},
};

std::string filled_in(std::string text, std::string_view name, std::string_view value)
{
    std::size_t const place = text.find(name);
    return place == std::string::npos ? text : text.replace(place, name.size(), value);
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_links, links_fixture)

BOOST_DATA_TEST_CASE(links_are_references, links)
{
    std::string const uri =
        filled_in(filled_in(sample.uri, "HOST", server.authority()), "ACCOUNT", account);
    auto client = make_client();
    serve(uri, {"1"});
    serve("", {"2"});
    BOOST_TEST(
        succeeds(client) == (std::vector<std::string>{"1", "2"}), boost::test_tools::per_element());
    BOOST_TEST(server.recent_request_targets().back() == "/api/laml" + account + sample.asked);
    auto const drift = client.stats().deviations_by_member;
    for (std::string_view name : {"paging.link_scheme", "paging.link_characters"})
    {
        auto const found = drift.find(name);
        BOOST_TEST(
            (found == drift.end() ? 0U : found->second) == (name == sample.deviation ? 1U : 0U));
    }
}

BOOST_AUTO_TEST_CASE(single_pages_follow_the_same_links)
{
    auto client = make_client();
    serve("?Page=1&x= y", {"1"});
    serve("", {"2"});
    serve("", {"3"});
    compat::call_page const first = run(client.compat.calls.list());
    BOOST_TEST(run(client.compat.calls.next_page(first)).value().calls.at(0).sid == "2");
    BOOST_TEST(run(client.compat.calls.page_at("?Page=7")).calls.at(0).sid == "3");
    BOOST_TEST(server.recent_request_targets().back() == path + "?Page=7");
    BOOST_TEST(client.stats().deviations_by_member.at("paging.link_characters") == 1U);
}

BOOST_AUTO_TEST_CASE(strict_mode_refuses_links_that_deviate)
{
    auto client =
        make_client([](auto& config) { config.decoding = signalwire::decoding_mode::strict; });
    BOOST_CHECK_EXCEPTION(
        run(client.compat.calls.page_at("?x= y")), signalwire::pagination_error,
        [](auto const& error) {
            return error.code() == errc::deviating_page
                && std::string_view(error.what()).find("paging.link_characters")
                != std::string_view::npos;
        });
    BOOST_TEST(server.stats().requests_received == 0U);
}

BOOST_AUTO_TEST_CASE(a_page_that_comes_for_ever_with_fresh_tokens_is_a_circle)
{
    auto client = make_client();
    for (int i = 0; i != 20; ++i)
        serve("?Page=1&PageToken=PA" + std::to_string(i), {"1", "2", "3"});
    BOOST_TEST(
        fails(client, errc::page_cycle) == (std::vector<std::string>{"1", "2", "3"}),
        boost::test_tools::per_element());
    BOOST_TEST(server.stats().requests_received <= 4U);
}

BOOST_AUTO_TEST_CASE(a_single_call_that_comes_for_ever_with_fresh_tokens_is_a_circle)
{
    auto client = make_client();
    for (int i = 0; i != 20; ++i)
        serve("?Page=1&PageToken=PA" + std::to_string(i), {"1"});
    BOOST_TEST(
        fails(client, errc::page_cycle) == (std::vector<std::string>{"1"}),
        boost::test_tools::per_element());
    BOOST_TEST(server.stats().requests_received <= 5U);
}

BOOST_AUTO_TEST_CASE(a_link_back_to_the_first_page_with_a_token_is_a_circle)
{
    auto client = make_client();
    std::vector<std::string> expected;
    for (int round = 0; round != 2; ++round)
    {
        for (int i = 0; i != 5; ++i)
        {
            std::string const name = std::to_string(i);
            serve("?PageToken=PA" + std::to_string(round) + name, {name + "a", name + "b"});
            if (round == 0)
                expected.insert(expected.end(), {name + "a", name + "b"});
        }
    }
    BOOST_TEST(fails(client, errc::page_cycle) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_call_that_is_pushed_on_by_a_new_one_comes_once)
{
    auto client = make_client();
    serve("?Page=1", {"3"});
    serve("?Page=2", {"3"});
    serve("?Page=3", {"2"});
    serve("", {"1"});
    BOOST_TEST(
        succeeds(client) == (std::vector<std::string>{"3", "2", "1"}),
        boost::test_tools::per_element());
    BOOST_TEST(client.stats().deviations_by_member.at("paging.repeated_page") == 1U);
}

BOOST_AUTO_TEST_CASE(a_page_that_is_fetched_again_after_a_failure_is_no_circle)
{
    auto client = make_client([](auto& config) { config.retry.max_attempts = 1; });
    server.enqueue(mock_response().disconnect_at(signalwire::sandbox::disconnect_point::in_body));
    std::vector<std::string> got;
    call_stream calls =
        client.compat.calls.stream(compat::call_filter(), stream_options().prefetch_pages(0));
    BOOST_CHECK_THROW(run(read_all(calls, got)), signalwire::error);
    run(read_all(calls, got));
    BOOST_TEST(got == sids(0, server.count_calls()), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(strict_mode_refuses_smaller_pages)
{
    signalwire::sandbox::server_options complete = small_account();
    complete.omit_members = false;
    signalwire::test::sandbox_fixture other(complete);
    other.server.inject(signalwire::sandbox::fault::parse("shrink,nth=2"));
    auto client = other.make_client(
        [](auto& config) { config.decoding = signalwire::decoding_mode::strict; });
    std::vector<std::string> got;
    call_stream calls = client.compat.calls.stream(compat::call_filter().page_size(10));
    BOOST_CHECK_EXCEPTION(
        other.run(links_fixture::read_all(calls, got)), signalwire::pagination_error,
        [](auto const& error) {
            return error.code() == errc::deviating_page
                && std::string_view(error.what()).find("paging.page_size")
                != std::string_view::npos;
        });
    BOOST_TEST(got == other.sids(0, 20), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
