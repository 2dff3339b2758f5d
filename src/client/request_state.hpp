#pragma once

#include "client/request.hpp"
#include "client/retry.hpp"
#include "core/failure.hpp"

#include <signalwire/client_config.hpp>
#include <signalwire/error_context.hpp>

#include <chrono>
#include <cstddef>
#include <optional>

namespace signalwire::client
{

/// How one exchange ended.
struct exchange_result
{
    exchange_result() = default;

    /// Bytes of the request that were handed to the transport, and all that it has.
    std::size_t written = 0;
    std::size_t size = 0;
    /// Whether a byte of a response was received.
    bool answered = false;
    /// The HTTP status; 0 while there is none.
    int status = 0;
    std::optional<std::chrono::seconds> retry_after;
    /// Nothing for a complete response whose status is one of success.
    std::optional<core::failure> why;
};

/// The life of a request without I/O and clock: attempts, the replacement of a stale connection,
/// delays, and whether the server may have processed it. Each event returns what to do next.
class request_state
{
public:
    enum class action
    {
        /// Wait for the rate limit: `admitted`. Begins an attempt.
        wait_turn,
        /// Wait for a connection of the pool: `connected`.
        wait_connection,
        /// Open a connection: `opened`.
        open,
        /// Send and receive: `exchanged`.
        exchange,
        /// Take a token of the retry budget, or `withhold`, and wait for `decision().delay`:
        /// `paused`.
        pause,
        /// The end: `failure()` says of which kind.
        finish
    };

    /// `policy` must outlive this. `idempotent` overrides the class of a write, `max_attempts` that
    /// of the policy.
    request_state(
        operation_type const& type, retry_config const& policy,
        std::optional<bool> idempotent = std::nullopt,
        std::optional<int> max_attempts = std::nullopt);
    request_state(
        operation_type const& type, retry_config&& policy,
        std::optional<bool> idempotent = std::nullopt,
        std::optional<int> max_attempts = std::nullopt) = delete;

    [[nodiscard]] action next() const noexcept
    {
        return next_;
    }

    action admitted() noexcept;
    /// `reused` tells whether the connection is open already.
    action connected(bool reused) noexcept;
    action opened() noexcept;
    action exchanged(exchange_result const& result, retry_inputs const& inputs);
    action paused() noexcept;

    /// A step other than the exchange has failed.
    action failed(core::failure why, retry_inputs const& inputs);

    /// The operation was stopped before the next attempt could begin.
    action stop(core::failure why) noexcept;

    /// The retry budget is used up.
    action withhold() noexcept;

    /// Returns true when Asio's `total` cancellation, which promises that there was no effect, can
    /// stop the operation now: it is safe, or no attempt may have reached the server.
    [[nodiscard]] bool allows_total_cancellation() const noexcept;

    /// Attempts begun.
    [[nodiscard]] int attempts() const noexcept
    {
        return attempts_;
    }

    [[nodiscard]] int max_attempts() const noexcept
    {
        return max_attempts_;
    }

    /// Whether the server may have processed the request in any attempt.
    [[nodiscard]] request_outcome outcome() const noexcept
    {
        return outcome_;
    }

    /// Why the last attempt failed; nothing after success.
    [[nodiscard]] std::optional<core::failure> const& failure() const noexcept
    {
        return failure_;
    }

    /// What was decided about that failure.
    [[nodiscard]] retry_decision const& decision() const noexcept
    {
        return decision_;
    }

private:
    action go(action next) noexcept;
    action fail(attempt_failure failed, retry_inputs const& inputs);
    void note(request_outcome of_attempt) noexcept;
    [[nodiscard]] request_outcome outcome_of(exchange_result const& result) const noexcept;
    [[nodiscard]] bool is_stale(exchange_result const& result) const noexcept;

    operation_type const& type_;
    retry_config const& policy_;
    int const max_attempts_;
    retry_class class_;
    action next_ = action::wait_turn;
    int attempts_ = 0;
    bool reused_ = false;
    request_outcome outcome_ = request_outcome::not_sent;
    std::optional<core::failure> failure_;
    retry_decision decision_ = retry_decision::never(retry_stop_reason::permanent);
};

} // namespace signalwire::client
