#include "client/retry.hpp"

#include <signalwire/errc.hpp>

#include <boost/asio/error.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <limits>
#include <optional>
#include <ostream>
#include <sstream>
#include <string_view>

using signalwire::errc;
using signalwire::phase;
using signalwire::request_outcome;
using signalwire::retry_config;
using signalwire::timeout_scope;
using signalwire::client::attempt_failure;
using signalwire::client::parse_retry_after;
using signalwire::client::retry_class;
using signalwire::client::retry_decision;
using signalwire::client::retry_inputs;
using signalwire::core::failure;
using signalwire::core::failure_kind;
using action = signalwire::client::retry_decision::action;

BOOST_AUTO_TEST_SUITE(retry)

namespace
{

using namespace std::chrono_literals;

attempt_failure failed(failure_kind kind, boost::system::error_code code = {})
{
    return attempt_failure(failure(kind, phase::first_byte, code, "it failed"));
}

attempt_failure refused(int status, std::optional<std::chrono::seconds> retry_after = {})
{
    attempt_failure out = failed(failure_kind::error_response);
    out.status = status;
    out.retry_after = retry_after;
    return out;
}

attempt_failure timed_out(timeout_scope limit)
{
    attempt_failure out = failed(failure_kind::timeout);
    out.why.scope = limit;
    return out;
}

attempt_failure malformed(errc code)
{
    return failed(failure_kind::protocol, code);
}

attempt_failure permanent()
{
    attempt_failure out = failed(failure_kind::transport);
    out.why.transient = false;
    return out;
}

/// The state of an operation.
struct progress
{
    int attempts;
    retry_inputs inputs;
};

progress after(int attempts, std::chrono::milliseconds remaining = 10min, double random = 0.5)
{
    return {attempts, retry_inputs(remaining, random)};
}

retry_decision decide_retry(
    retry_config const& policy, attempt_failure const& failed, progress const& now,
    retry_class retry = retry_class::safe)
{
    return signalwire::client::decide_retry(
        policy, failed, retry, {now.attempts, policy.max_attempts}, now.inputs);
}

retry_config policy(int max_attempts = 3)
{
    retry_config config;
    config.max_attempts = max_attempts;
    config.base_delay = 100ms;
    config.max_delay = 1s;
    return config;
}

attempt_failure waited_in_vain()
{
    attempt_failure out = timed_out(timeout_scope::phase);
    out.why.phase = phase::acquire;
    return out;
}

struct judgement
{
    std::string_view what;
    attempt_failure report;
    bool again;

    friend std::ostream& operator<<(std::ostream& out, judgement const& sample)
    {
        return out << sample.what;
    }
};

judgement const judgements[] = {
    {"connection lost", failed(failure_kind::transport), true},
    {"the certificate is wrong", permanent(), false},
    {"a step took too long", timed_out(timeout_scope::phase), true},
    {"no connection became free in time", waited_in_vain(), false},
    {"the attempt took too long", timed_out(timeout_scope::attempt), true},
    {"the operation took too long", timed_out(timeout_scope::total), false},
    {"the response was cut short", malformed(errc::truncated_response), true},
    {"the response is not HTTP", malformed(errc::malformed_response), false},
    {"the response is not JSON", malformed(errc::invalid_json), false},
    {"the JSON has another shape", malformed(errc::schema_mismatch), false},
    {"the response is too large", malformed(errc::body_too_large), false},
    {"the response is HTML", malformed(errc::unexpected_response), false},
    {"the caller cancelled", failed(failure_kind::cancelled), false},
    {"the client is shut down", failed(failure_kind::rejected_by_client), false},
    {"201", refused(201), false},
    {"204", refused(204), false},
    {"301", refused(301), false},
    {"307", refused(307), false},
    {"400", refused(400), false},
    {"401", refused(401), false},
    {"401 with Retry-After", refused(401, 1s), false},
    {"403", refused(403), false},
    {"404", refused(404), false},
    {"408", refused(408), true},
    {"409", refused(409), false},
    {"422", refused(422), false},
    {"425", refused(425), false},
    {"429", refused(429), true},
    {"500", refused(500), true},
    {"501", refused(501), false},
    {"502", refused(502), true},
    {"503", refused(503), true},
    {"504", refused(504), true},
    {"505", refused(505), false},
    {"599", refused(599), false},
};

} // namespace

