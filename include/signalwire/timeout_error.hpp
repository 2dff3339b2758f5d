#pragma once

#include <signalwire/error.hpp>
#include <signalwire/phase.hpp>
#include <signalwire/time_limit.hpp>

#include <memory>
#include <string>

namespace signalwire
{

/// An operation ran out of time. `code()` is `boost::asio::error::timed_out`.
class timeout_error : public error
{
public:
    /// `last_failure` is the reason why the attempt before failed, or empty.
    timeout_error(
        signalwire::phase step, time_limit limit, std::string const& last_failure,
        error_context context);

    /// Copies as `error` does.
    timeout_error(timeout_error const&) noexcept = default;
    /// Copies as `error` does.
    timeout_error& operator=(timeout_error const&) noexcept = default;

    /// What was being waited for.
    [[nodiscard]] signalwire::phase phase() const noexcept;
    /// Whose limit ran out: the step's own, the attempt's or the operation's.
    [[nodiscard]] time_limit limit() const noexcept;
    /// Why the attempt before this one failed; empty when there was none.
    [[nodiscard]] std::string const& last_failure() const noexcept;

private:
    signalwire::phase phase_;
    time_limit limit_;
    std::shared_ptr<std::string const> last_failure_;
};

} // namespace signalwire
