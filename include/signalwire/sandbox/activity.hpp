#pragma once

#include <cstddef>

namespace signalwire::sandbox
{

/// What happens in the account of a `server` by itself, so that a listing meets calls that come and
/// change while it is under way. A matter of requests and not of time: equal options and equal
/// requests, one after the other, give equal accounts.
///
/// Thread safety: a value type; distinct objects are independent.
struct activity
{
    activity() = default;

    /// Something happens after every so many requests, when the answer is made; 0 for never.
    std::size_t every = 0;

    /// How many calls arrive then: `server::arrive`.
    std::size_t arrivals = 1;

    /// How many calls change then: `server::change_some`.
    std::size_t changes = 1;
};

} // namespace signalwire::sandbox
