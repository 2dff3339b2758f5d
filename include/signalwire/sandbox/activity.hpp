#pragma once

#include <cstddef>

namespace signalwire::sandbox
{

/// Changes that a `server` makes to its account while it serves requests, so that listings meet
/// new and updated calls. It is driven by the number of requests and not by time: equal options and
/// equal sequential requests give equal accounts.
///
/// Thread safety: a value type; distinct objects are independent.
struct activity
{
    activity() = default;

    /// Period in requests; the changes follow each `every_requests`-th response. 0 (default): no
    /// changes.
    std::size_t every_requests = 0;

    /// Number of calls to add each time, as by `server::add_calls`. Default: 1.
    std::size_t new_calls = 1;

    /// Number of calls to update each time, as by `server::update_random_calls`. Default: 1.
    std::size_t updated_calls = 1;
};

} // namespace signalwire::sandbox
