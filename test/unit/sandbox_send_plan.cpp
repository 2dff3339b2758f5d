// How answers and scripts become bytes on the wire.

#include "sandbox/request.hpp"
#include "sandbox/request_journal.hpp"
#include "sandbox/send_plan.hpp"

#include <boost/asio/error.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <utility>

namespace
{

namespace detail = signalwire::sandbox::detail;
namespace http = boost::beast::http;
using detail::ending;
using signalwire::sandbox::cut_point;
using signalwire::sandbox::reply;
using namespace std::chrono_literals;

detail::request_traits usual()
{
    detail::request_traits traits;
    traits.request_id = "the-id";
    traits.idle_timeout = 60s;
    return traits;
}

detail::answer page()
{
    detail::answer result(200, std::make_shared<std::string const>("0123456789"));
    result.headers.emplace_back("Content-Type", "application/json");
    return result;
}

bool has(detail::delivery const& what, std::string const& line)
{
    return what.head.find("\r\n" + line + "\r\n") != std::string::npos;
}

} // namespace

BOOST_AUTO_TEST_SUITE(sandbox_delivery)

BOOST_AUTO_TEST_CASE(an_answer_of_the_servers_own)
{
    detail::answer const own = page();
    detail::delivery const what = deliver(usual(), own);
    BOOST_TEST(
        what.head
        == "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nx-request-id: the-id\r\n"
           "Content-Length: 10\r\nKeep-Alive: timeout=60\r\n\r\n");
    BOOST_TEST(what.body == own.body);
    BOOST_TEST(what.body_bytes == 10U);
    BOOST_TEST((what.then == ending::none));
}

BOOST_AUTO_TEST_CASE(the_connection_ends_when_the_client_wants_it)
{
    detail::request_traits traits = usual();
    traits.keep_alive = false;
    detail::delivery const what = deliver(traits, page());
    BOOST_TEST(has(what, "Connection: close"));
    BOOST_TEST(what.head.find("Keep-Alive") == std::string::npos);
    BOOST_TEST((what.then == ending::orderly));
}

BOOST_AUTO_TEST_CASE(http_1_0_is_told_that_the_connection_stays)
{
    detail::request_traits traits = usual();
    traits.http_1_0 = true;
    BOOST_TEST(has(deliver(traits, page()), "Connection: keep-alive"));
    BOOST_TEST(!has(deliver(usual(), page()), "Connection: keep-alive"));
}

