#include "paging/page_error.hpp"
#include "unit/refusal.hpp"

#include <signalwire/api_error.hpp>
#include <signalwire/callback_error.hpp>
#include <signalwire/errc.hpp>
#include <signalwire/pagination_error.hpp>
#include <signalwire/phase.hpp>
#include <signalwire/protocol_error.hpp>
#include <signalwire/timeout_error.hpp>
#include <signalwire/transport_error.hpp>

#include <boost/asio/error.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <exception>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

using boost::system::error_code;
using signalwire::api_errc;
using signalwire::api_error;
using signalwire::api_error_details;
using signalwire::errc;
using signalwire::error;
using signalwire::error_context;
using signalwire::pagination_error;
using signalwire::phase;
using signalwire::protocol_error;
using signalwire::timeout_error;
using signalwire::timeout_scope;
using signalwire::transport_error;
using unit::mentions;

BOOST_AUTO_TEST_SUITE(errors)

namespace
{

using namespace std::chrono_literals;

error_context context()
{
    error_context out;
    out.method = "GET";
    out.url = "https://acme.signalwire.com/api/laml/2010-04-01/Accounts/x/Calls?PageSize=50";
    out.attempts = 2;
    out.max_attempts = 3;
    out.elapsed = 1234ms;
    out.request_id = "r-1";
    return out;
}

std::string const place =
    "GET https://acme.signalwire.com/api/laml/2010-04-01/Accounts/x/Calls?PageSize=50: ";
std::string const circumstances = " (attempt 2 of 3, after 1234 ms, request id \"r-1\")";

api_error_details refusal(int status, int code = 0, std::string message = {})
{
    api_error_details out;
    out.status = status;
    out.api_code = code;
    out.server_message = std::move(message);
    return out;
}

template <class Error>
void check_copies()
{
    static_assert(std::is_base_of_v<error, Error>);
    static_assert(std::is_nothrow_copy_constructible_v<Error>);
    static_assert(std::is_nothrow_copy_assignable_v<Error>);
}

} // namespace

BOOST_AUTO_TEST_CASE(errors_are_system_errors_with_nothrow_copies)
{
    static_assert(std::is_base_of_v<boost::system::system_error, error>);
    static_assert(std::is_nothrow_copy_constructible_v<error>);
    check_copies<api_error>();
    check_copies<transport_error>();
    check_copies<timeout_error>();
    check_copies<protocol_error>();
    check_copies<pagination_error>();

    transport_error const original(boost::asio::error::eof, "it broke", context());
    transport_error const copy = original;
    BOOST_TEST(copy.what() == static_cast<void const*>(original.what()), "one text for all copies");
}

BOOST_AUTO_TEST_CASE(moved_from_error_is_valid)
{
    protocol_error original(errc::invalid_json, "it broke", "$.x", "prefix", context());
    std::exception_ptr const stored = std::make_exception_ptr(std::move(original));
    BOOST_TEST(std::string(original.what()) == place + "it broke" + circumstances);
    BOOST_TEST(original.json_path() == "$.x");
    BOOST_TEST(original.attempts() == 2);
}

BOOST_AUTO_TEST_CASE(what_contains_request_attempts_and_duration)
{
    error const failure(boost::asio::error::eof, "the server closed the connection", context());
    BOOST_TEST(failure.what() == place + "the server closed the connection" + circumstances);
    BOOST_TEST((failure.code() == boost::asio::error::eof));
    BOOST_TEST(failure.reason() == "the server closed the connection");
    BOOST_TEST(failure.method() == "GET");
    BOOST_TEST(failure.url() == context().url);
    BOOST_TEST(failure.attempts() == 2);
    BOOST_TEST((failure.elapsed() == 1234ms));
    BOOST_TEST(failure.request_id() == "r-1");
}

BOOST_AUTO_TEST_CASE(what_omits_missing_parts)
{
    BOOST_TEST(
        error(errc::shut_down, "the client has been shut down", error_context()).what()
        == std::string("the client has been shut down"));
    error_context some;
    some.method = "GET";
    some.url = "https://x/";
    BOOST_TEST(error(errc::shut_down, "no", some).what() == std::string("GET https://x/: no"));
    some.attempts = 1;
    some.max_attempts = 1;
    BOOST_TEST(
        error(errc::shut_down, "no", some).what()
        == std::string("GET https://x/: no (attempt 1 of 1, after 0 ms)"));
    some.retry_stop_detail = "not retried: no time left in timeouts.total";
    BOOST_TEST(
        error(errc::shut_down, "no", some).what()
        == std::string("GET https://x/: no (attempt 1 of 1, after 0 ms; not retried: no "
                       "time left in timeouts.total)"));
}

