// The lists of messages and of their attachments, and the search for what a form has made.

#include "support/aborted.hpp"
#include "support/reference_message.hpp"
#include "support/sandbox_fixture.hpp"

#include <signalwire/api_error.hpp>
#include <signalwire/pagination_error.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/use_future.hpp>

#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace asio = boost::asio;
namespace compat = signalwire::compat;
using namespace std::chrono_literals;
using signalwire::sandbox::mock_response;
using signalwire::test::page_of;

namespace
{

using texts = std::vector<std::string>;

struct messages_fixture : signalwire::test::sandbox_fixture
{
    [[nodiscard]] std::string path(std::string_view resource) const
    {
        return "/api/laml/2010-04-01/Accounts/" + server.project() + std::string(resource);
    }

    [[nodiscard]] std::string link(std::string_view resource, std::string_view token) const
    {
        return '"' + path(resource) + "?Page=1&PageToken=" + std::string(token) + '"';
    }

    void answer_with(std::string const& page)
    {
        server.enqueue(mock_response(200, page));
    }

    signalwire::rest_client client = make_client();
    compat::messages_resource const& messages = client.compat.messages;
};

template <class Item>
asio::awaitable<texts> read_all(signalwire::async_generator<Item>& items)
{
    texts out;
    while (std::optional<Item> each = co_await items.next())
        out.push_back(each->sid);
    co_return out;
}

/// A message to +1 from +2 of second `second`, with `more` members.
std::string sent_at(std::string_view sid, int second, std::string_view more)
{
    return R"({"sid":")" + std::string(sid) + R"(","to":"+1","from":"+2","date_created":)"
        + R"("Mon, 13 Aug 2018 21:38:)" + std::to_string(second) + R"( +0000",)" + std::string(more)
        + '}';
}

template <class Item>
texts ids(std::vector<Item> const& items)
{
    texts out;
    for (Item const& each : items)
        out.push_back(each.sid);
    return out;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_messages, messages_fixture)

BOOST_AUTO_TEST_CASE(a_page_of_messages_is_filtered_by_days)
{
    auto strict = make_client([](auto& config) { //
        config.decoding = signalwire::decoding_mode::strict;
    });
    answer_with(page_of("messages", signalwire::test::reference_message));
    compat::message_page const page = run(strict.compat.messages.list(
        compat::message_filter().date_sent_after(std::chrono::year(2018) / 8 / 1).to("+1")));
    BOOST_TEST_REQUIRE(page.size() == 1U);
    BOOST_TEST(to_json(page.messages[0]) == signalwire::test::reference_message);
    BOOST_TEST(
        server.recent_request_targets().back() == path("/Messages?DateSent%3E=2018-08-01&To=%2B1"));
}

BOOST_AUTO_TEST_CASE(a_stream_of_attachments_stays_below_its_message)
{
    compat::message_media_resource const media = messages.media("m/1");
    std::string const list = "/Messages/m%2F1/Media";
    answer_with(page_of("media_list", R"({"sid":"a"},{"sid":"b"})", link(list, "PA1")));
    answer_with(page_of("media_list", R"({"sid":"c"})"));
    auto attachments = media.stream();
    BOOST_TEST(
        run(read_all(attachments)) == (texts{"a", "b", "c"}), boost::test_tools::per_element());
    BOOST_TEST(server.recent_request_targets().front() == path(list));
    BOOST_TEST(server.recent_request_targets().back() == path(list) + "?Page=1&PageToken=PA1");

    for (std::string_view const elsewhere : {"/Messages/m-2/Media", "/Messages", "/Calls"})
    {
        BOOST_CHECK_THROW(
            run(media.page_at(path(elsewhere) + "?Page=1&PageToken=PA1")),
            signalwire::pagination_error);
    }
    BOOST_TEST(server.stats().requests_received == 2U);
}

BOOST_AUTO_TEST_CASE(a_cursor_belongs_to_the_attachments_of_one_message)
{
    answer_with(page_of("media_list", R"({"sid":"a"},{"sid":"b"})"));
    auto first = messages.media("m-1").stream({}, signalwire::stream_options().prefetch_pages(0));
    BOOST_TEST(run(first.next()).value().sid == "a");
    signalwire::stream_options const resuming =
        signalwire::stream_options().resume_from(first.cursor());
    BOOST_CHECK_THROW(
        static_cast<void>(messages.media("m-2").stream({}, resuming)), std::invalid_argument);
    answer_with(page_of("media_list", R"({"sid":"a"},{"sid":"b"})"));
    auto resumed = messages.media("m-1").stream({}, resuming);
    BOOST_TEST(run(read_all(resumed)) == (texts{"b"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_needs_a_known_order_is_rejected)
{
    auto const rejects = [](std::string_view reason, auto const& start) {
        BOOST_CHECK_EXCEPTION(
            static_cast<void>(start()), std::invalid_argument, [&](auto const& error) {
                return std::string_view(error.what()).find(reason) != std::string_view::npos;
            });
    };
    rejects("/Messages", [&] { return messages.watch({}, 1s); });
    rejects("/Messages/{}/Media", [&] { return messages.media("m").watch({}, 1s); });
    auto const days = compat::message_filter()
                          .date_sent_after(std::chrono::year(2018) / 8 / 1)
                          .date_sent_before(std::chrono::year(2018) / 9 / 1);
    rejects(
        "shards", [&] { return messages.stream(days, signalwire::stream_options().shards(2)); });
    rejects("partitions", [&] {
        return messages.stream(days, signalwire::stream_options().partition(1, 2));
    });
    BOOST_TEST(server.stats().requests_received == 0U);
}

BOOST_AUTO_TEST_CASE(without_an_order_a_lost_position_is_an_error)
{
    std::string_view const body = R"("body":"x")";
    answer_with(page_of("messages", sent_at("a", 30, body), link("/Messages", "PA1")));
    answer_with(page_of("messages", sent_at("b", 20, body)));
    auto first = messages.stream({}, signalwire::stream_options().prefetch_pages(0));
    BOOST_TEST(run(first.next()).value().sid == "a");
    BOOST_TEST(run(first.next()).value().sid == "b");

    // The token has expired, and the message is gone. Calls would go on with the next older one.
    server.enqueue(
        mock_response(400, R"({"code":54453,"message":"Page token is invalid","status":400})"));
    answer_with(page_of("messages", sent_at("a", 30, body) + ',' + sent_at("c", 10, body)));
    auto resumed = messages.stream({}, signalwire::stream_options().resume_from(first.cursor()));
    BOOST_CHECK_EXCEPTION(run(resumed.next()), signalwire::pagination_error, [](auto const& error) {
        return error.code() == signalwire::errc::resume_position_lost;
    });
}

BOOST_AUTO_TEST_CASE(messages_that_a_form_may_have_made_are_found)
{
    compat::new_message const form = compat::new_message().to("+1").from("+2").body("one two");
    auto const since = std::chrono::sys_days(std::chrono::year(2018) / 8 / 13) + 21h + 38min + 20s;
    std::string_view const same = R"("body":"one two","direction":"outbound-api")";
    answer_with(page_of(
        "messages",
        sent_at("yes", 20, same) + ',' + sent_at("old", 19, same) + ','
            + sent_at("other", 30, R"("body":"one two three")") + ','
            + sent_at("reply", 30, R"("body":"one two","direction":"inbound")"),
        link("/Messages", "PA1")));
    answer_with(page_of(
        "messages",
        sent_at("wrapped", 40, R"("body":"one\r\ntwo ")") + ','
            + R"({"sid":"timeless","to":"1","from":"+2","body":"one two"},)"
            + R"({"sid":"stranger","to":"+1","from":"+3","body":"one two"},)"
            + sent_at("redacted", 40, R"("body":"")")));
    std::vector<compat::message> const found = run(messages.find(form, since));
    BOOST_TEST(
        ids(found) == (texts{"yes", "wrapped", "timeless"}), boost::test_tools::per_element());
    BOOST_TEST(found[0].body.value() == "one two");
    BOOST_TEST(
        server.recent_request_targets().front()
        == path("/Messages?To=%2B1&From=%2B2&PageSize=1000"));

    answer_with(page_of("messages", ""));
    BOOST_TEST(run(messages.find(form, since + 1ms)).empty());
    answer_with(page_of("messages", sent_at("service", 20, same)));
    compat::new_message const of_service =
        compat::new_message().to("+1").messaging_service_sid("s").body("one two");
    BOOST_TEST(run(messages.find(of_service, since)).size() == 1U);
    BOOST_TEST(server.recent_request_targets().back() == path("/Messages?To=%2B1&PageSize=1000"));
}

BOOST_AUTO_TEST_CASE(calls_that_a_form_may_have_made_are_found)
{
    compat::new_call const form = compat::new_call().to("sip:A@b").from("+1 (555) 0").url("u");
    auto const since = std::chrono::sys_days(std::chrono::year(2018) / 8 / 13);
    std::string_view const before = R"("date_created":"Sun, 12 Aug 2018 23:59:59 +0000")";
    std::string_view const after = R"("date_created":"Mon, 13 Aug 2018 00:00:00 +0000")";
    auto const call = [](std::string_view members) {
        return R"({"to":"sip:a@b","from":"+15550",)" + std::string(members) + '}';
    };
    answer_with(page_of(
        "calls",
        call(R"("sid":"yes",)" + std::string(after)) + ','
            + call(R"("sid":"old",)" + std::string(before)) + ','
            + call(R"("sid":"leg","direction":"inbound",)" + std::string(after))));
    BOOST_TEST(
        ids(run(client.compat.calls.find(form, since))) == (texts{"yes"}),
        boost::test_tools::per_element());
    BOOST_TEST(
        server.recent_request_targets().back()
        == path("/Calls?To=sip%3AA%40b&From=%2B1%20%28555%29%200&PageSize=1000"));
}

BOOST_AUTO_TEST_CASE(a_search_ends_with_a_thousand_messages)
{
    std::string items;
    for (int i = 0; i != 1001; ++i)
    {
        items += (i == 0 ? "" : ",") + sent_at("m" + std::to_string(i), 20, R"("body":"x")");
    }
    answer_with(page_of("messages", items, link("/Messages", "PA1")));
    compat::new_message const form = compat::new_message().to("+1").body("x");
    BOOST_TEST(run(messages.find(form, {})).size() == 1000U);
}

BOOST_AUTO_TEST_CASE(a_search_fails_as_a_list_does_and_can_be_cancelled)
{
    compat::new_message const form = compat::new_message().to("+1").body("x");
    BOOST_CHECK_THROW(
        static_cast<void>(messages.find(compat::new_message().body("x"), {})),
        std::invalid_argument);
    server.enqueue(mock_response(401, R"({"code":20003})"));
    auto const failed = run(messages.find(form, {}, {}, signalwire::as_result));
    BOOST_TEST((failed.error().code() == signalwire::api_errc::authentication_failed));

    server.set_latency(1h);
    asio::cancellation_signal signal;
    auto pending =
        messages.find(form, {}, {}, asio::bind_cancellation_slot(signal.slot(), asio::use_future));
    BOOST_TEST_REQUIRE(run_until([&] { return server.stats().requests_received == 2U; }));
    signal.emit(asio::cancellation_type::terminal);
    run_context();
    BOOST_CHECK_EXCEPTION(pending.get(), boost::system::system_error, [](auto const& error) {
        return error.code() == asio::error::operation_aborted;
    });
}

BOOST_AUTO_TEST_SUITE_END()
