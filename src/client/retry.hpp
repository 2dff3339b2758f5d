#pragma once

#include "client/request.hpp"
#include "core/failure.hpp"

#include <signalwire/client_config.hpp>
#include <signalwire/error_context.hpp>

#include <chrono>
#include <optional>
#include <string_view>
#include <utility>

namespace signalwire::client
{

/// A failed attempt.
struct attempt_failure
{
    attempt_failure() = default;

    explicit attempt_failure(core::failure failed)
        : why(std::move(failed))
    {
    }

    core::failure why;
    /// The HTTP status of an error response.
    int status = 0;
    /// Its `Retry-After`.
    std::optional<std::chrono::seconds> retry_after;
    /// Whether the server may have processed this attempt.
    request_outcome outcome = request_outcome::not_sent;
};

/// How many attempts have begun, the failed one included, and how many may.
struct attempt_count
{
    int begun = 0;
    int allowed = 0;
};

/// What the decision depends on besides the operation and its failure.
struct retry_inputs
{
    retry_inputs() = default;

    retry_inputs(std::chrono::milliseconds left, double chance) noexcept
        : remaining(left)
        , random(chance)
    {
    }

    /// Until the deadline of the operation.
    std::chrono::milliseconds remaining{};
    /// A random number, 0 to 1.
    double random = 0;
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
        return retry_decision(action::retry, pause, retry_stop_reason::permanent, {});
    }

    [[nodiscard]] static retry_decision never(
        retry_stop_reason reason, std::string_view clause = {}) noexcept
    {
        return retry_decision(action::give_up, std::chrono::milliseconds(0), reason, clause);
    }

    action what;
    std::chrono::milliseconds delay;
    /// Why there is no other attempt, if there is none.
    retry_stop_reason stop;
    /// The reason as a clause that follows the message of the failure; may be empty.
    std::string_view why;

private:
    retry_decision(
        action value, std::chrono::milliseconds pause, retry_stop_reason reason,
        std::string_view clause) noexcept
        : what(value)
        , delay(pause)
        , stop(reason)
        , why(clause)
    {
    }
};

/// Decides about another attempt of an operation of class `retry`. An attempt of an unsafe
/// operation that the server may have processed is not repeated. `policy.max_attempts` has no
/// effect.
[[nodiscard]] retry_decision decide_retry(
    retry_config const& policy, attempt_failure const& failed, retry_class retry,
    attempt_count attempts, retry_inputs const& inputs) noexcept;

/// Reads the header `Retry-After` (RFC 9110 section 10.2.3): seconds or an HTTP date. Returns
/// nothing for other text, and zero for a date in the past. A date is compared with the header
/// `Date` of the same response, `date`, because the clocks may differ; with `now` only if that is
/// no date.
[[nodiscard]] std::optional<std::chrono::seconds> parse_retry_after(
    std::string_view value, std::string_view date, std::chrono::sys_seconds now) noexcept;

} // namespace signalwire::client