BOOST_AUTO_TEST_CASE(redirect_is_escaped_and_without_credentials)
{
    struct redirect
    {
        std::string raw;
        std::string shown;
    };
    redirect const redirects[] = {
        {"https://login.example.com/?next=/a@b", "https://login.example.com/?next=/a@b"},
        {"/relative#a@b", "/relative#a@b"},
        {"//other.example/x", "//other.example/x"},
        {"https://p:t0ken@acme.example/x", "https://***@acme.example/x"},
        {"https://t0ken@acme.example", "https://***@acme.example"},
        {"//p:t0ken@acme.example/x", "//***@acme.example/x"},
        {"https:p:t0ken@acme.example/x", "https:***@acme.example/x"},
        {"https:\\\\p:t0ken@acme.example\\x", R"(https:\\\\***@acme.example\\x)"},
        {"https://a@b:t0ken@acme.example/x", "https://***@acme.example/x"},
        {"p:t0ken@acme.example", "p:***@acme.example"},
        {"https://t0k/en@acme.example/x?a@b", "https://***@acme.example/x?a@b"},
        {"a\r\nX: \x1b[31m\"", R"(a\x0d\x0aX: \x1b[31m\")"},
        {std::string(501, 'x'), std::string(500, 'x')},
    };
    for (redirect const& each : redirects)
    {
        api_error_details details = refusal(302);
        details.location = each.raw;
        api_error const failure(details, context());
        BOOST_TEST(failure.location() == each.shown);
        std::string const what = failure.what();
        BOOST_TEST(what.find('"' + each.shown + '"') != std::string::npos, what);
        BOOST_TEST(what.find("t0ken") == std::string::npos);
    }
    BOOST_TEST(api_error(refusal(302), context()).location().empty());
}

