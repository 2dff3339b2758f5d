#pragma once

#include <signalwire/error.hpp>
#include <signalwire/phase.hpp>

#include <string>

namespace signalwire
{

/// An operation timed out. `code()` is `boost::asio::error::timed_out`.
class timeout_error : public error
{
public:
    /// `last_failure` is the reason why the previous attempt failed, or empty.
    timeout_error(
        signalwire::phase phase, timeout_scope scope, std::string const& last_failure,
        error_context context);

    /// Returns the phase in which the operation timed out.
    [[nodiscard]] signalwire::phase phase() const noexcept;
    /// Returns the timeout that expired: of the phase, the attempt or the operation.
    [[nodiscard]] timeout_scope scope() const noexcept;
    /// Returns the reason why the previous attempt failed; empty if there was none.
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
