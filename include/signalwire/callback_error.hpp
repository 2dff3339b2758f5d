#pragma once

#include <signalwire/cursor.hpp>
#include <signalwire/error.hpp>

#include <exception>

namespace signalwire
{

/// A handler of `for_each` failed. `code()` is `errc::callback_failed`; `cursor()` is the position
/// from which a stream delivers every item whose handler did not succeed.
class callback_error : public error
{
public:
    /// `cause` is what the handler threw; not null.
    callback_error(std::exception_ptr cause, signalwire::cursor position);

    /// What the handler threw.
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
