#pragma once

#include <signalwire/sandbox/server.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstdint>

namespace signalwire::tool
{

/// Adds and updates calls of a sandbox at a fixed rate while its context runs.
///
/// Thread safety: none.
/// Lifetime: must outlive the run of the context.
class account_activity
{
public:
    /// Adds and updates `per_second` calls each second; 0 for none. `server` must outlive this
    /// object.
    account_activity(
        boost::asio::any_io_executor const& executor, sandbox::server& server,
        std::uint64_t per_second);

    /// Stops. Afterwards no pending work keeps the executor busy.
    void stop();

private:
    void wait();
    void apply_due_changes();

    sandbox::server& server_;
    std::uint64_t per_second_;
    boost::asio::steady_timer timer_;
    std::chrono::steady_clock::time_point start_;
    std::uint64_t changes_ = 0;
};

} // namespace signalwire::tool