BOOST_DATA_TEST_CASE(only_transient_failures_are_retried, judgements)
{
    retry_decision const decision = decide_retry(policy(), sample.report, after(1));
    BOOST_TEST((decision.what == action::retry) == sample.again);
    BOOST_TEST(decision.why.empty(), "the failure speaks for itself");
}

BOOST_AUTO_TEST_CASE(decision_not_to_retry_has_a_reason)
{
    using signalwire::retry_stop_reason;
    auto const stop = [](attempt_failure const& report, progress const& state) {
        retry_decision const decision = decide_retry(policy(3), report, state);
        BOOST_TEST((decision.what == action::give_up));
        return decision.stop;
    };
    BOOST_TEST(stop(refused(404), after(1)) == retry_stop_reason::permanent);
    BOOST_TEST(stop(refused(404), after(3)) == retry_stop_reason::permanent);
    BOOST_TEST(stop(refused(503), after(3)) == retry_stop_reason::max_attempts_reached);
    BOOST_TEST(stop(refused(503, 60s), after(1, 30s)) == retry_stop_reason::deadline);
    BOOST_TEST(stop(timed_out(timeout_scope::total), after(1)) == retry_stop_reason::deadline);
}

BOOST_AUTO_TEST_CASE(stop_reasons_have_names)
{
    using signalwire::retry_stop_reason;
    std::ostringstream out;
    out << retry_stop_reason::permanent << ' ' << retry_stop_reason::max_attempts_reached << ' '
        << retry_stop_reason::budget_exhausted << ' ' << retry_stop_reason::deadline << ' '
        << retry_stop_reason::not_idempotent;
    BOOST_TEST(
        out.str() == "permanent max_attempts_reached budget_exhausted deadline not_idempotent");
}

BOOST_AUTO_TEST_CASE(unsafe_operation_is_retried_only_without_effect)
{
    using signalwire::retry_stop_reason;
    attempt_failure broken = failed(failure_kind::transport);
    attempt_failure bad_gateway = refused(502);
    for (attempt_failure* const each : {&broken, &bad_gateway})
    {
        each->outcome = request_outcome::unknown;
        retry_decision const decision =
            decide_retry(policy(), *each, after(1), retry_class::unsafe);
        BOOST_TEST((decision.what == action::give_up));
        BOOST_TEST(decision.stop == retry_stop_reason::not_idempotent);
        BOOST_TEST(!decision.why.empty());
        for (retry_class const harmless : {retry_class::safe, retry_class::idempotent})
            BOOST_TEST((decide_retry(policy(), *each, after(1), harmless).what == action::retry));
        for (request_outcome const none : {request_outcome::not_sent, request_outcome::refused})
        {
            each->outcome = none;
            BOOST_TEST(
                (decide_retry(policy(), *each, after(1), retry_class::unsafe).what
                 == action::retry));
        }
    }
}

BOOST_AUTO_TEST_CASE(policy_selects_statuses_and_transport_errors)
{
    retry_config chosen = policy();
    chosen.retryable_statuses = {418};
    chosen.retry_transport_errors = false;
    BOOST_TEST((decide_retry(chosen, refused(418), after(1)).what == action::retry));
    for (attempt_failure const& report :
         {refused(503), failed(failure_kind::transport), timed_out(timeout_scope::attempt),
          malformed(errc::truncated_response)})
        BOOST_TEST((decide_retry(chosen, report, after(1)).what == action::give_up));
}

