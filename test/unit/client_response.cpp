#include "client/document.hpp"
#include "client/response.hpp"
#include "compat/describe_calls.hpp"
#include "unit/reference_page.hpp"
#include "unit/refusal.hpp"

#include <signalwire/compat/call_page.hpp>
#include <signalwire/errc.hpp>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>

using boost::system::error_code;
using signalwire::api_error_details;
using signalwire::errc;
using signalwire::client::model_document;
using signalwire::client::response;
using signalwire::compat::call_page;
using signalwire::http::response_head;
using unit::mentions;

BOOST_AUTO_TEST_SUITE(client_response)

namespace
{

response_head head(int status, std::string type = "application/json")
{
    response_head out;
    out.status = status;
    out.content_type = std::move(type);
    out.request_id = "r-1";
    return out;
}

/// An attempt's response with the page that it becomes.
struct attempt
{
    /// Lets a whole response arrive in pieces; the code that ended it.
    error_code receive(response_head const& start, std::string_view body, std::size_t piece = 1000)
    {
        error_code code;
        answer.on_head(start);
        for (std::size_t i = 0; i < body.size() && !code; i += piece)
            answer.on_body(body.substr(i, piece), code);
        if (!code)
            answer.on_end(code);
        return code;
    }

    explicit attempt(signalwire::decoding_mode mode = signalwire::decoding_mode::lenient)
        : answer(document, mode)
    {
    }

    model_document<call_page> document;
    response answer;
};

std::string_view const types[] = {
    "application/json",
    "application/json; charset=utf-8",
    "application/problem+json",
    "Application/JSON",
    "text/plain",
    "text/html",
    ""};

} // namespace

