#include "client/response.hpp"
#include "client/response_model.hpp"
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
using signalwire::client::response;
using signalwire::client::typed_response_model;
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

/// The response of an attempt and its page.
struct attempt
{
    /// Feeds a complete response in pieces and returns the error that ended it.
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

    typed_response_model<call_page> document;
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

BOOST_DATA_TEST_CASE(page_is_decoded_with_any_content_type, types)
{
    for (std::size_t piece : {1U, 7U, 100'000U})
    {
        attempt now;
        std::string const body = " \r\n" + std::string(unit::reference_page);
        error_code const code = now.receive(head(200, std::string(sample)), body, piece);
        BOOST_TEST(!code, now.answer.content_error().reason);
        BOOST_TEST(!now.answer.is_error_status());
        BOOST_TEST_REQUIRE(now.document.model.size() == 1U);
        BOOST_TEST(now.document.model.calls[0].duration == 20);
        BOOST_TEST(now.answer.body_bytes() == body.size());
        BOOST_TEST((now.answer.deviations() == nullptr));
        BOOST_TEST(now.answer.request_id() == "r-1");
    }
}

BOOST_DATA_TEST_CASE(byte_order_mark_may_arrive_in_pieces, types)
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
    BOOST_TEST_REQUIRE((now.answer.deviations() != nullptr));
    BOOST_TEST(now.answer.deviations()->total() == 1U);
}

BOOST_AUTO_TEST_CASE(http_deviations_are_counted_or_rejected_in_strict_mode)
{
    attempt lenient;
    error_code code;
    lenient.answer.on_head(head(200));
    lenient.answer.on_deviation("http.status_line", code);
    lenient.answer.on_deviation("http.status_line", code);
    BOOST_TEST(!code);
    BOOST_TEST(lenient.answer.http_deviations().counts().at("http.status_line") == 2U);

    attempt strict(signalwire::decoding_mode::strict);
    strict.answer.on_head(head(200));
    strict.answer.on_deviation("http.status_line", code);
    BOOST_TEST((code == errc::malformed_response));
    BOOST_TEST(mentions(strict.answer.content_error().reason, "http.status_line"));
    BOOST_TEST(strict.answer.http_deviations().total() == 0U);
}

BOOST_AUTO_TEST_CASE(http_deviations_do_not_hide_an_error_response)
{
    attempt strict(signalwire::decoding_mode::strict);
    error_code code;
    strict.answer.on_head(head(429));
    strict.answer.on_deviation("http.status_line", code);
    BOOST_TEST(!code);
    BOOST_TEST(strict.answer.is_error_status());
}

BOOST_AUTO_TEST_CASE(html_with_status_200_is_rejected_and_quoted)
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

BOOST_AUTO_TEST_CASE(empty_body_with_status_200_is_rejected)
{
    attempt now;
    BOOST_TEST((now.receive(head(200), "") == errc::unexpected_response));
    BOOST_TEST(mentions(now.answer.content_error().reason, "without a body"));
}

BOOST_AUTO_TEST_CASE(body_of_spaces_is_rejected)
{
    attempt now;
    BOOST_TEST(now.receive(head(200, ""), "  \n ", 1).failed());
}

BOOST_AUTO_TEST_CASE(truncated_page_is_rejected_with_its_json_path)
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

BOOST_AUTO_TEST_CASE(error_response_leaves_the_model_unchanged)
{
    attempt now;
    response_head start = head(401);
    start.retry_after = "7";
    BOOST_TEST(!now.receive(start, R"({"code":20003,"message":"no","more_info":"https://x"})", 5));
    BOOST_TEST(now.answer.is_error_status());
    api_error_details const details = now.answer.error_details();
    BOOST_TEST(details.status == 401);
    BOOST_TEST(details.api_code == 20003);
    BOOST_TEST(details.server_message == "no");
    BOOST_TEST(details.more_info == "https://x");
    BOOST_TEST((details.retry_after == std::chrono::seconds(7)));
    BOOST_TEST(details.body_prefix == R"({"code":20003,"message":"no","more_info":"https://x"})");
    BOOST_TEST(now.document.model.calls.empty());
}

BOOST_AUTO_TEST_CASE(page_with_another_success_status_is_accepted)
{
    for (int status : {200, 201, 202, 203, 207, 299})
    {
        attempt now;
        BOOST_TEST(!now.receive(head(status), unit::reference_page), "status " << status);
        BOOST_TEST(!now.answer.is_error_status());
        BOOST_TEST(now.document.model.size() == 1U);
        bool const deviates = status != 200 && status != 203;
        BOOST_TEST(now.answer.http_deviations().counts().contains("http.status") == deviates);
        attempt strict(signalwire::decoding_mode::strict);
        BOOST_TEST(strict.receive(head(status), unit::reference_page).failed() == deviates);
    }
}

BOOST_AUTO_TEST_CASE(success_without_a_page_is_no_error_response)
{
    for (int status : {204, 205, 206})
    {
        for (std::string_view body : {std::string_view(), unit::reference_page})
        {
            attempt now;
            BOOST_TEST((now.receive(head(status), body) == errc::unexpected_response));
            BOOST_TEST(!now.answer.is_error_status(), "status " << status);
            std::string const reason = now.answer.content_error().reason;
            BOOST_TEST(mentions(reason, "HTTP " + std::to_string(status)));
            BOOST_TEST(mentions(reason, "no page"));
            BOOST_TEST(now.document.model.calls.empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(operation_may_succeed_without_content)
{
    constexpr signalwire::client::operation_type remove{
        "things.remove",
        signalwire::client::http_method::remove,
        "/Things",
        signalwire::client::retry_class::idempotent,
        {204, 205}};
    for (int status : {204, 205})
    {
        typed_response_model<call_page> document;
        response answer(document, signalwire::decoding_mode::strict, remove);
        error_code code;
        answer.on_head(head(status, ""));
        answer.on_end(code);
        BOOST_TEST(!code, "status " << status);
        BOOST_TEST(!answer.is_error_status());
        BOOST_TEST(answer.http_deviations().total() == 0U);
    }
}

BOOST_AUTO_TEST_CASE(redirect_contains_its_location)
{
    attempt now;
    response_head start = head(302);
    start.location = "https://login.example.com/";
    BOOST_TEST(!now.receive(start, ""));
    BOOST_TEST(now.answer.is_error_status());
    BOOST_TEST(now.answer.error_details().location == "https://login.example.com/");
    // With another status it is no redirect.
    attempt other;
    start.status = 500;
    BOOST_TEST(!other.receive(start, ""));
    BOOST_TEST(other.answer.error_details().location.empty());
}

BOOST_AUTO_TEST_CASE(retry_after_date_is_relative_to_the_response_date)
{
    attempt now;
    response_head start = head(429);
    start.date = "Fri, 21 Sep 2018 10:00:00 GMT";
    start.retry_after = "Fri, 21 Sep 2018 10:00:45 GMT";
    BOOST_TEST(!now.receive(start, ""));
    BOOST_TEST((now.answer.error_details().retry_after == std::chrono::seconds(45)));
}

BOOST_AUTO_TEST_CASE(complete_document_is_reported_in_lenient_mode_only)
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

BOOST_AUTO_TEST_CASE(status_of_300_or_more_is_an_error_response)
{
    for (int status : {300, 301, 302, 304, 400, 500, 999})
    {
        attempt now;
        BOOST_TEST(!now.answer.is_error_status(), "nothing has come yet");
        static_cast<void>(now.receive(head(status), unit::reference_page));
        BOOST_TEST(now.answer.is_error_status(), "status " << status);
        BOOST_TEST(now.answer.error_details().status == status);
        BOOST_TEST(now.document.model.calls.empty());
    }
}

BOOST_AUTO_TEST_CASE(endless_error_body_is_not_read)
{
    attempt now;
    error_code const code = now.receive(head(502, "text/html"), std::string(1 << 20, 'x'));
    BOOST_TEST((code == errc::body_too_large));
    BOOST_TEST(now.answer.is_error_status());
    BOOST_TEST(now.answer.error_details().status == 502);
    BOOST_TEST(now.answer.body_bytes() < 100'000U);
    BOOST_TEST(now.answer.body_prefix().size() <= 16U * 1024);
}

BOOST_AUTO_TEST_CASE(abandon_before_any_data_is_safe)
{
    attempt now;
    now.answer.abandon();
    BOOST_TEST(!now.answer.is_error_status());
    BOOST_TEST(now.answer.body_bytes() == 0U);
    BOOST_TEST((now.answer.deviations() == nullptr));
}

BOOST_AUTO_TEST_SUITE_END()
