#pragma once

#include "core/failure.hpp"

#include <signalwire/retry_config.hpp>
#include <signalwire/retry_stop.hpp>

#include <chrono>
#include <optional>
#include <string_view>

namespace signalwire::client
{

/// A failed attempt, as far as deciding about another one goes.
struct attempt_report
{
    attempt_report() = default;

    core::failure_kind kind = core::failure_kind::transport;
    phase step = phase::first_byte;
    boost::system::error_code code;
    /// Whose time ran out, for a timeout.
    time_limit limit = time_limit::step;
    /// The HTTP status, when the API refused.
    int status = 0;
    std::optional<std::chrono::seconds> retry_after;
    /// Trying again cannot help: the certificate is wrong, say.
    bool permanent = false;
    /// Whether the server may have seen the request.
    bool sent = false;
};

/// How far the operation has come.
struct retry_state
{
    retry_state() = default;

    /// Attempts begun, the failed one included.
    int attempts = 1;
    /// Until the deadline of the operation.
    std::chrono::milliseconds remaining{};
    /// A random number, 0 to 1.
    double random = 0;
    /// Whether the request may be repeated although the server has seen it.
    bool idempotent = true;
};

/// What to do after a failed attempt.
struct retry_decision
{
    enum class action
    {
        /// After `delay`.
        retry,
        /// `why` says why not.
        give_up
    };

    [[nodiscard]] static retry_decision after(std::chrono::milliseconds pause) noexcept
    {
        return retry_decision(action::retry, pause, retry_stop::permanent, {});
    }

    [[nodiscard]] static retry_decision never(
        retry_stop reason, std::string_view clause = {}) noexcept
    {
        return retry_decision(action::give_up, std::chrono::milliseconds(0), reason, clause);
    }

    action what;
    std::chrono::milliseconds delay;
    /// Why there is no other attempt, when there is none.
    retry_stop stop;
    /// The same as a clause to follow the reason of the failure, where that needs saying.
    std::string_view why;

private:
    retry_decision(
        action value, std::chrono::milliseconds pause, retry_stop reason,
        std::string_view clause) noexcept
        : what(value)
        , delay(pause)
        , stop(reason)
        , why(clause)
    {
    }
};

/// Whether a connection that had served before broke because the server had closed it while it was
/// idle: not a byte of the response came. An idempotent request is then worth another connection at
/// once, without counting it as an attempt.
[[nodiscard]] bool is_stale(core::failure const& why, bool reused) noexcept;

/// Decides about another attempt of an idempotent request.
[[nodiscard]] retry_decision decide_retry(
    retry_config const& policy, attempt_report const& report, retry_state const& state) noexcept;

/// Reads the header `Retry-After` (RFC 9110 section 10.2.3): seconds or an HTTP date. Nothing when
/// it is neither; a date that has passed means zero. How far off a date is the server knows best:
/// what counts is the header `Date` of the same response, `date`, and our own clock, `now`, only
/// where that is no date.
[[nodiscard]] std::optional<std::chrono::seconds> parse_retry_after(
    std::string_view value, std::string_view date, std::chrono::sys_seconds now) noexcept;

} // namespace signalwire::client