BOOST_AUTO_TEST_CASE(server_text_is_escaped)
{
    error_context hostile = context();
    hostile.request_id = "r\r\nX: \x1b[31m" + std::string(500, 'x');
    api_error_details details = refusal(400, 0, "no\nerror: all is well\x1b[0m \xc2\x9b\xff");
    details.more_info = "https://x/\r\n";
    details.body_prefix = "<html>\r\n";
    api_error const failure(details, hostile);
    std::string const what = failure.what();
    for (char const c : what)
        BOOST_TEST(static_cast<unsigned char>(c) >= 0x20);
    BOOST_TEST(what.size() < 1000U);
    BOOST_TEST(mentions(what, R"("no\x0aerror: all is well\x1b[0m \xc2\x9b\xff")"));
    BOOST_TEST(failure.server_message() == details.server_message, "as it came");
    BOOST_TEST(failure.request_id() == hostile.request_id, "as it came");

    details = refusal(502);
    details.body_prefix = "<html>\n" + std::string(10'000, 'x');
    BOOST_TEST(std::string(api_error(details, {}).what()).size() < 400U);
    BOOST_TEST(mentions(api_error(details, {}).what(), R"("<html>\x0axxx)"));
}

BOOST_AUTO_TEST_CASE(api_error_contains_code_and_message)
{
    api_error_details details = refusal(401, 20003, "Authentication Error");
    details.more_info = "https://docs/20003";
    details.body_prefix = "{...}";
    api_error const failure(details, context());
    BOOST_TEST(
        failure.what()
        == place
            + "the API returned HTTP 401, code 20003, \"Authentication Error\"; check "
              "the project ID and the API token"
            + circumstances);
    BOOST_TEST((failure.code() == api_errc::authentication_failed));
    BOOST_TEST(failure.status() == 401);
    BOOST_TEST(failure.api_code() == 20003);
    BOOST_TEST(failure.server_message() == "Authentication Error");
    BOOST_TEST(failure.more_info() == "https://docs/20003");
    BOOST_TEST(failure.body_prefix() == "{...}");
    BOOST_TEST(!failure.retry_after().has_value());
}

BOOST_AUTO_TEST_CASE(api_error_contains_retry_after)
{
    api_error_details details = refusal(429, 20429);
    details.retry_after = 120s;
    api_error const failure(details, {});
    BOOST_TEST(failure.reason() == "the API returned HTTP 429, code 20429; retry after 120 s");
    BOOST_TEST((failure.retry_after() == 120s));
}

BOOST_AUTO_TEST_CASE(api_error_code_is_the_api_code_or_the_status)
{
    BOOST_TEST((api_error(refusal(404, 20404), {}).code() == api_errc::not_found));
    BOOST_TEST((api_error(refusal(429, 20429), {}).code() == api_errc::rate_limited));
    BOOST_TEST((api_error(refusal(500, 20504), {}).code() == api_errc::internal_error));
    BOOST_TEST((api_error(refusal(400, 54453), {}).code() == api_errc::invalid_page_token));
    BOOST_TEST((api_error(refusal(400, 54454), {}).code() == api_errc::invalid_page_size));

    error_code const unknown = api_error(refusal(400, 30010), {}).code();
    BOOST_TEST(unknown.value() == 30010);
    BOOST_TEST((unknown.category() == signalwire::api_category()));
    BOOST_TEST(unknown.message() == "API error 30010");

    error_code const status = api_error(refusal(502), {}).code();
    BOOST_TEST(status.value() == 502);
    BOOST_TEST((status.category() == signalwire::api_category()));
    BOOST_TEST(status.message() == "HTTP status 502");
}

BOOST_AUTO_TEST_CASE(timeout_error_contains_phase_scope_and_last_failure)
{
    timeout_error const failure(
        phase::connect, timeout_scope::total, "the server refused the connection", context());
    BOOST_TEST(
        failure.what()
        == place
            + "timed out while connecting (timeouts.total); previous attempt: the server "
              "refused the connection"
            + circumstances);
    BOOST_TEST((failure.code() == boost::asio::error::timed_out));
    BOOST_TEST((failure.phase() == phase::connect));
    BOOST_TEST((failure.scope() == timeout_scope::total));
    BOOST_TEST(failure.last_failure() == "the server refused the connection");
}

BOOST_AUTO_TEST_CASE(timeout_message_is_readable_for_every_phase)
{
    auto const reason = [](phase step, timeout_scope limit = timeout_scope::phase) {
        return timeout_error(step, limit, {}, {}).reason();
    };
    BOOST_TEST(reason(phase::rate_limit) == "timed out while waiting for the rate limit");
    BOOST_TEST(reason(phase::acquire) == "timed out while waiting for a pooled connection");
    BOOST_TEST(reason(phase::resolve) == "timed out while resolving the host name");
    BOOST_TEST(reason(phase::connect) == "timed out while connecting");
    BOOST_TEST(reason(phase::proxy) == "timed out while opening the proxy tunnel");
    BOOST_TEST(reason(phase::handshake) == "timed out while performing the TLS handshake");
    BOOST_TEST(
        reason(phase::first_byte, timeout_scope::attempt)
        == "timed out while waiting for the first byte of the response (timeouts.attempt)");
    BOOST_TEST(reason(phase::between_bytes) == "timed out while receiving the response");
    BOOST_TEST(
        reason(phase::backoff, timeout_scope::total)
        == "timed out while waiting before the next attempt (timeouts.total)");
}

BOOST_AUTO_TEST_CASE(every_phase_has_a_message)
{
    std::set<std::string> words;
    for (phase step :
         {phase::rate_limit, phase::acquire, phase::resolve, phase::connect, phase::proxy,
          phase::handshake, phase::first_byte, phase::between_bytes, phase::backoff})
    {
        std::ostringstream out;
        out << step;
        BOOST_TEST(out.str() == to_string(step));
        words.insert(out.str());
    }
    BOOST_TEST(words.size() == 9U);
    BOOST_TEST(to_string(static_cast<phase>(99)) == "an unknown phase");
}

BOOST_AUTO_TEST_CASE(protocol_error_contains_the_json_path)
{
    protocol_error const failure(
        errc::schema_mismatch, "$.calls[3].price: expected a number", "$.calls[3].price",
        "{\"uri\"", context());
    BOOST_TEST(failure.what() == place + "$.calls[3].price: expected a number" + circumstances);
    BOOST_TEST((failure.code() == errc::schema_mismatch));
    BOOST_TEST(failure.json_path() == "$.calls[3].price");
    BOOST_TEST(failure.body_prefix() == "{\"uri\"");
}

BOOST_AUTO_TEST_CASE(pagination_error_contains_the_page_uri)
{
    pagination_error const foreign = *signalwire::paging::page_outside_listing_error(
                                          "https://evil.example/\r\nx", "another host")
                                          ->as<pagination_error>();
    BOOST_TEST((foreign.code() == errc::page_outside_listing));
    BOOST_TEST(foreign.page_uri() == "https://evil.example/\r\nx", "as it came");
    BOOST_TEST(
        foreign.what()
        == std::string(R"(GET "https://evil.example/\x0d\x0ax": page URI rejected: )"
                       "another host"));

    pagination_error const secret = *signalwire::paging::page_outside_listing_error(
                                         "https://me:hunter2@evil.example/", "contains credentials")
                                         ->as<pagination_error>();
    BOOST_TEST(!mentions(secret.what(), "hunter2"));
    BOOST_TEST(secret.page_uri() == "https://***@evil.example/");

    pagination_error const cycle =
        *signalwire::paging::no_progress_error(errc::page_cycle, "/Calls?PageToken=PAx")
             ->as<pagination_error>();
    for (errc code : {errc::page_cycle, errc::too_many_empty_pages})
        BOOST_TEST((signalwire::paging::no_progress_error(code, "/Calls")->code() == code));
    BOOST_TEST((cycle.code() == errc::page_cycle));
    BOOST_TEST(cycle.page_uri() == "/Calls?PageToken=PAx");
    BOOST_TEST(mentions(cycle.what(), "pagination loop"));
    BOOST_TEST(mentions(cycle.what(), "/Calls?PageToken=PAx"));
}

BOOST_AUTO_TEST_CASE(client_codes_have_category_and_message)
{
    std::set<std::string> messages;
    for (errc code :
         {errc::malformed_response,
          errc::truncated_response,
          errc::unexpected_response,
          errc::invalid_json,
          errc::schema_mismatch,
          errc::body_too_large,
          errc::invalid_content_encoding,
          errc::page_cycle,
          errc::deviating_page,
          errc::too_many_empty_pages,
          errc::page_outside_listing,
          errc::resume_position_lost,
          errc::too_many_changes,
          errc::not_newest_first,
          errc::too_many_waiters,
          errc::retry_after_too_long,
          errc::proxy_refused,
          errc::public_key_pin_mismatch,
          errc::shut_down,
          errc::concurrent_next,
          errc::callback_failed,
          errc::connect_hook_failed})
    {
        error_code const made = code;
        BOOST_TEST(made.failed());
        BOOST_TEST((made.category() == signalwire::client_category()));
        BOOST_TEST(made.message() != "unknown error");
        messages.insert(made.message());
    }
    BOOST_TEST(messages.size() == 22U);
    BOOST_TEST(signalwire::client_category().name() == std::string("signalwire"));
    BOOST_TEST(signalwire::client_category().message(999) == "unknown error");
    BOOST_TEST(error_code(errc::truncated_response).message() == "truncated response");
}

BOOST_AUTO_TEST_CASE(api_codes_have_category_and_message)
{
    std::set<std::string> messages;
    for (api_errc code :
         {api_errc::authentication_failed, api_errc::not_found, api_errc::rate_limited,
          api_errc::internal_error, api_errc::invalid_page_token, api_errc::invalid_page_size})
    {
        error_code const made = code;
        BOOST_TEST((made.category() == signalwire::api_category()));
        messages.insert(made.message());
    }
    BOOST_TEST(messages.size() == 6U);
    BOOST_TEST(signalwire::api_category().name() == std::string("signalwire.api"));
    BOOST_TEST(error_code(api_errc::authentication_failed).value() == 20003);
    BOOST_TEST(error_code(api_errc::authentication_failed).message() == "authentication failed");
    BOOST_TEST((error_code(errc::malformed_response) != error_code(1, signalwire::api_category())));
}

BOOST_AUTO_TEST_CASE(errors_are_caught_by_class_and_as_system_error)
{
    auto const thrown = [] { throw api_error(refusal(401, 20003), context()); };
    BOOST_CHECK_THROW(thrown(), api_error);
    BOOST_CHECK_THROW(thrown(), error);
    BOOST_CHECK_THROW(thrown(), boost::system::system_error);
    BOOST_CHECK_THROW(thrown(), std::exception);
}

BOOST_AUTO_TEST_CASE(errors_held_by_value_keep_all_members)
{
    error const values[] = {
        error(errc::shut_down, "no", context()),
        api_error(refusal(401, 20003), context()),
        signalwire::transport_error(boost::asio::error::eof, "gone", context()),
        signalwire::timeout_error(
            signalwire::phase::connect, signalwire::timeout_scope::attempt, "reset", context()),
        signalwire::protocol_error(errc::invalid_json, "bad", "$.calls[3]", "<html>", context()),
        signalwire::pagination_error(errc::page_cycle, "round", "/Calls?Page=1", context()),
        signalwire::callback_error(
            std::make_exception_ptr(std::runtime_error("mine")), signalwire::cursor())};
    for (error const& value : values)
    {
        error const copy = value.with_cursor(signalwire::cursor());
        BOOST_TEST(copy.cursor().has_value());
        BOOST_TEST(copy.what() == value.what());
        signalwire::error_ptr const again = error::from(copy.exception());
        BOOST_TEST(again->what() == value.what());
        BOOST_TEST((again->code() == value.code()));
        BOOST_TEST(again->cursor().has_value());
    }
    BOOST_TEST(!values[0].as<api_error>().has_value());
    BOOST_TEST(values[1].as<api_error>()->status() == 401);
    BOOST_TEST(values[1].as<api_error>()->api_code() == 20003);
    BOOST_TEST(!values[1].as<signalwire::timeout_error>().has_value());
    BOOST_TEST(values[2].as<signalwire::transport_error>().has_value());
    BOOST_TEST((values[3].as<signalwire::timeout_error>()->phase() == signalwire::phase::connect));
    BOOST_TEST(
        (values[3].as<signalwire::timeout_error>()->scope() == signalwire::timeout_scope::attempt));
    BOOST_TEST(values[3].as<signalwire::timeout_error>()->last_failure() == "reset");
    BOOST_TEST(values[4].as<signalwire::protocol_error>()->json_path() == "$.calls[3]");
    BOOST_TEST(values[4].as<signalwire::protocol_error>()->body_prefix() == "<html>");
    BOOST_TEST(values[5].as<signalwire::pagination_error>()->page_uri() == "/Calls?Page=1");
    BOOST_CHECK_THROW(
        std::rethrow_exception(values[6].as<signalwire::callback_error>()->cause()),
        std::runtime_error);
}

BOOST_AUTO_TEST_CASE(error_is_thrown_as_its_class)
{
    error const value = api_error(refusal(404), context());
    BOOST_CHECK_THROW(std::rethrow_exception(value.exception()), api_error);
    error const plain(errc::shut_down, "no", context());
    BOOST_CHECK_THROW(std::rethrow_exception(plain.exception()), error);
}

BOOST_AUTO_TEST_CASE(cancellation_and_foreign_exceptions_are_preserved)
{
    auto const is_error = [](std::exception_ptr const& thrown) {
        try
        {
            std::rethrow_exception(thrown);
        }
        catch (error const&)
        {
            return true;
        }
        catch (...)
        {
            return false;
        }
    };
    boost::system::system_error const aborted(boost::asio::error::operation_aborted);
    signalwire::error_ptr const cancelled = error::from(std::make_exception_ptr(aborted));
    BOOST_TEST((cancelled->code() == boost::asio::error::operation_aborted));
    BOOST_TEST((cancelled->outcome() == signalwire::request_outcome::unknown));
    BOOST_TEST(!is_error(cancelled->exception()));
    BOOST_TEST(is_error(cancelled->with_cursor(signalwire::cursor()).exception()));

    auto const mine = std::make_exception_ptr(std::runtime_error("mine"));
    signalwire::error_ptr const foreign = error::from(mine);
    BOOST_TEST((foreign->outcome() == signalwire::request_outcome::unknown));
    BOOST_TEST(foreign->what() == std::string("mine"));
    BOOST_TEST((foreign->exception() == mine));
    BOOST_TEST((foreign->with_cursor(signalwire::cursor()).exception() == mine));
}

BOOST_AUTO_TEST_SUITE_END()
