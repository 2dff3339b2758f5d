#include "core/failure.hpp"
#include "paging/poll.hpp"

#include <signalwire/api_error.hpp>
#include <signalwire/errc.hpp>
#include <signalwire/pagination_error.hpp>

#include <boost/asio/error.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <exception>
#include <new>
#include <optional>

using namespace std::chrono_literals;
using namespace signalwire;
using core::failure_kind;
using paging::transient_failure;

/// Which failures a watch survives.
BOOST_AUTO_TEST_SUITE(transient_failures)

namespace
{

template <class Exception>
std::optional<transient_failure> of(Exception const& exception)
{
    return paging::as_transient(*error::from(std::make_exception_ptr(exception)));
}

std::optional<transient_failure> of(failure_kind kind, boost::system::error_code code)
{
    core::failure const failure(kind, phase::connect, code, "it failed");
    return paging::as_transient(*core::make_error(failure, "", error_context()));
}

api_error response(int status, int code = 0)
{
    api_error_details details;
    details.status = status;
    details.api_code = code;
    error_context context;
    context.transient = core::is_transient_status(status);
    return api_error(details, context);
}

} // namespace

BOOST_AUTO_TEST_CASE(overload_and_server_errors_are_transient)
{
    for (int status : {408, 429, 500, 502, 503, 504, 599})
        BOOST_TEST(of(response(status)).has_value(), status);
    for (int status : {400, 401, 403, 404, 405, 409, 422, 204, 302})
        BOOST_TEST(!of(response(status)).has_value(), status);
}

BOOST_AUTO_TEST_CASE(requested_delay_is_kept)
{
    api_error_details details;
    details.status = 503;
    details.retry_after = 7s;
    error_context context;
    context.transient = true;
    std::optional<transient_failure> const found = of(api_error(details, context));
    BOOST_TEST_REQUIRE(found.has_value());
    BOOST_TEST((found->retry_after == 7s));
    BOOST_TEST(!found->expired);
    BOOST_TEST(!found->reason.empty());
    BOOST_TEST(!of(response(503))->retry_after.has_value());
}

BOOST_AUTO_TEST_CASE(expired_page_token_is_transient_and_marked)
{
    std::optional<transient_failure> const found = of(response(400, 54453));
    BOOST_TEST_REQUIRE(found.has_value());
    BOOST_TEST(found->expired);
    BOOST_TEST(!of(response(400, 54454)).has_value());
}

BOOST_AUTO_TEST_CASE(kind_and_code_decide)
{
    BOOST_TEST(of(failure_kind::transport, boost::asio::error::connection_reset).has_value());
    BOOST_TEST(of(failure_kind::timeout, {}).has_value());
    for (errc code : {errc::retry_after_too_long, errc::too_many_waiters})
        BOOST_TEST(of(failure_kind::rejected_by_client, code).has_value());
    for (errc code : {errc::shut_down, errc::concurrent_next})
        BOOST_TEST(!of(failure_kind::rejected_by_client, code).has_value());
    BOOST_TEST(of(failure_kind::protocol, errc::truncated_response).has_value());
    for (errc code :
         {errc::malformed_response, errc::invalid_json, errc::schema_mismatch, errc::body_too_large,
          errc::unexpected_response, errc::invalid_content_encoding})
        BOOST_TEST(!of(failure_kind::protocol, code).has_value());
    BOOST_TEST(
        !of(pagination_error(errc::page_cycle, "round", "/Calls", error_context())).has_value());
}

BOOST_AUTO_TEST_CASE(permanent_transport_failure_is_not_transient)
{
    core::failure failure(
        failure_kind::transport, phase::connect, errc::public_key_pin_mismatch, "wrong key");
    failure.transient = false;
    BOOST_TEST(!paging::as_transient(*core::make_error(failure, "", error_context())));
}

BOOST_AUTO_TEST_CASE(configured_retries_are_transient)
{
    error_context context;
    context.retry_stop_reason = retry_stop_reason::max_attempts_reached;
    api_error_details details;
    details.status = 418;
    BOOST_TEST(
        of(api_error(details, context)).has_value(), "one of retry_config::retryable_statuses");
}

BOOST_AUTO_TEST_CASE(cancellation_and_other_exceptions_are_permanent)
{
    BOOST_TEST(!of(boost::system::system_error(boost::asio::error::operation_aborted)).has_value());
    BOOST_TEST(!of(std::bad_alloc()).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
