#pragma once

#include <signalwire/cursor.hpp>
#include <signalwire/error.hpp>

#include <exception>

namespace signalwire
{

/// The callback of `for_each` threw an exception.
///
/// `code()` is `errc::callback_failed`. A stream that resumes from `cursor()` delivers every item
/// whose callback did not succeed.
class callback_error : public error
{
public:
    /// `cause` is the exception of the callback, not null.
    callback_error(std::exception_ptr cause, signalwire::cursor position);

    /// Returns the exception of the callback.
    [[nodiscard]] std::exception_ptr const& cause() const noexcept;

private:
    friend class error;

    static constexpr error_kind kind = error_kind::callback;

    explicit callback_error(error const& base) noexcept
        : error(base)
    {
    }
};

} // namespace signalwire