BOOST_AUTO_TEST_CASE(max_attempts_is_respected)
{
    BOOST_TEST((decide_retry(policy(3), refused(503), after(2)).what == action::retry));
    BOOST_TEST((decide_retry(policy(3), refused(503), after(3)).what == action::give_up));
    BOOST_TEST((decide_retry(policy(3), refused(503), after(4)).what == action::give_up));
    BOOST_TEST((decide_retry(policy(1), refused(503), after(1)).what == action::give_up));
    BOOST_TEST((decide_retry(policy(1), refused(503, 1s), after(1)).what == action::give_up));
}

BOOST_AUTO_TEST_CASE(backoff_grows_up_to_the_maximum)
{
    auto const pause = [](int attempts, double random) {
        return decide_retry(policy(100), refused(503), after(attempts, 10min, random)).delay;
    };
    BOOST_TEST((pause(1, 1.0) == 100ms));
    BOOST_TEST((pause(2, 1.0) == 200ms));
    BOOST_TEST((pause(3, 1.0) == 400ms));
    BOOST_TEST((pause(4, 1.0) == 800ms));
    BOOST_TEST((pause(5, 1.0) == 1000ms));
    BOOST_TEST((pause(60, 1.0) == 1000ms));
    BOOST_TEST((pause(2, 0.5) == 100ms));
    BOOST_TEST((pause(3, 0.25) == 100ms));
    for (int attempts : {1, 2, 50})
        BOOST_TEST((pause(attempts, 0.0) == 0ms), "full jitter begins at nothing");
}

BOOST_AUTO_TEST_CASE(backoff_does_not_overflow)
{
    retry_config config = policy(std::numeric_limits<int>::max());
    config.base_delay = std::chrono::milliseconds(std::chrono::hours(24 * 365));
    config.max_delay = config.base_delay;
    progress const late = after(std::numeric_limits<int>::max() - 1, 24h * 366, 1.0);
    retry_decision const decision = decide_retry(config, refused(503), late);
    BOOST_TEST((decision.what == action::retry));
    BOOST_TEST((decision.delay == config.max_delay));
}

BOOST_AUTO_TEST_CASE(max_delay_limits_the_first_backoff)
{
    retry_config config = policy();
    config.base_delay = 5s;
    config.max_delay = 1s;
    BOOST_TEST((decide_retry(config, refused(503), after(1, 10min, 1.0)).delay == 1s));
}

BOOST_AUTO_TEST_CASE(retry_after_replaces_the_backoff)
{
    retry_decision const decision = decide_retry(policy(), refused(429, 120s), after(1));
    BOOST_TEST((decision.what == action::retry));
    BOOST_TEST((decision.delay == 120s), "the wish of the server knows no max_delay");
    BOOST_TEST((decide_retry(policy(), refused(503, 0s), after(1, 10min, 1.0)).delay == 0ms));
}

BOOST_AUTO_TEST_CASE(delay_beyond_the_deadline_stops_retries)
{
    retry_decision const asked = decide_retry(policy(), refused(429, 120s), after(1, 60s));
    BOOST_TEST((asked.what == action::give_up));
    BOOST_TEST(asked.why == "not retried: Retry-After exceeds the rest of timeouts.total");

    retry_decision const own = decide_retry(policy(), refused(503), after(1, 50ms, 0.5));
    BOOST_TEST((own.what == action::give_up));
    BOOST_TEST(own.why == "not retried: no time left in timeouts.total");
    BOOST_TEST((decide_retry(policy(), refused(503), after(1, 51ms, 0.5)).what == action::retry));
    BOOST_TEST((decide_retry(policy(), refused(503), after(1, 0ms, 0.0)).what == action::give_up));
    BOOST_TEST((decide_retry(policy(), refused(503), after(1, -5s, 0.0)).what == action::give_up));
}

namespace
{

struct header
{
    std::string_view value;
    std::optional<std::chrono::seconds> wish;

