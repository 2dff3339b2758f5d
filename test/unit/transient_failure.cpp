#include "paging/transient_failure.hpp"

#include <signalwire/api_error.hpp>
#include <signalwire/pagination_error.hpp>
#include <signalwire/protocol_error.hpp>
#include <signalwire/timeout_error.hpp>
#include <signalwire/transport_error.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <exception>
#include <optional>
#include <stdexcept>

using namespace std::chrono_literals;
using namespace signalwire;
using signalwire::paging::outage;

/// Which failures a watch waits out.
BOOST_AUTO_TEST_SUITE(outages)

namespace
{

template <class Failure>
std::optional<outage> of(Failure const& failure)
{
    return paging::passing_outage(*signalwire::error::from(std::make_exception_ptr(failure)));
}

api_error refusal(int status, int code = 0)
{
    api_error_details details;
    details.status = status;
    details.api_code = code;
    return api_error(details, error_context());
}

transport_error broken(boost::system::error_code code)
{
    return transport_error(code, "it broke", error_context());
}

} // namespace

BOOST_AUTO_TEST_CASE(statuses_that_are_about_the_moment_pass)
{
    for (int status : {408, 429, 500, 502, 503, 504, 599})
        BOOST_TEST(of(refusal(status)).has_value(), status);
    for (int status : {400, 401, 403, 404, 405, 409, 422, 204, 302})
        BOOST_TEST(!of(refusal(status)).has_value(), status);
}

BOOST_AUTO_TEST_CASE(what_the_server_wants_is_handed_on)
{
    api_error_details details;
    details.status = 503;
    details.retry_after = 7s;
    std::optional<outage> const why = of(api_error(details, error_context()));
    BOOST_TEST_REQUIRE(why.has_value());
    BOOST_TEST((why->retry_after == 7s));
    BOOST_TEST(!why->expired);
    BOOST_TEST(!why->reason.empty());
    BOOST_TEST(!of(refusal(503))->retry_after.has_value());
}

BOOST_AUTO_TEST_CASE(an_expired_page_token_passes_and_is_told_apart)
{
    std::optional<outage> const why = of(refusal(400, 54453));
    BOOST_TEST_REQUIRE(why.has_value());
    BOOST_TEST(why->expired);
    BOOST_TEST(!of(refusal(400, 54454)).has_value());
}

BOOST_AUTO_TEST_CASE(the_network_passes_but_not_what_tls_objects_to)
{
    namespace asio = boost::asio;
    BOOST_TEST(of(broken(asio::error::connection_reset)).has_value());
    BOOST_TEST(of(broken(asio::error::host_not_found)).has_value());
    BOOST_TEST(of(broken(asio::error::eof)).has_value());
    BOOST_TEST(of(broken(asio::ssl::error::stream_truncated)).has_value());
    BOOST_TEST(!of(broken({1, asio::error::get_ssl_category()})).has_value());
    BOOST_TEST(!of(broken(errc::public_key_pin_mismatch)).has_value());
    BOOST_TEST(!of(broken(errc::proxy_refused)).has_value());
}

BOOST_AUTO_TEST_CASE(time_and_overload_pass)
{
    BOOST_TEST(
        of(timeout_error(phase::connect, timeout_scope::phase, {}, error_context())).has_value());
    BOOST_TEST(
        of(timeout_error(phase::acquire, timeout_scope::total, {}, error_context())).has_value());
    for (errc code : {errc::retry_after_too_long, errc::too_many_waiters})
        BOOST_TEST(of(error(code, "not now", error_context())).has_value());
    for (errc code : {errc::shut_down, errc::concurrent_next})
        BOOST_TEST(!of(error(code, "no", error_context())).has_value());
}

BOOST_AUTO_TEST_CASE(a_response_that_is_cut_short_passes_and_one_of_another_shape_does_not)
{
    auto const odd = [](errc code) { return protocol_error(code, "odd", {}, {}, error_context()); };
    BOOST_TEST(of(odd(errc::truncated_response)).has_value());
    for (errc code :
         {errc::malformed_response, errc::invalid_json, errc::schema_mismatch, errc::body_too_large,
          errc::unexpected_response, errc::invalid_content_encoding})
        BOOST_TEST(!of(odd(code)).has_value());
    BOOST_TEST(
        !of(pagination_error(errc::page_cycle, "round", "/Calls", error_context())).has_value());
}

BOOST_AUTO_TEST_CASE(what_the_client_itself_would_have_tried_again_passes)
{
    error_context context;
    context.retry_stop_reason = retry_stop_reason::max_attempts_reached;
    BOOST_TEST(
        of(transport_error(errc::proxy_refused, "HTTP 502", context)).has_value(),
        "a proxy that is overloaded");
    api_error_details details;
    details.status = 418;
    BOOST_TEST(
        of(api_error(details, context)).has_value(), "one of retry_config::retryable_statuses");
}

BOOST_AUTO_TEST_CASE(cancellation_and_what_is_not_ours_is_no_outage)
{
    BOOST_TEST(!of(boost::system::system_error(boost::asio::error::operation_aborted)).has_value());
    BOOST_TEST(!of(std::bad_alloc()).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
