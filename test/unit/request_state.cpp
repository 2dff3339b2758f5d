#include "client/request_state.hpp"

#include <signalwire/compat/calls_resource.hpp>
#include <signalwire/errc.hpp>

#include <boost/asio/error.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <ostream>
#include <string_view>

using signalwire::errc;
using signalwire::phase;
using signalwire::request_outcome;
using signalwire::retry_config;
using signalwire::retry_stop_reason;
using signalwire::client::exchange_result;
using signalwire::client::http_method;
using signalwire::client::operation_type;
using signalwire::client::request_state;
using signalwire::client::retry_class;
using signalwire::client::retry_inputs;
using signalwire::core::failure;
using signalwire::core::failure_kind;
using action = request_state::action;

BOOST_AUTO_TEST_SUITE(request_states)

namespace
{

using namespace std::chrono_literals;

constexpr operation_type get{"things.get", http_method::get, "/Things", retry_class::safe};
constexpr operation_type put{"things.put", http_method::put, "/Things", retry_class::idempotent};
constexpr operation_type post{"things.create", http_method::post, "/Things", retry_class::unsafe};
constexpr operation_type remove{
    "things.remove", http_method::remove, "/Things", retry_class::idempotent};

retry_inputs const much_time(10min, 0.5);

/// An exchange of 100 bytes of which `written` were written.
exchange_result broken(std::size_t written, bool answered = false)
{
    exchange_result out;
    out.written = written;
    out.size = 100;
    out.answered = answered;
    out.why.emplace(failure_kind::transport, phase::first_byte, boost::asio::error::eof, "closed");
    return out;
}

exchange_result answered(int status, std::size_t written = 100)
{
    exchange_result out = broken(written, true);
    out.status = status;
    out.why.emplace(
        failure_kind::error_response, phase::between_bytes, boost::system::error_code(), "refused");
    return out;
}

retry_config const standard_policy;

/// A state whose next action is to exchange.
request_state connected(operation_type const& type, bool reused)
{
    request_state state(type, standard_policy);
    state.admitted();
    if (state.connected(reused) == action::open)
        state.opened();
    return state;
}

struct ending
{
    std::string_view what;
    exchange_result result;
    bool reused;
    action of_safe;
    action of_unsafe;
    request_outcome outcome;

    friend std::ostream& operator<<(std::ostream& out, ending const& sample)
    {
        return out << sample.what;
    }
};

ending const endings[] = {
    {"nothing was written", broken(0), false, action::pause, action::pause,
     request_outcome::not_sent},
    {"a part was written", broken(99), false, action::pause, action::pause,
     request_outcome::not_sent},
    {"all was written", broken(100), false, action::pause, action::finish,
     request_outcome::unknown},
    {"the response broke", broken(100, true), false, action::pause, action::finish,
     request_outcome::unknown},
    {"a stale connection, nothing was written", broken(0), true, action::open, action::open,
     request_outcome::not_sent},
    {"a stale connection, a part was written", broken(50), true, action::open, action::pause,
     request_outcome::not_sent},
    {"a stale connection, all was written", broken(100), true, action::open, action::finish,
     request_outcome::unknown},
    {"a reused connection that broke in the response", broken(100, true), true, action::pause,
     action::finish, request_outcome::unknown},
    {"400", answered(400), false, action::finish, action::finish, request_outcome::refused},
    {"401 before all was written", answered(401, 50), false, action::finish, action::finish,
     request_outcome::refused},
    {"408", answered(408), false, action::pause, action::pause, request_outcome::refused},
    {"429", answered(429), false, action::pause, action::pause, request_outcome::refused},
    {"500", answered(500), false, action::pause, action::finish, request_outcome::unknown},
    {"502", answered(502), false, action::pause, action::finish, request_outcome::unknown},
    {"502 on a reused connection", answered(502), true, action::pause, action::finish,
     request_outcome::unknown},
    {"503 before all was written", answered(503, 50), false, action::pause, action::pause,
     request_outcome::not_sent},
    {"200 before all was written, and then nothing", answered(200, 50), false, action::finish,
     action::finish, request_outcome::unknown},
    {"505", answered(505), false, action::finish, action::finish, request_outcome::unknown},
    {"302", answered(302), false, action::finish, action::finish, request_outcome::unknown},
};

} // namespace