    friend std::ostream& operator<<(std::ostream& out, header const& sample)
    {
        return out << sample.value;
    }
};

// The clock shows Fri, 21 Sep 2018 10:00:00 GMT.
header const headers[] = {
    {"0", 0s},
    {"1", 1s},
    {"120", 120s},
    {"007", 7s},
    {"31622400", 31'622'400s},
    // A year is the maximum.
    {"31622401", 31'622'400s},
    {"9223372036854775807", 31'622'400s},
    {"9223372036854775808", 31'622'400s},
    {"99999999999999999999999999", 31'622'400s},
    {"Fri, 31 Dec 9999 23:59:59 GMT", 31'622'400s},
    {"Fri, 21 Sep 2018 10:00:30 GMT", 30s},
    {"Fri, 21 Sep 2018 11:00:00 GMT", 3600s},
    {"Fri, 21 Sep 2018 10:00:00 GMT", 0s},
    {"Fri, 21 Sep 2018 09:00:00 GMT", 0s},
    {"Thu, 01 Jan 1970 00:00:00 GMT", 0s},
    {"", std::nullopt},
    {" ", std::nullopt},
    {"soon", std::nullopt},
    {"-1", std::nullopt},
    {"-99999999999999999999999999", std::nullopt},
    {"+1", std::nullopt},
    {"1.", 1s},
    {"1.0", 1s},
    {"1.5", 2s},
    {"0.001", 1s},
    {"1.5.1", std::nullopt},
    {".5", std::nullopt},
    {"1.x", std::nullopt},
    {"Friday, 21-Sep-18 10:00:30 GMT", 30s},
    {"Fri Sep 21 10:00:30 2018", 30s},
    {"1e3", std::nullopt},
    {"1 s", std::nullopt},
    {"120, 60", std::nullopt},
    {"0x10", std::nullopt},
    {"Fri, 31 Sep 2018 10:00:30 GMT", std::nullopt},
};

} // namespace

BOOST_DATA_TEST_CASE(retry_after_is_seconds_or_a_date, headers)
{
    std::chrono::sys_seconds const now =
        std::chrono::sys_days(std::chrono::year(2018) / 9 / 21) + 10h;
    std::optional<std::chrono::seconds> const wish = parse_retry_after(sample.value, {}, now);
    BOOST_TEST((wish == sample.wish), (wish ? wish->count() : -1));
    // If the server's clock agrees or its date is invalid, nothing changes.
    for (std::string_view date : {"Fri, 21 Sep 2018 10:00:00 GMT", "yesterday", "0"})
        BOOST_TEST((parse_retry_after(sample.value, date, now) == sample.wish), date);
}

BOOST_AUTO_TEST_CASE(retry_after_date_is_relative_to_the_servers_clock)
{
    std::chrono::sys_seconds const here =
        std::chrono::sys_days(std::chrono::year(2018) / 9 / 21) + 10h;
    for (std::chrono::seconds const skew : {0s, 3600s, -3600s, 5s, -86400s, 86400s * 400})
    {
        // The local clock is ahead by `skew`.
        std::chrono::sys_seconds const now = here + skew;
        for (std::string_view date :
             {"Fri, 21 Sep 2018 10:00:00 GMT", "Friday, 21-Sep-18 10:00:00 GMT",
              "Fri Sep 21 10:00:00 2018"})
        {
            auto const wish = [&](std::string_view value) {
                return parse_retry_after(value, date, now).value();
            };
            BOOST_TEST((wish("Fri, 21 Sep 2018 10:01:30 GMT") == 90s));
            BOOST_TEST((wish("Friday, 21-Sep-18 10:01:30 GMT") == 90s));
            BOOST_TEST((wish("Fri Sep 21 10:01:30 2018") == 90s));
            BOOST_TEST((wish("Fri, 21 Sep 2018 09:59:59 GMT") == 0s));
            BOOST_TEST((wish("7") == 7s));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
