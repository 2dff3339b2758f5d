#include "client/retry.hpp"

#include <signalwire/errc.hpp>
#include <signalwire/timestamp.hpp>

#include <algorithm>
#include <charconv>

namespace signalwire::client
{

namespace
{

using std::chrono::milliseconds;

bool is_transient_status(int status) noexcept
{
    switch (status)
    {
    case 408:
    case 429:
    case 500:
    case 502:
    case 503:
    case 504: return true;
    default: return false;
    }
}

bool is_transient(attempt_report const& report) noexcept
{
    switch (report.kind)
    {
    case net::failure_kind::transport: return !report.permanent;
    // Whoever has waited in vain for a connection would only join the end of the queue.
    case net::failure_kind::timeout:
        return report.limit != time_limit::total && report.step != phase::lease;
    case net::failure_kind::protocol: return report.code == errc::truncated_response;
    case net::failure_kind::refused: return is_transient_status(report.status);
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
    using action = retry_decision::action;
    if (!is_transient(report) || state.attempts >= policy.max_attempts)
        return {action::give_up, milliseconds(0), {}};
    milliseconds const delay = report.retry_after
        ? std::chrono::duration_cast<milliseconds>(*report.retry_after)
        : backoff(policy, state);
    if (delay >= state.remaining)
    {
        return {
            action::give_up, delay,
            report.retry_after ? "not tried again, because the server wants a longer pause than "
                                 "timeouts.total leaves"
                               : "not tried again, because timeouts.total leaves no time"};
    }
    return {action::retry, delay, {}};
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
    std::optional<timestamp> const date = timestamp::parse(value);
    if (!date)
        return std::nullopt;
    return std::max(date->time() - now, std::chrono::seconds(0));
}

} // namespace signalwire::client
