// Requests that change something: none is sent twice that the server may have acted on, and the
// error says what it may have done.

#include "integration/write_fixture.hpp"

#include <signalwire/api_error.hpp>
#include <signalwire/protocol_error.hpp>
#include <signalwire/timeout_error.hpp>
#include <signalwire/transport_error.hpp>

#include <boost/test/data/test_case.hpp>

#include <chrono>
#include <cstddef>
#include <exception>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using signalwire::request_options;
using signalwire::request_outcome;
using signalwire::retry_stop_reason;
using signalwire::client::operation_type;
using signalwire::client::retry_class;
using signalwire::test::answer;
using signalwire::test::create_thing;
using signalwire::test::created;
using signalwire::test::direct_request;
using signalwire::test::every_type;
using signalwire::test::get_thing;
using signalwire::test::rejected;
using signalwire::test::remove_thing;
using signalwire::test::replace_thing;
using signalwire::test::write_fixture;

namespace
{

bool is_unsafe(operation_type const& type)
{
    return type.retry == retry_class::unsafe;
}

struct error_response
{
    int status;
    bool repeats_safe;
    bool repeats_unsafe;
    request_outcome outcome;
    bool transient;
    std::string_view more = {};

    friend std::ostream& operator<<(std::ostream& out, error_response const& sample)
    {
        return out << sample.status << ' ' << sample.more;
    }
};

error_response const error_responses[] = {
    {302, false, false, request_outcome::unknown, false, "Location: /elsewhere\r\n"},
    {400, false, false, request_outcome::refused, false},
    {401, false, false, request_outcome::refused, false},
    {404, false, false, request_outcome::refused, false},
    {409, false, false, request_outcome::refused, false},
    {422, false, false, request_outcome::refused, false},
    {408, true, true, request_outcome::refused, true},
    {429, true, true, request_outcome::refused, true, "Retry-After: 0\r\n"},
    {500, true, false, request_outcome::unknown, true},
    {501, false, false, request_outcome::unknown, true},
    {502, true, false, request_outcome::unknown, true},
    {503, true, false, request_outcome::unknown, true},
    {503, true, false, request_outcome::unknown, true, "Retry-After: 0\r\n"},
    {504, true, false, request_outcome::unknown, true},
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_writes, write_fixture)

BOOST_DATA_TEST_CASE(an_error_response_is_followed_by_what_its_status_allows, error_responses)
{
    for (operation_type const* const type : every_type)
    {
        BOOST_TEST_CONTEXT(type->name)
        {
            requests.clear();
            use(config());
            bool const repeats = is_unsafe(*type) ? sample.repeats_unsafe : sample.repeats_safe;
            serve({{rejected(sample.status, sample.more), created()}});
            signalwire::error_ptr const why = send(*type, "body");
            BOOST_TEST_REQUIRE(requests.size() == (repeats ? 2U : 1U));
            BOOST_TEST(requests.back().ends_with("\r\n\r\nbody"));
            BOOST_TEST(sender->stats().retries == (repeats ? 1U : 0U));
            if (repeats)
            {
                BOOST_TEST(!why);
                BOOST_TEST(requests[0].ends_with("\r\n\r\nbody"));
                continue;
            }
            check_failed(
                why, sample.outcome, sample.transient, 1,
                sample.repeats_safe ? retry_stop_reason::not_idempotent
                                    : retry_stop_reason::permanent);
            BOOST_TEST(why->as<signalwire::api_error>().value().status() == sample.status);
        }
    }
}

BOOST_DATA_TEST_CASE(the_last_error_response_tells_the_outcome, error_responses)
{
    serve({{rejected(sample.status, sample.more)}});
    signalwire::error_ptr const why = send(create_thing, "body", request_options().max_attempts(1));
    BOOST_TEST(requests.size() == 1U);
    retry_stop_reason stop = retry_stop_reason::permanent;
    if (sample.repeats_unsafe)
        stop = retry_stop_reason::max_attempts_reached;
    else if (sample.repeats_safe)
        stop = retry_stop_reason::not_idempotent;
    check_failed(why, sample.outcome, sample.transient, 1, stop);
    BOOST_CHECK_THROW(std::rethrow_exception(why->exception()), signalwire::api_error);
}

BOOST_AUTO_TEST_CASE(a_write_is_sent_once_and_its_response_is_read)
{
    serve({{created(201), created(201), created()}});
    direct_request const first(sender, create_thing, "body");
    BOOST_TEST(!finish(first));
    BOOST_TEST(first.model().sid == "thing-1");
    BOOST_TEST(!send(create_thing));
    BOOST_TEST(!send(get_thing, "body"));
    BOOST_TEST_REQUIRE(requests.size() == 3U);
    BOOST_TEST(requests[0].starts_with("POST /Things HTTP/1.1\r\n"));
    BOOST_TEST(
        requests[0].ends_with("\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nbody"));
    BOOST_TEST(requests[1].ends_with("\r\nContent-Length: 0\r\n\r\n"));
    BOOST_TEST(requests[2].ends_with("\r\nContent-Length: 4\r\n\r\nbody"), "whatever the method");
    BOOST_TEST(sender->stats().connections_opened == 1U);
}

BOOST_AUTO_TEST_CASE(a_large_body_is_written_whole_and_its_connection_is_reused)
{
    std::string const body = large_body();
    serve({{created(), created()}});
    BOOST_TEST(!send(create_thing, body));
    BOOST_TEST(!send(replace_thing, body));
    BOOST_TEST_REQUIRE(requests.size() == 2U);
    for (std::string const& each : requests)
        BOOST_TEST((each.substr(each.find("\r\n\r\n") + 4) == body));
    BOOST_TEST(sender->stats().connections_opened == 1U);
}

BOOST_AUTO_TEST_CASE(a_connection_that_ends_without_a_response_may_have_carried_the_request)
{
    for (operation_type const* const type : every_type)
    {
        BOOST_TEST_CONTEXT(type->name)
        {
            requests.clear();
            use(config());
            serve({{""}, {created()}});
            signalwire::error_ptr const why = send(*type);
            BOOST_TEST(requests.size() == (is_unsafe(*type) ? 1U : 2U));
            BOOST_TEST(sender->stats().connections_stale == 0U);
            if (!is_unsafe(*type))
            {
                BOOST_TEST(!why);
                BOOST_TEST(sender->stats().retries == 1U);
                continue;
            }
            check_failed(why, request_outcome::unknown, true, 1, retry_stop_reason::not_idempotent);
            BOOST_TEST(why->as<signalwire::transport_error>().has_value());
            // The next connection is still to be served.
            BOOST_TEST(!send(get_thing));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_response_that_is_cut_short_may_be_that_of_a_request_with_effect)
{
    std::string const whole = created();
    std::string const cut = whole.substr(0, whole.size() - 3);
    for (operation_type const* const type : every_type)
    {
        BOOST_TEST_CONTEXT(type->name)
        {
            requests.clear();
            use(config());
            serve({{cut}, {created()}});
            signalwire::error_ptr const why = send(*type);
            BOOST_TEST(requests.size() == (is_unsafe(*type) ? 1U : 2U));
            if (!is_unsafe(*type))
            {
                BOOST_TEST(!why);
                continue;
            }
            check_failed(why, request_outcome::unknown, true, 1, retry_stop_reason::not_idempotent);
            BOOST_TEST(why->as<signalwire::protocol_error>().has_value());
            BOOST_TEST(!send(get_thing));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_cut_error_response_is_known_by_its_status)
{
    std::string const whole = rejected(422);
    serve({{whole.substr(0, whole.size() - 3)}});
    check_failed(
        send(create_thing), request_outcome::refused, false, 1, retry_stop_reason::permanent);
}

BOOST_AUTO_TEST_CASE(a_stale_connection_is_replaced_only_for_a_request_that_may_be_repeated)
{
    for (operation_type const* const type : every_type)
    {
        BOOST_TEST_CONTEXT(type->name)
        {
            requests.clear();
            use(config());
            serve({{created(), ""}, {created()}});
            BOOST_TEST(!send(get_thing));
            signalwire::error_ptr const why = send(*type, {}, request_options().max_attempts(1));
            BOOST_TEST(sender->stats().retries == 0U);
            if (is_unsafe(*type))
            {
                BOOST_TEST(requests.size() == 2U);
                check_failed(
                    why, request_outcome::unknown, true, 1, retry_stop_reason::not_idempotent);
                BOOST_TEST(sender->stats().connections_stale == 0U);
                BOOST_TEST(!send(get_thing));
                continue;
            }
            BOOST_TEST(!why);
            BOOST_TEST_REQUIRE(requests.size() == 3U);
            BOOST_TEST(requests[1] == requests[2], "the same attempt, on another connection");
            BOOST_TEST(sender->stats().connections_stale == 1U);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_large_request_that_is_cut_off_was_not_sent)
{
    std::string const body = large_body();
    for (operation_type const* const type : every_type)
    {
        BOOST_TEST_CONTEXT(type->name)
        {
            requests.clear();
            serve_before_body({"", ""}, true);
            signalwire::error_ptr const why = send(*type, body, request_options().max_attempts(2));
            BOOST_TEST(requests.size() == 2U);
            check_failed(
                why, request_outcome::not_sent, true, 2, retry_stop_reason::max_attempts_reached);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_response_that_comes_before_the_body_is_written_is_received)
{
    std::string const body = large_body();
    for (int const status : {401, 413})
    {
        for (bool const closes : {false, true})
        {
            BOOST_TEST_CONTEXT(status << (closes ? " and the end" : ""))
            {
                requests.clear();
                serve_before_body({rejected(status)}, closes);
                signalwire::error_ptr const why = send(create_thing, body);
                check_failed(why, request_outcome::refused, false, 1, retry_stop_reason::permanent);
                BOOST_TEST(why->as<signalwire::api_error>().value().status() == status);
                BOOST_TEST(
                    sender->stats().connections_idle == 0U, "the rest of the body would follow");
                BOOST_TEST(sender->stats().connections_in_use == 0U);
                BOOST_TEST(sender->stats().requests_sent == 1U);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(an_early_response_ends_the_connection_without_a_record_that_is_not_whole)
{
    std::string const body = large_body();
    serve_before_body({rejected(413)}, false);
    BOOST_TEST(send(create_thing, body));
    BOOST_TEST_REQUIRE(held.size() == 1U);
    auto const drain = [](stream& link) -> asio::awaitable<boost::system::error_code> {
        std::vector<char> bytes(64 * 1024);
        for (;;)
        {
            auto const [code, count] = co_await link.async_read_some(
                asio::buffer(bytes), asio::as_tuple(asio::use_awaitable));
            if (code)
                co_return code;
        }
    };
    boost::system::error_code const end = run(drain(*held[0]));
    BOOST_TEST(
        (end == asio::ssl::error::stream_truncated || end == asio::error::connection_reset),
        end.message());
}

BOOST_AUTO_TEST_CASE(an_early_success_is_one)
{
    std::string const body = large_body();
    serve_before_body({created()}, false);
    BOOST_TEST(!send(create_thing, body));
    BOOST_TEST(sender->stats().connections_idle == 0U);
}

BOOST_AUTO_TEST_CASE(a_connection_that_is_refused_carries_nothing)
{
    signalwire::client_config const settings = config();
    acceptor.close();
    for (operation_type const* const type : every_type)
    {
        use(settings);
        signalwire::error_ptr const why = send(*type);
        check_failed(
            why, request_outcome::not_sent, true, 3, retry_stop_reason::max_attempts_reached);
        BOOST_TEST(why->as<signalwire::transport_error>().has_value());
        BOOST_TEST(sender->stats().retries == 2U);
        BOOST_TEST(sender->stats().requests_sent == 0U);
    }
}

BOOST_AUTO_TEST_CASE(a_request_without_a_response_in_time_may_have_had_an_effect)
{
    for (operation_type const* const type : every_type)
    {
        BOOST_TEST_CONTEXT(type->name)
        {
            requests.clear();
            signalwire::client_config impatient = config();
            impatient.timeouts.first_byte = 500ms;
            use(impatient);
            serve_at_gate(created());
            serve_at_gate(created());
            signalwire::error_ptr const why = send(*type, {}, request_options().max_attempts(2));
            int const attempts = is_unsafe(*type) ? 1 : 2;
            BOOST_TEST(requests.size() == static_cast<std::size_t>(attempts));
            check_failed(
                why, request_outcome::unknown, true, attempts,
                is_unsafe(*type) ? retry_stop_reason::not_idempotent
                                 : retry_stop_reason::max_attempts_reached);
            BOOST_TEST(
                (why->as<signalwire::timeout_error>().value().phase()
                 == signalwire::phase::first_byte));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_removal_succeeds_without_content)
{
    serve({{"HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n"}});
    BOOST_TEST(!send(remove_thing));
    BOOST_TEST(!send(remove_thing));
    BOOST_TEST_REQUIRE(requests.size() == 2U);
    BOOST_TEST(requests[0].starts_with("DELETE /Things HTTP/1.1\r\n"));
    BOOST_TEST(sender->stats().connections_opened == 1U);
    BOOST_TEST(sender->stats().deviations == 0U);
}

BOOST_AUTO_TEST_CASE(a_repeated_removal_that_finds_nothing_has_succeeded)
{
    serve({{rejected(502), rejected(404)}});
    BOOST_TEST(!send(remove_thing));
    BOOST_TEST(requests.size() == 2U);

    // The first attempt had no effect, so that the second one says something.
    serve({{rejected(429, "Retry-After: 0\r\n"), rejected(404)}});
    use(config());
    check_failed(
        send(remove_thing), request_outcome::refused, false, 2, retry_stop_reason::permanent);

    serve({{rejected(404)}});
    use(config());
    check_failed(
        send(remove_thing), request_outcome::refused, false, 1, retry_stop_reason::permanent);
}

BOOST_AUTO_TEST_SUITE_END()
