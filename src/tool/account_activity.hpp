#pragma once

#include <signalwire/sandbox/server.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstdint>

namespace signalwire::tool
{

/// Lets calls arrive and change in a sandbox while its context runs: so many a second of each.
/// Not safe from several threads; must outlive the run of the context.
class arrivals
{
public:
    /// With 0 a second nothing ever happens. `server` must outlive this object.
    arrivals(
        boost::asio::any_io_executor const& executor, sandbox::server& server,
        std::uint64_t per_second);

    /// Nothing keeps the executor busy any more.
    void stop();

private:
    void wait();
    void catch_up();

    sandbox::server& server_;
    std::uint64_t per_second_;
    boost::asio::steady_timer timer_;
    std::chrono::steady_clock::time_point begin_;
    std::uint64_t arrived_ = 0;
};

} // namespace signalwire::tool
