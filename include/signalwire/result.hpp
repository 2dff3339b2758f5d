#pragma once

#include <signalwire/error.hpp>

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

namespace signalwire
{

/// The result of an operation that is started with `as_result`: a value or an `error`.
///
/// A `boost::system::result`: converts to true if there is a value; `*` and `->` access it,
/// `value()` returns it or throws what the awaitable throws.
///
/// Thread safety: a value type; distinct objects are independent.
template <class T>
class result : public boost::system::result<T, error_ptr>
{
    using base = boost::system::result<T, error_ptr>;

public:
    using base::base;

    /// Returns the error; requires that there is no value. `as<api_error>()` returns it as its
    /// class.
    ///
    /// Lifetime: valid as long as this object or a copy of it.
    [[nodiscard]] signalwire::error const& error() const noexcept
    {
        return *base::error();
    }
};

/// Throws `why` as its class. Called by `result::value` if there is no value.
[[noreturn]] void throw_exception_from_error(
    error_ptr const& why, boost::source_location const& where);

} // namespace signalwire