BOOST_AUTO_TEST_CASE(head_and_204_have_no_body)
{
    detail::request_traits traits = usual();
    traits.is_head = true;
    detail::delivery const head = deliver(traits, page());
    BOOST_TEST(has(head, "Content-Length: 10"));
    BOOST_TEST(head.body_bytes == 0U);

    detail::delivery const nothing = deliver(usual(), page(), reply(204, "ignored"));
    BOOST_TEST(nothing.body_bytes == 0U);
    BOOST_TEST(nothing.head.find("Content-Length") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_script_replaces_the_answer)
{
    detail::delivery const what =
        deliver(usual(), page(), reply(429, "slow down", "text/plain").header("Retry-After", "1"));
    BOOST_TEST(what.status == 429);
    BOOST_TEST(what.head.starts_with("HTTP/1.1 429 Too Many Requests\r\n"));
    BOOST_TEST(has(what, "Retry-After: 1"));
    BOOST_TEST(has(what, "Content-Type: text/plain"));
    BOOST_TEST(has(what, "Content-Length: 9"));
    BOOST_TEST(has(what, "x-request-id: the-id"));
    BOOST_TEST(*what.body == "slow down");
    BOOST_TEST((what.then == ending::none));
}

BOOST_AUTO_TEST_CASE(a_script_without_status_keeps_the_answer)
{
    detail::answer const own = page();
    detail::delivery const what = deliver(usual(), own, reply().wait(5ms).drip(3, 7ms));
    BOOST_TEST(what.status == 200);
    BOOST_TEST(what.body == own.body);
    BOOST_TEST((what.delay == 5ms));
    BOOST_TEST(what.piece == 3U);
    BOOST_TEST((what.pause == 7ms));
}

BOOST_AUTO_TEST_CASE(headers_of_a_script_replace_the_servers)
{
    reply script =
        reply(200, "0123456789").header("content-length", "99").header("Connection", "close");
    script.header("X-Request-Id", "mine");
    detail::delivery const what = deliver(usual(), page(), script);
    BOOST_TEST(has(what, "content-length: 99"));
    BOOST_TEST(what.head.find("Content-Length") == std::string::npos);
    BOOST_TEST(has(what, "X-Request-Id: mine"));
    BOOST_TEST(what.head.find("the-id") == std::string::npos);
    BOOST_TEST((what.then == ending::orderly));

    detail::delivery const spoiled =
        deliver(usual(), page(), reply().header("Content-Type", "text/html"));
    BOOST_TEST(has(spoiled, "Content-Type: text/html"));
    BOOST_TEST(!has(spoiled, "Content-Type: application/json"));
}

BOOST_AUTO_TEST_CASE(a_truncated_answer_claims_the_whole)
{
    detail::delivery const what = deliver(usual(), page(), reply().truncate(4));
    BOOST_TEST(has(what, "Content-Length: 10"));
    BOOST_TEST(what.body_bytes == 4U);
    BOOST_TEST((what.then == ending::abrupt));
    BOOST_TEST(deliver(usual(), page(), reply().truncate(99)).body_bytes == 10U);

    reply reset = reply().truncate(0);
    reset.reset = true;
    BOOST_TEST((deliver(usual(), page(), reset).then == ending::reset));
}

BOOST_AUTO_TEST_CASE(an_answer_is_cut_where_the_script_says)
{
    std::string const head = deliver(usual(), page()).head;
    auto const check = [&](cut_point where, std::string const& sent, std::size_t body, int status) {
        reply script = reply().cut(where);
        detail::delivery const what = deliver(usual(), page(), script);
        BOOST_TEST(what.head == sent);
        BOOST_TEST(what.body_bytes == body);
        BOOST_TEST(what.status == status);
        BOOST_TEST((what.then == ending::abrupt));
        BOOST_TEST((deliver(usual(), page(), script.with_reset()).then == ending::reset));
    };
    check(cut_point::before_answer, "", 0, 0);
    check(cut_point::in_header, head.substr(0, head.size() / 2), 0, 200);
    check(cut_point::in_body, head, 5, 200);
    check(cut_point::after_answer, head, 10, 200);
}

BOOST_AUTO_TEST_CASE(chunks_end_only_where_the_answer_is_complete)
{
    reply script;
    script.chunked = true;
    BOOST_TEST(deliver(usual(), page(), script).complete);
    BOOST_TEST(deliver(usual(), page(), script.cut(cut_point::after_answer)).complete);
    BOOST_TEST(deliver(usual(), page(), script).chunked);
    BOOST_TEST(!deliver(usual(), page(), script.cut(cut_point::in_body)).complete);
    BOOST_TEST(!deliver(usual(), page(), script.cut(cut_point::in_header)).chunked);
    BOOST_TEST(!deliver(usual(), page(), script.cut(cut_point::none).truncate(99)).complete);
}

BOOST_AUTO_TEST_CASE(the_time_to_retry_after_is_told_in_both_forms)
{
    reply const refusal = reply::refusal(429, 20429, "slow down");
    BOOST_TEST(refusal.status == 429);
    BOOST_TEST(refusal.body.starts_with(R"({"code":20429,"message":"slow down",)"));
    BOOST_TEST(has(deliver(usual(), page(), reply(refusal).retry_after(7s)), "Retry-After: 7"));

    detail::request_traits traits = usual();
    traits.now = std::chrono::sys_days(std::chrono::year(2018) / 9 / 21) + 10h;
    BOOST_TEST(
        has(deliver(traits, page(), reply(refusal).retry_after_date(90s)),
            "Retry-After: Fri, 21 Sep 2018 10:01:30 GMT"));
}

BOOST_AUTO_TEST_CASE(chunks_are_for_those_who_know_them)
{
    reply script = reply(200, "abc");
    script.chunked = true;
    detail::delivery const what = deliver(usual(), page(), script);
    BOOST_TEST(what.chunked);
    BOOST_TEST(has(what, "Transfer-Encoding: chunked"));
    BOOST_TEST(what.head.find("Content-Length") == std::string::npos);

    detail::request_traits old = usual();
    old.http_1_0 = true;
    BOOST_TEST(!deliver(old, page(), script).chunked);

    std::string out;
    detail::append_chunk(out, std::string(26, 'x'));
    BOOST_TEST(out == "1a\r\n" + std::string(26, 'x') + "\r\n");
    detail::append_chunk(out, "");
    BOOST_TEST(out.size() == 32U);
}

BOOST_AUTO_TEST_CASE(raw_bytes_are_sent_as_they_are)
{
    detail::delivery const raw = deliver(usual(), page(), reply::bytes("nonsense"));
    BOOST_TEST(raw.head == "nonsense");
    BOOST_TEST(raw.status == 0);
    BOOST_TEST(!raw.body);
    BOOST_TEST((raw.then == ending::orderly));
    BOOST_TEST(deliver(usual(), page(), reply::hang_up()).head.empty());
}

BOOST_AUTO_TEST_CASE(unreadable_requests_are_refused_and_lost_ones_are_not)
{
    auto const status = [](boost::system::error_code const& error) {
        std::optional<detail::answer> const refused = detail::refusal_of(error);
        return refused ? refused->status : 0;
    };
    BOOST_TEST(status(make_error_code(http::error::bad_target)) == 400);
    BOOST_TEST(status(make_error_code(http::error::bad_version)) == 400);
    BOOST_TEST(status(make_error_code(http::error::header_limit)) == 431);
    BOOST_TEST(status(make_error_code(http::error::body_limit)) == 413);
    BOOST_TEST(status(make_error_code(http::error::end_of_stream)) == 0);
    BOOST_TEST(status(make_error_code(http::error::partial_message)) == 0);
    BOOST_TEST(status(boost::asio::error::connection_reset) == 0);
    BOOST_TEST(status({}) == 0);
}

BOOST_AUTO_TEST_CASE(one_host_header_is_demanded_of_http_1_1)
{
    detail::http_request request(http::verb::get, "/", 11);
    BOOST_TEST(!detail::names_one_host(request));
    request.set(http::field::host, "a");
    BOOST_TEST(detail::names_one_host(request));
    request.insert(http::field::host, "b");
    BOOST_TEST(!detail::names_one_host(request));
    BOOST_TEST(detail::names_one_host(detail::http_request(http::verb::get, "/", 10)));
}

BOOST_AUTO_TEST_CASE(the_journal_hands_out_scripts_in_order_and_forgets_old_targets)
{
    detail::journal journal;
    journal.script(reply(500));
    journal.script(reply(501));
    BOOST_TEST(journal.scripts_left() == 2U);
    BOOST_TEST(journal.request_arrived("/a")->status == 500);
    BOOST_TEST(journal.request_arrived("/b")->status == 501);
    for (std::size_t i = 0; i != detail::journal::max_targets; ++i)
        BOOST_TEST_REQUIRE(!journal.request_arrived("/" + std::to_string(i)).has_value());
    std::vector<std::string> const targets = journal.targets();
    BOOST_TEST(targets.size() == detail::journal::max_targets);
    BOOST_TEST(targets.front() == "/0");
    BOOST_TEST(journal.stats().requests == detail::journal::max_targets + 2);
}

BOOST_AUTO_TEST_SUITE_END()
