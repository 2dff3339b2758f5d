#include "client/request_state.hpp"

#include <utility>

namespace signalwire::client
{

namespace
{

retry_class class_of(operation_type const& type, std::optional<bool> idempotent) noexcept
{
    if (type.retry == retry_class::safe || !idempotent)
        return type.retry;
    return *idempotent ? retry_class::idempotent : retry_class::unsafe;
}

} // namespace

request_state::request_state(
    operation_type const& type, retry_config const& policy, std::optional<bool> idempotent,
    std::optional<int> max_attempts)
    : type_(type)
    , policy_(policy)
    , max_attempts_(max_attempts.value_or(policy.max_attempts))
    , class_(class_of(type, idempotent))
{
}

request_state::action request_state::admitted() noexcept
{
    return go(action::wait_connection);
}

request_state::action request_state::connected(bool reused) noexcept
{
    ++attempts_;
    reused_ = reused;
    return go(reused ? action::exchange : action::open);
}

request_state::action request_state::opened() noexcept
{
    reused_ = false;
    return go(action::exchange);
}

request_state::action request_state::exchanged(
    exchange_result const& result, retry_inputs const& inputs)
{
    if (!result.why)
    {
        failure_.reset();
        return go(action::finish);
    }
    constexpr int not_found = 404;
    // An earlier attempt that may have been processed has removed it.
    if (type_.method == http_method::remove && outcome_ == request_outcome::unknown
        && result.status == not_found)
    {
        failure_.reset();
        return go(action::finish);
    }
    note(outcome_of(result));
    if (is_stale(result))
        return go(action::open);
    attempt_failure failed(*result.why);
    failed.status = result.status;
    failed.retry_after = result.retry_after;
    failed.outcome = outcome_of(result);
    return fail(std::move(failed), inputs);
}

request_state::action request_state::paused() noexcept
{
    return go(action::wait_turn);
}

request_state::action request_state::failed(core::failure why, retry_inputs const& inputs)
{
    return fail(attempt_failure(std::move(why)), inputs);
}

request_state::action request_state::stop(core::failure why) noexcept
{
    bool const late = why.kind == core::failure_kind::timeout;
    failure_ = std::move(why);
    decision_ =
        retry_decision::never(late ? retry_stop_reason::deadline : retry_stop_reason::permanent);
    return go(action::finish);
}

request_state::action request_state::withhold() noexcept
{
    decision_ = retry_decision::never(
        retry_stop_reason::budget_exhausted, "not retried: retry budget exhausted (retry.budget)");
    return go(action::finish);
}

bool request_state::allows_total_cancellation() const noexcept
{
    bool const may_have_effect = next_ == action::exchange || outcome_ == request_outcome::unknown;
    return class_ == retry_class::safe || !may_have_effect;
}

request_state::action request_state::go(action next) noexcept
{
    next_ = next;
    return next_;
}

request_state::action request_state::fail(attempt_failure failed, retry_inputs const& inputs)
{
    decision_ = decide_retry(policy_, failed, class_, {attempts_, max_attempts_}, inputs);
    failure_ = std::move(failed.why);
    bool const again = decision_.what == retry_decision::action::retry;
    return go(again ? action::pause : action::finish);
}

/// Returns the outcome of a failed exchange.
request_outcome request_state::outcome_of(exchange_result const& result) const noexcept
{
    constexpr int unavailable = 503;
    if (result.status >= 400 && result.status < 500)
        return request_outcome::refused;
    if (result.status == unavailable && result.retry_after && type_.refuses_by_503)
        return request_outcome::refused;
    // A server that does not refuse before it has everything did not need the rest.
    bool const is_early_success = result.status >= 200 && result.status < 400;
    // A request that is not complete cannot be processed, nor can a TLS record that is not.
    return result.written < result.size && !is_early_success ? request_outcome::not_sent
                                                             : request_outcome::unknown;
}

/// A later attempt cannot undo an effect of an earlier one.
void request_state::note(request_outcome of_attempt) noexcept
{
    if (outcome_ != request_outcome::unknown)
        outcome_ = of_attempt;
}

/// Returns true if the server had closed the connection while it was idle: no byte of a response
/// was received. The request is then sent on a new connection at once, which does not count as an
/// attempt. An unsafe request is sent again only if no byte of it was sent.
bool request_state::is_stale(exchange_result const& result) const noexcept
{
    return reused_ && result.why->kind == core::failure_kind::transport && !result.answered
        && (result.written == 0 || class_ != retry_class::unsafe);
}

} // namespace signalwire::client