BOOST_DATA_TEST_CASE(a_page_is_decoded_whatever_the_server_calls_it, types)
{
    for (std::size_t piece : {1U, 7U, 100'000U})
    {
        attempt now;
        std::string const body = " \r\n" + std::string(unit::reference_page);
        error_code const code = now.receive(head(200, std::string(sample)), body, piece);
        BOOST_TEST(!code, now.answer.content_error().reason);
        BOOST_TEST(!now.answer.refused());
        BOOST_TEST_REQUIRE(now.document.model.size() == 1U);
        BOOST_TEST(now.document.model.calls[0].duration == 20);
        BOOST_TEST(now.answer.body_bytes() == body.size());
        BOOST_TEST((now.answer.drift() == nullptr));
        BOOST_TEST(now.answer.request_id() == "r-1");
    }
}

BOOST_DATA_TEST_CASE(a_byte_order_mark_may_come_in_pieces, types)
{
    for (std::size_t piece : {1U, 2U, 3U, 7U, 100'000U})
    {
        attempt now;
        std::string const body = "\xef\xbb\xbf" + std::string(unit::reference_page);
        error_code const code = now.receive(head(200, std::string(sample)), body, piece);
        BOOST_TEST(!code, now.answer.content_error().reason);
        BOOST_TEST(now.document.model.size() == 1U);
    }
}

BOOST_AUTO_TEST_CASE(deviations_are_counted)
{
    attempt now;
    BOOST_TEST(!now.receive(head(200), unit::page_with("duration", R"("20")")));
    BOOST_TEST_REQUIRE((now.answer.drift() != nullptr));
    BOOST_TEST(now.answer.drift()->total() == 1U);
}

BOOST_AUTO_TEST_CASE(deviations_from_http_are_counted_or_named)
{
    attempt lenient;
    error_code code;
    lenient.answer.on_head(head(200));
    lenient.answer.on_deviation("http.status_line", code);
    lenient.answer.on_deviation("http.status_line", code);
    BOOST_TEST(!code);
    BOOST_TEST(lenient.answer.http_drift().counts().at("http.status_line") == 2U);

    attempt strict(signalwire::decoding_mode::strict);
    strict.answer.on_head(head(200));
    strict.answer.on_deviation("http.status_line", code);
    BOOST_TEST((code == errc::malformed_response));
    BOOST_TEST(mentions(strict.answer.content_error().reason, "http.status_line"));
    BOOST_TEST(strict.answer.http_drift().total() == 0U);
}

BOOST_AUTO_TEST_CASE(how_a_refusal_is_sent_does_not_hide_it)
{
    attempt strict(signalwire::decoding_mode::strict);
    error_code code;
    strict.answer.on_head(head(429));
    strict.answer.on_deviation("http.status_line", code);
    BOOST_TEST(!code);
    BOOST_TEST(strict.answer.refused());
}

BOOST_AUTO_TEST_CASE(an_html_page_under_200_is_quoted_and_refused)
{
    attempt now;
    error_code const code = now.receive(
        head(200, "text/html"), "<html>\r\n<h1>Maintenance</h1>" + std::string(9999, '!'));
    BOOST_TEST((code == errc::unexpected_response));
    std::string const reason = now.answer.content_error().reason;
    BOOST_TEST(mentions(reason, R"(content of type "text/html" instead of JSON)"));
    BOOST_TEST(mentions(reason, R"("<html>\x0d\x0a<h1>Maintenance</h1>!!!)"));
    BOOST_TEST(reason.size() < 300U);
    BOOST_TEST(now.answer.content_error().path.empty());
    BOOST_TEST(now.answer.body_prefix().starts_with("<html>\r\n"));
    BOOST_TEST(now.answer.body_prefix().size() <= 1000U);
}

BOOST_AUTO_TEST_CASE(an_empty_body_under_200_is_no_page)
{
    attempt now;
    BOOST_TEST((now.receive(head(200), "") == errc::unexpected_response));
    BOOST_TEST(mentions(now.answer.content_error().reason, "without a body"));
}

BOOST_AUTO_TEST_CASE(a_body_of_spaces_is_no_page)
{
    attempt now;
    BOOST_TEST(now.receive(head(200, ""), "  \n ", 1).failed());
}

BOOST_AUTO_TEST_CASE(a_page_that_ends_early_is_refused_with_its_place)
{
    attempt now;
    error_code const code = now.receive(head(200), unit::reference_page.substr(0, 1500));
    BOOST_TEST((code == errc::truncated_response));
    BOOST_TEST(mentions(now.answer.content_error().reason, "before it is complete"));
    BOOST_TEST(now.answer.content_error().path.starts_with("$.calls[0]."));
    now.answer.abandon();
    BOOST_TEST(now.document.model.calls.empty());
    BOOST_TEST(now.document.model.page_size == 50);
}

BOOST_AUTO_TEST_CASE(a_refusal_is_read_and_leaves_the_page_alone)
{
    attempt now;
    response_head start = head(401);
    start.retry_after = "7";
    BOOST_TEST(!now.receive(start, R"({"code":20003,"message":"no","more_info":"https://x"})", 5));
    BOOST_TEST(now.answer.refused());
    api_error_details const details = now.answer.refusal();
    BOOST_TEST(details.status == 401);
    BOOST_TEST(details.api_code == 20003);
    BOOST_TEST(details.server_message == "no");
    BOOST_TEST(details.more_info == "https://x");
    BOOST_TEST((details.retry_after == std::chrono::seconds(7)));
    BOOST_TEST(details.body_prefix == R"({"code":20003,"message":"no","more_info":"https://x"})");
    BOOST_TEST(now.document.model.calls.empty());
}

BOOST_AUTO_TEST_CASE(a_page_under_another_success_is_a_page)
{
    for (int status : {200, 201, 202, 203, 207, 299})
    {
        attempt now;
        BOOST_TEST(!now.receive(head(status), unit::reference_page), "status " << status);
        BOOST_TEST(!now.answer.refused());
        BOOST_TEST(now.document.model.size() == 1U);
        bool const deviates = status != 200 && status != 203;
        BOOST_TEST(now.answer.http_drift().counts().contains("http.status") == deviates);
        attempt strict(signalwire::decoding_mode::strict);
        BOOST_TEST(strict.receive(head(status), unit::reference_page).failed() == deviates);
    }
}

BOOST_AUTO_TEST_CASE(a_success_without_a_page_is_no_refusal)
{
    for (int status : {204, 205, 206})
    {
        for (std::string_view body : {std::string_view(), unit::reference_page})
        {
            attempt now;
            BOOST_TEST((now.receive(head(status), body) == errc::unexpected_response));
            BOOST_TEST(!now.answer.refused(), "status " << status);
            std::string const reason = now.answer.content_error().reason;
            BOOST_TEST(mentions(reason, "HTTP " + std::to_string(status)));
            BOOST_TEST(mentions(reason, "no page"));
            BOOST_TEST(now.document.model.calls.empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(an_operation_may_succeed_without_content)
{
    constexpr signalwire::client::operation_type remove{
        "things.remove",
        signalwire::client::http_method::remove,
        "/Things",
        signalwire::client::retry_class::idempotent,
        {204, 205}};
    for (int status : {204, 205})
    {
        model_document<call_page> document;
        response answer(document, signalwire::decoding_mode::strict, remove);
        error_code code;
        answer.on_head(head(status, ""));
        answer.on_end(code);
        BOOST_TEST(!code, "status " << status);
        BOOST_TEST(!answer.refused());
        BOOST_TEST(answer.http_drift().total() == 0U);
    }
}

BOOST_AUTO_TEST_CASE(a_redirect_says_where_it_leads)
{
    attempt now;
    response_head start = head(302);
    start.location = "https://login.example.com/";
    BOOST_TEST(!now.receive(start, ""));
    BOOST_TEST(now.answer.refused());
    BOOST_TEST(now.answer.refusal().location == "https://login.example.com/");
    // Elsewhere it is no redirect.
    attempt other;
    start.status = 500;
    BOOST_TEST(!other.receive(start, ""));
    BOOST_TEST(other.answer.refusal().location.empty());
}

BOOST_AUTO_TEST_CASE(a_date_to_retry_after_is_judged_by_the_date_of_the_response)
{
    attempt now;
    response_head start = head(429);
    start.date = "Fri, 21 Sep 2018 10:00:00 GMT";
    start.retry_after = "Fri, 21 Sep 2018 10:00:45 GMT";
    BOOST_TEST(!now.receive(start, ""));
    BOOST_TEST((now.answer.refusal().retry_after == std::chrono::seconds(45)));
}

BOOST_AUTO_TEST_CASE(a_document_tells_that_nothing_is_missing_unless_that_is_too_strict)
{
    attempt now;
    error_code code;
    now.answer.on_head(head(200));
    BOOST_TEST(!now.answer.complete());
    std::string_view const page = unit::reference_page;
    std::size_t const end = page.rfind('}');
    now.answer.on_body(page.substr(0, end), code);
    BOOST_TEST(!now.answer.complete());
    now.answer.on_body(page.substr(end), code);
    BOOST_TEST(now.answer.complete());
    attempt strict(signalwire::decoding_mode::strict);
    strict.answer.on_head(head(200));
    strict.answer.on_body(page, code);
    BOOST_TEST(!code);
    BOOST_TEST(!strict.answer.complete());
}

BOOST_AUTO_TEST_CASE(a_status_of_300_or_more_is_a_refusal_even_with_a_page)
{
    for (int status : {300, 301, 302, 304, 400, 500, 999})
    {
        attempt now;
        BOOST_TEST(!now.answer.refused(), "nothing has come yet");
        static_cast<void>(now.receive(head(status), unit::reference_page));
        BOOST_TEST(now.answer.refused(), "status " << status);
        BOOST_TEST(now.answer.refusal().status == status);
        BOOST_TEST(now.document.model.calls.empty());
    }
}

BOOST_AUTO_TEST_CASE(a_refusal_without_end_is_given_up)
{
    attempt now;
    error_code const code = now.receive(head(502, "text/html"), std::string(1 << 20, 'x'));
    BOOST_TEST((code == errc::body_too_large));
    BOOST_TEST(now.answer.refused());
    BOOST_TEST(now.answer.refusal().status == 502);
    BOOST_TEST(now.answer.body_bytes() < 100'000U);
    BOOST_TEST(now.answer.body_prefix().size() <= 16U * 1024);
}

BOOST_AUTO_TEST_CASE(giving_up_before_anything_came_does_no_harm)
{
    attempt now;
    now.answer.abandon();
    BOOST_TEST(!now.answer.refused());
    BOOST_TEST(now.answer.body_bytes() == 0U);
    BOOST_TEST((now.answer.drift() == nullptr));
}

BOOST_AUTO_TEST_SUITE_END()
