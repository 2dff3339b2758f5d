// What a server of a test says that was made from models.

#include "support/sandbox_fixture.hpp"

#include <signalwire/watch_options.hpp>

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace compat = signalwire::compat;
using namespace std::chrono_literals;
using signalwire::sandbox::mock_response;

namespace
{

/// Objects with the IDs "1" to "n".
template <class Model>
std::vector<Model> numbered(std::size_t size)
{
    std::vector<Model> out(size);
    for (std::size_t i = 0; i != size; ++i)
        out[i].sid = std::to_string(i + 1);
    return out;
}

template <class Range>
std::string ids_in(Range const& items)
{
    std::string out;
    for (auto const& item : items)
        out += item.sid + ' ';
    return out;
}

template <class Item>
boost::asio::awaitable<std::string> streamed(signalwire::async_generator<Item> items)
{
    std::vector<Item> all;
    while (std::optional<Item> item = co_await items.next())
        all.push_back(std::move(*item));
    co_return ids_in(all);
}

struct scripted_fixture : signalwire::test::sandbox_fixture
{
    /// A client that retries nothing: each request takes one response.
    signalwire::rest_client client_without_retries()
    {
        return make_client(
            [](signalwire::client_config& config) { config.retry.max_attempts = 1; });
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_scripted_pages, scripted_fixture)

BOOST_AUTO_TEST_CASE(a_page_has_the_models_it_was_made_of)
{
    std::vector<compat::call> calls = {server.call_at(3), server.call_at(5)};
    calls[0].price = signalwire::decimal("-1.25");
    calls[1].to = "sip:\"quoted\"@example.com";
    server.enqueue(mock_response::pages(calls));
    auto client = client_without_retries();
    compat::call_page const page = run(client.compat.calls.list());
    BOOST_TEST((page.calls == calls));
    BOOST_TEST(page.page == 0);
    BOOST_TEST(page.page_size == 50);
    BOOST_TEST(!page.next_page_uri);
    BOOST_TEST(!page.previous_page_uri);
}

BOOST_AUTO_TEST_CASE(links_lead_from_page_to_page_with_the_filter_of_the_request)
{
    server.enqueue(mock_response::pages(numbered<compat::call>(5), 2));
    BOOST_TEST(server.queued_responses() == 3U);
    auto client = client_without_retries();
    auto const filter =
        compat::call_filter().to("+1555").status(compat::call_status::busy).page_size(2);
    compat::call_page const first = run(client.compat.calls.list(filter));
    BOOST_TEST(ids_in(first) == "1 2 ");
    auto const second = run(client.compat.calls.next_page(first));
    BOOST_TEST_REQUIRE(second.has_value());
    BOOST_TEST(ids_in(*second) == "3 4 ");
    BOOST_TEST(second->page == 1);
    BOOST_TEST(second->uri == *first.next_page_uri);
    BOOST_TEST(second->previous_page_uri.has_value());
    BOOST_TEST(
        first.next_page_uri->find("To=%2B1555&Status=busy&Page=1&PageSize=2&PageToken=PA")
            != std::string::npos,
        *first.next_page_uri);
    auto const third = run(client.compat.calls.next_page(*second));
    BOOST_TEST_REQUIRE(third.has_value());
    BOOST_TEST(ids_in(*third) == "5 ");
    BOOST_TEST(!third->next_page_uri);
    BOOST_TEST(server.queued_responses() == 0U);
}

BOOST_AUTO_TEST_CASE(every_kind_of_list_can_be_scripted)
{
    auto client = client_without_retries();
    server.enqueue(mock_response::pages(numbered<compat::call>(5), 2));
    BOOST_TEST(run(streamed(client.compat.calls.stream())) == "1 2 3 4 5 ");
    server.enqueue(mock_response::pages(numbered<compat::message>(3), 1));
    BOOST_TEST(run(streamed(client.compat.messages.stream())) == "1 2 3 ");
    server.enqueue(mock_response::pages(numbered<compat::recording>(4), 2));
    BOOST_TEST(run(streamed(client.compat.recordings.stream())) == "1 2 3 4 ");
    // Links of a size and a token, or without.
    server.enqueue(mock_response::pages(numbered<compat::account>(3), 2));
    BOOST_TEST(run(streamed(client.compat.accounts.stream())) == "1 2 3 ");
    server.enqueue(mock_response::pages(numbered<compat::fax>(3), 2));
    BOOST_TEST(run(streamed(client.compat.faxes.stream())) == "1 2 3 ");
    server.enqueue(mock_response::pages(numbered<compat::message_media>(3), 2));
    BOOST_TEST(run(streamed(client.compat.messages.media("MM1").stream())) == "1 2 3 ");
    BOOST_TEST(server.queued_responses() == 0U);
}

BOOST_AUTO_TEST_CASE(nothing_is_one_empty_page)
{
    server.enqueue(mock_response::pages(std::vector<compat::call>()));
    BOOST_TEST(server.queued_responses() == 1U);
    auto client = client_without_retries();
    BOOST_TEST(run(client.compat.calls.list()).empty());
    BOOST_CHECK_THROW(
        static_cast<void>(mock_response::pages(std::vector<compat::call>(), 0)),
        std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(a_script_is_not_the_server_s_page_before_or_after_it)
{
    auto client = client_without_retries();
    std::string const before = ids_in(run(client.compat.calls.list()));
    server.enqueue(mock_response::pages(numbered<compat::call>(1)));
    BOOST_TEST(ids_in(run(client.compat.calls.list())) == "1 ");
    BOOST_TEST(ids_in(run(client.compat.calls.list())) == before);
}

BOOST_AUTO_TEST_CASE(pages_of_a_script_fail_as_others_do)
{
    std::vector<mock_response> pages = mock_response::pages(numbered<compat::call>(4), 2);
    server.enqueue(pages[0]);
    server.enqueue(mock_response(503).header("Retry-After", "0"));
    server.enqueue(pages[1].truncate(100));
    pages[1].close_after_bytes.reset();
    server.enqueue(pages[1]);
    auto client = make_client();
    BOOST_TEST(run(streamed(client.compat.calls.stream())) == "1 2 3 4 ");
    BOOST_TEST(client.stats().retries == 2U);

    pages[0].mutate_page(signalwire::sandbox::page_mutation::other_host);
    server.enqueue(pages[0]);
    BOOST_CHECK_THROW(run(streamed(client.compat.calls.stream())), signalwire::pagination_error);
}

BOOST_AUTO_TEST_CASE(a_page_is_refused_where_no_list_is_asked_for)
{
    server.enqueue(mock_response::pages(numbered<compat::call>(1)));
    auto client = client_without_retries();
    BOOST_CHECK_EXCEPTION(
        run(client.compat.calls.get(server.call_at(0).sid)), signalwire::api_error,
        [](auto const& error) { return error.status() == 400; });
    server.enqueue(mock_response::pages(numbered<compat::call>(1)));
    auto stranger = make_client([](signalwire::client_config& config) { config.token = "x"; });
    BOOST_CHECK_EXCEPTION(
        run(stranger.compat.calls.list()), signalwire::api_error,
        [](auto const& error) { return error.status() == 401; });
}

BOOST_AUTO_TEST_CASE(an_object_is_what_get_returns)
{
    compat::call call = server.call_at(0);
    call.sid = "mine";
    server.enqueue(mock_response::object(call));
    auto client = client_without_retries();
    BOOST_TEST((run(client.compat.calls.get("mine")) == call));
    server.enqueue(mock_response::object(call, 201));
    compat::call const created = run(client.compat.calls.create(
        compat::new_call().to("+1555").from("+1556").url("https://example.com/laml")));
    BOOST_TEST((created == call));
}

BOOST_AUTO_TEST_CASE(a_watch_is_told_what_the_script_has)
{
    std::vector<compat::call> calls = {server.call_at(0)};
    server.enqueue(mock_response::pages(std::vector<compat::call>()));
    server.enqueue(mock_response::pages(calls));
    calls[0].status = compat::call_status::failed;
    calls[0].date_updated = server.now();
    server.enqueue(mock_response::pages(calls));
    auto client = client_without_retries();
    auto watch = client.compat.calls.watch(
        compat::call_filter(), 1ms, signalwire::watch_options().max_polls(3));
    auto const all = [](auto& source) -> boost::asio::awaitable<std::string> {
        std::string out;
        while (std::optional<compat::call> call = co_await source.next())
            out += std::string(call->status.text()) + ' ';
        co_return out;
    };
    BOOST_TEST(run(all(watch)) == std::string(server.call_at(0).status.text()) + " failed ");
}

BOOST_AUTO_TEST_SUITE_END()