BOOST_DATA_TEST_CASE(an_exchange_that_failed_is_repeated_unless_it_may_have_had_an_effect, endings)
{
    for (operation_type const* const type : {&get, &put, &post})
    {
        request_state state = connected(*type, sample.reused);
        bool const is_unsafe = type->retry == retry_class::unsafe;
        action const expected = is_unsafe ? sample.of_unsafe : sample.of_safe;
        BOOST_TEST((state.exchanged(sample.result, much_time) == expected), type->name);
        BOOST_TEST((state.next() == expected));
        BOOST_TEST((state.outcome() == sample.outcome), type->name);
        BOOST_TEST((state.failure().has_value() == (expected != action::open)));
        bool const is_withheld =
            is_unsafe && sample.of_unsafe != sample.of_safe && sample.of_safe == action::pause;
        if (is_withheld)
            BOOST_TEST(state.decision().stop == retry_stop_reason::not_idempotent);
    }
}

BOOST_AUTO_TEST_CASE(a_request_that_succeeds_takes_each_step_once)
{
    request_state state(get, standard_policy);
    BOOST_TEST((state.next() == action::wait_turn));
    BOOST_TEST((state.admitted() == action::wait_connection));
    BOOST_TEST(state.attempts() == 0, "waiting is no attempt");
    BOOST_TEST((state.connected(false) == action::open));
    BOOST_TEST((state.opened() == action::exchange));
    exchange_result whole;
    whole.written = whole.size = 100;
    whole.answered = true;
    whole.status = 200;
    BOOST_TEST((state.exchanged(whole, much_time) == action::finish));
    BOOST_TEST(!state.failure().has_value());
    BOOST_TEST(state.attempts() == 1);
}

BOOST_AUTO_TEST_CASE(a_stale_connection_is_replaced_once_and_is_no_attempt)
{
    request_state state = connected(get, true);
    BOOST_TEST((state.exchanged(broken(100), much_time) == action::open));
    BOOST_TEST((state.opened() == action::exchange));
    BOOST_TEST(state.attempts() == 1);
    BOOST_TEST((state.exchanged(broken(100), much_time) == action::pause));
    BOOST_TEST((state.paused() == action::wait_turn));
    state.admitted();
    state.connected(true);
    BOOST_TEST(state.attempts() == 2);
}

BOOST_AUTO_TEST_CASE(a_step_before_the_exchange_may_fail)
{
    auto const fail = [](failure_kind kind, boost::system::error_code code) {
        request_state state(post, standard_policy);
        state.admitted();
        state.connected(false);
        state.failed(failure(kind, phase::connect, code, "no"), much_time);
        BOOST_TEST((state.outcome() == request_outcome::not_sent));
        return state.next();
    };
    BOOST_TEST(
        (fail(failure_kind::transport, boost::asio::error::connection_refused) == action::pause));
    BOOST_TEST((fail(failure_kind::timeout, {}) == action::pause));
    BOOST_TEST((fail(failure_kind::cancelled, {}) == action::finish));
    BOOST_TEST((fail(failure_kind::rejected_by_client, errc::shut_down) == action::finish));
}

BOOST_AUTO_TEST_CASE(attempts_and_the_budget_run_out)
{
    retry_config twice;
    twice.max_attempts = 2;
    request_state state(get, twice);
    state.admitted();
    state.connected(true);
    BOOST_TEST((state.exchanged(answered(503), much_time) == action::pause));
    state.paused();
    state.admitted();
    state.connected(true);
    BOOST_TEST((state.exchanged(answered(503), much_time) == action::finish));
    BOOST_TEST(state.decision().stop == retry_stop_reason::max_attempts_reached);

    request_state poor = connected(get, false);
    BOOST_TEST((poor.exchanged(answered(503), much_time) == action::pause));
    BOOST_TEST((poor.withhold() == action::finish));
    BOOST_TEST(poor.decision().stop == retry_stop_reason::budget_exhausted);
}

BOOST_AUTO_TEST_CASE(what_an_attempt_may_have_done_no_later_one_takes_back)
{
    request_state state = connected(put, false);
    BOOST_TEST((state.exchanged(answered(502), much_time) == action::pause));
    state.paused();
    state.admitted();
    state.connected(false);
    state.failed(
        failure(
            failure_kind::transport, phase::connect, boost::asio::error::connection_refused, "no"),
        much_time);
    BOOST_TEST((state.outcome() == request_outcome::unknown));
}

BOOST_AUTO_TEST_CASE(a_repeated_removal_that_finds_nothing_is_done)
{
    request_state first = connected(remove, false);
    BOOST_TEST((first.exchanged(answered(404), much_time) == action::finish));
    BOOST_TEST(first.failure().has_value());

    request_state second = connected(remove, false);
    BOOST_TEST((second.exchanged(broken(100), much_time) == action::pause));
    second.paused();
    second.admitted();
    second.connected(true);
    BOOST_TEST((second.exchanged(answered(404), much_time) == action::finish));
    BOOST_TEST(!second.failure().has_value());
}

