#pragma once

#include <signalwire/error.hpp>

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

namespace signalwire
{

/// What an operation gives that is started with `as_result`: a value or an `error`.
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

    /// Why there is no value; `as<api_error>()` and the like give it as its own class. Requires
    /// that there is no value. Valid as long as this object or a copy of it lives.
    [[nodiscard]] signalwire::error const& error() const noexcept
    {
        return *base::error();
    }
};

/// What `result::value` calls when there is no value. Throws `why` as the class it was made as.
[[noreturn]] void throw_exception_from_error(
    error_ptr const& why, boost::source_location const& where);

} // namespace signalwire
