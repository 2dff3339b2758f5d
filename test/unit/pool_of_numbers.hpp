#pragma once

#include "net/pool_state.hpp"

#include <signalwire/client_config.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <memory>

/// A pool of connections that are only numbers.
namespace signalwire::test::numbered
{

using namespace std::chrono_literals;
using clock_duration = signalwire::core::clock::duration;
using time_point = signalwire::core::clock::time_point;

/// A connection is a number here; the last reference to it keeps it open.
using connection = std::shared_ptr<int const>;
using state = net::pool_state<connection>;
using async::acquire_status;

inline time_point const start{};

inline pool_config limits(std::size_t connections, std::size_t waiters = 100)
{
    pool_config config;
    config.max_connections = connections;
    config.max_waiters = waiters;
    config.idle_timeout = 30s;
    config.max_lifetime = 10min;
    return config;
}

inline state::entry opened(int number, time_point when = start)
{
    return {std::make_shared<int const>(number), when};
}

/// The number of the granted connection, or 0 for the right to open one.
inline int granted(state::acquire_result const& result)
{
    BOOST_TEST((result.status == acquire_status::granted));
    return result.grant ? *result.grant->connection : 0;
}

inline int granted(state::wakeup const& woken)
{
    BOOST_TEST_REQUIRE((woken != nullptr));
    return woken->grant ? *woken->grant->connection : 0;
}

} // namespace signalwire::test::numbered