namespace
{

exchange_result unavailable(std::optional<std::chrono::seconds> retry_after)
{
    exchange_result out = answered(503);
    out.retry_after = retry_after;
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(a_503_with_retry_after_is_a_refusal_if_the_operation_says_so)
{
    operation_type documented = post;
    documented.refuses_by_503 = true;
    operation_type const* const both[] = {&post, &documented};
    for (operation_type const* const type : both)
    {
        bool const is_refusal = type->refuses_by_503;
        request_state asked = connected(*type, false);
        BOOST_TEST(
            (asked.exchanged(unavailable(1s), much_time)
             == (is_refusal ? action::pause : action::finish)));
        BOOST_TEST((
            asked.outcome() == (is_refusal ? request_outcome::refused : request_outcome::unknown)));
        request_state told_nothing = connected(*type, false);
        BOOST_TEST((told_nothing.exchanged(unavailable({}), much_time) == action::finish));
        BOOST_TEST((told_nothing.outcome() == request_outcome::unknown));
    }
}

BOOST_AUTO_TEST_CASE(operations_with_a_documented_503_say_so)
{
    namespace operations = signalwire::compat::operations;
    BOOST_TEST(operations::start_recording.refuses_by_503);
    BOOST_TEST(operations::start_stream.refuses_by_503);
    BOOST_TEST(operations::update_call.refuses_by_503);
    BOOST_TEST(!operations::create_call.refuses_by_503);
}

BOOST_AUTO_TEST_CASE(the_caller_decides_whether_a_write_may_be_repeated)
{
    auto const after_unknown = [](operation_type const& type, std::optional<bool> idempotent) {
        request_state state(type, standard_policy, idempotent);
        state.admitted();
        state.connected(false);
        state.opened();
        return state.exchanged(broken(100), much_time);
    };
    BOOST_TEST((after_unknown(post, std::nullopt) == action::finish));
    BOOST_TEST((after_unknown(post, true) == action::pause));
    BOOST_TEST((after_unknown(post, false) == action::finish));
    BOOST_TEST((after_unknown(put, true) == action::pause));
    BOOST_TEST((after_unknown(put, false) == action::finish));
    BOOST_TEST((after_unknown(get, false) == action::pause), "a read has no effect");

    request_state stale(post, standard_policy, true);
    stale.admitted();
    stale.connected(true);
    BOOST_TEST((stale.exchanged(broken(100), much_time) == action::open));
    BOOST_TEST((stale.outcome() == request_outcome::unknown), "the repetition does not undo it");
    BOOST_TEST(!stale.allows_total_cancellation());
}

BOOST_AUTO_TEST_CASE(a_stop_takes_the_place_of_the_next_attempt)
{
    for (failure_kind const kind : {failure_kind::cancelled, failure_kind::timeout})
    {
        request_state state = connected(post, false);
        BOOST_TEST((state.exchanged(answered(429), much_time) == action::pause));
        BOOST_TEST(
            (state.stop(failure(kind, phase::first_byte, boost::asio::error::timed_out, "no"))
             == action::finish));
        BOOST_TEST((state.failure()->kind == kind));
        BOOST_TEST((state.outcome() == request_outcome::refused));
        BOOST_TEST(
            state.decision().stop
            == (kind == failure_kind::timeout ? retry_stop_reason::deadline
                                              : retry_stop_reason::permanent));
    }
}

BOOST_AUTO_TEST_CASE(total_cancellation_stops_only_what_has_had_no_effect)
{
    for (operation_type const* const type : {&get, &put, &post})
    {
        bool const is_safe = type->retry == retry_class::safe;
        request_state state(*type, standard_policy);
        BOOST_TEST(state.allows_total_cancellation());
        state.admitted();
        BOOST_TEST(state.allows_total_cancellation());
        state.connected(false);
        BOOST_TEST(state.allows_total_cancellation());
        state.opened();
        BOOST_TEST(state.allows_total_cancellation() == is_safe, type->name);
        exchange_result const unknown = answered(503);
        state.exchanged(unknown, much_time);
        BOOST_TEST(state.allows_total_cancellation() == is_safe, type->name);
    }
    request_state unsent = connected(post, false);
    unsent.exchanged(broken(50), much_time);
    BOOST_TEST(unsent.allows_total_cancellation(), "between two attempts, nothing was sent");
    request_state stale = connected(post, true);
    BOOST_TEST((stale.exchanged(broken(0), much_time) == action::open));
    BOOST_TEST(stale.allows_total_cancellation(), "on the way to another connection");
}

BOOST_AUTO_TEST_SUITE_END()
