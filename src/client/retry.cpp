#include "client/retry.hpp"

#include "client/http_date.hpp"

#include <signalwire/errc.hpp>

#include <algorithm>
#include <charconv>

namespace signalwire::client
{

namespace
{

using std::chrono::milliseconds;

bool is_transient(retry_config const& policy, attempt_report const& report) noexcept
{
    switch (report.kind)
    {
    case net::failure_kind::transport: return policy.transport_failures && !report.permanent;
    // Whoever has waited in vain for a connection would only join the end of the queue.
    case net::failure_kind::timeout:
        return policy.transport_failures && report.limit != time_limit::total
            && report.step != phase::lease;
    case net::failure_kind::protocol:
        return policy.transport_failures && report.code == errc::truncated_response;
    case net::failure_kind::refused:
        return std::find(policy.statuses.begin(), policy.statuses.end(), report.status)
            != policy.statuses.end();
    case net::failure_kind::stopped:
    case net::failure_kind::unavailable: break;
    }
    return false;
}

/// Full jitter: anything up to an exponentially growing bound, so that clients that failed together
/// do not come back together.
milliseconds backoff(retry_config const& policy, retry_state const& state) noexcept
{
    double bound = static_cast<double>(policy.base_delay.count());
    double const most = static_cast<double>(policy.max_delay.count());
    for (int i = 1; i < state.attempts && bound < most; ++i)
        bound *= 2;
    return milliseconds(static_cast<milliseconds::rep>(std::min(bound, most) * state.random));
}

} // namespace

bool is_stale(net::failure const& why, bool reused) noexcept
{
    return reused && why.kind == net::failure_kind::transport && !why.answered;
}

retry_decision decide_retry(
    retry_config const& policy, attempt_report const& report, retry_state const& state) noexcept
{
    if (!is_transient(policy, report))
    {
        // The operation had no time left for anything.
        bool const late =
            report.kind == net::failure_kind::timeout && report.limit == time_limit::total;
        return retry_decision::never(late ? retry_stop::deadline : retry_stop::permanent);
    }
    if (!state.idempotent && report.sent)
    {
        return retry_decision::never(
            retry_stop::unsafe, "not tried again, because the server may have acted on it");
    }
    if (state.attempts >= policy.max_attempts)
        return retry_decision::never(retry_stop::exhausted);
    milliseconds const delay = report.retry_after
        ? std::chrono::duration_cast<milliseconds>(*report.retry_after)
        : backoff(policy, state);
    if (delay >= state.remaining)
    {
        return retry_decision::never(
            retry_stop::deadline,
            report.retry_after ? "not tried again, because the server wants a longer pause than "
                                 "timeouts.total leaves"
                               : "not tried again, because timeouts.total leaves no time");
    }
    return retry_decision::after(delay);
}

std::optional<std::chrono::seconds> parse_retry_after(
    std::string_view value, std::chrono::sys_seconds now) noexcept
{
    std::int64_t seconds = 0;
    auto const [end, failure] = std::from_chars(value.data(), value.data() + value.size(), seconds);
    // A year is as good as never, and adds to any clock without overflow.
    constexpr std::int64_t most = 366 * 24 * 3600;
    if (failure == std::errc::result_out_of_range)
        seconds = value.front() == '-' ? -1 : most;
    if (failure != std::errc::invalid_argument && end == value.data() + value.size())
    {
        return seconds < 0 ? std::nullopt
                           : std::optional(std::chrono::seconds(std::min(seconds, most)));
    }
    std::optional<std::chrono::sys_seconds> const date = parse_http_date(value, now);
    if (!date)
        return std::nullopt;
    return std::clamp<std::chrono::seconds>(
        *date - now, std::chrono::seconds(0), std::chrono::seconds(most));
}

} // namespace signalwire::client
