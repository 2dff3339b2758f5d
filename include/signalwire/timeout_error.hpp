#pragma once

#include <signalwire/error.hpp>
#include <signalwire/phase.hpp>
#include <signalwire/timeout_scope.hpp>

#include <string>

namespace signalwire
{

/// An operation ran out of time. `code()` is `boost::asio::error::timed_out`.
class timeout_error : public error
{
public:
    /// `last_failure` is the reason why the attempt before failed, or empty.
    timeout_error(
        signalwire::phase step, timeout_scope limit, std::string const& last_failure,
        error_context context);

    /// What was being waited for.
    [[nodiscard]] signalwire::phase phase() const noexcept;
    /// Whose limit ran out: the step's own, the attempt's or the operation's.
    [[nodiscard]] timeout_scope scope() const noexcept;
    /// Why the attempt before this one failed; empty when there was none.
    [[nodiscard]] std::string const& last_failure() const noexcept;

private:
    friend class error;

    static constexpr error_kind kind = error_kind::timeout;

    explicit timeout_error(error const& base) noexcept
        : error(base)
    {
    }
};

} // namespace signalwire
