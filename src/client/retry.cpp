#include "client/retry.hpp"

#include "core/http_date.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <system_error>

namespace signalwire::client
{

namespace
{

using std::chrono::milliseconds;

bool is_retryable(retry_config const& policy, attempt_failure const& failed) noexcept
{
    if (failed.why.kind == core::failure_kind::error_response)
    {
        return std::find(
                   policy.retryable_statuses.begin(), policy.retryable_statuses.end(),
                   failed.status)
            != policy.retryable_statuses.end();
    }
    // An operation that has waited too long for a connection would only join the queue's end.
    bool const too_late = failed.why.kind == core::failure_kind::timeout
        && (failed.why.scope == timeout_scope::total || failed.why.phase == phase::acquire);
    return policy.retry_transport_errors && failed.why.transient && !too_late
        && failed.why.kind != core::failure_kind::rejected_by_client;
}

/// Full jitter: anything up to an exponentially growing bound, so that clients that failed together
/// do not come back together.
milliseconds backoff(retry_config const& policy, int attempts, double random) noexcept
{
    double bound = static_cast<double>(policy.base_delay.count());
    double const most = static_cast<double>(policy.max_delay.count());
    for (int i = 1; i < attempts && bound < most; ++i)
        bound *= 2;
    return milliseconds(static_cast<milliseconds::rep>(std::min(bound, most) * random));
}

/// Digits, with a fraction if the server is that exact: rounded up, for too late does no harm.
std::optional<std::chrono::seconds> parse_seconds(std::string_view text) noexcept
{
    std::uint32_t whole = 0;
    auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), whole);
    if (failure == std::errc::invalid_argument)
        return std::nullopt;
    std::string_view fraction = text.substr(static_cast<std::size_t>(end - text.data()));
    if (failure == std::errc::result_out_of_range)
        whole = std::numeric_limits<std::uint32_t>::max();
    if (fraction.empty())
        return std::chrono::seconds(whole);
    constexpr std::string_view digits = "0123456789";
    if (fraction.front() != '.' || fraction.find_first_not_of(digits, 1) != std::string_view::npos)
        return std::nullopt;
    bool const is_more = fraction.find_first_not_of('0', 1) != std::string_view::npos;
    return std::chrono::seconds(std::int64_t{whole} + (is_more ? 1 : 0));
}

} // namespace

retry_decision decide_retry(
    retry_config const& policy, attempt_failure const& failed, retry_class retry,
    attempt_count attempts, retry_inputs const& inputs) noexcept
{
    if (!is_retryable(policy, failed))
    {
        // The operation had no time left for anything.
        bool const late = failed.why.kind == core::failure_kind::timeout
            && failed.why.scope == timeout_scope::total;
        return retry_decision::never(
            late ? retry_stop_reason::deadline : retry_stop_reason::permanent);
    }
    if (retry == retry_class::unsafe && failed.outcome == request_outcome::unknown)
    {
        return retry_decision::never(
            retry_stop_reason::not_idempotent,
            "not retried: not idempotent, and it may have been processed");
    }
    if (attempts.begun >= attempts.allowed)
        return retry_decision::never(retry_stop_reason::max_attempts_reached);
    milliseconds const delay = failed.retry_after
        ? std::chrono::duration_cast<milliseconds>(*failed.retry_after)
        : backoff(policy, attempts.begun, inputs.random);
    if (delay >= inputs.remaining)
    {
        return retry_decision::never(
            retry_stop_reason::deadline,
            failed.retry_after ? "not retried: Retry-After exceeds the rest of timeouts.total"
                               : "not retried: no time left in timeouts.total");
    }
    return retry_decision::after(delay);
}

std::optional<std::chrono::seconds> parse_retry_after(
    std::string_view value, std::string_view date, std::chrono::sys_seconds now) noexcept
{
    // A year is as good as never, and adds to any clock without overflow.
    constexpr std::chrono::seconds most = std::chrono::hours(366 * 24);
    if (std::optional<std::chrono::seconds> const seconds = parse_seconds(value))
        return std::min(*seconds, most);
    std::optional<std::chrono::sys_seconds> const end = core::parse_http_date(value, now);
    if (!end)
        return std::nullopt;
    return std::clamp<std::chrono::seconds>(
        *end - core::parse_http_date(date, now).value_or(now), std::chrono::seconds(0), most);
}

} // namespace signalwire::client
