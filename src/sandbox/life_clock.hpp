#pragma once

#include "sandbox/server_context.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include <chrono>
#include <memory>
#include <optional>

namespace signalwire::sandbox::detail
{

/// Advances the account's clock to the next step of a life when its time comes, see
/// `server_options::clock_speed`.
///
/// Thread safety: all members may be called from any thread at once.
/// Lifetime: owns itself while it waits.
class life_clock : public std::enable_shared_from_this<life_clock>
{
public:
    life_clock(
        boost::asio::any_io_executor const& executor, std::shared_ptr<server_context> shared);

    /// Waits for the next step. To be called when another may be the next.
    void wake();

    /// Afterwards no pending work keeps the executor busy.
    void stop();

private:
    void tick();

    std::shared_ptr<server_context> context_;
    boost::asio::strand<boost::asio::any_io_executor> strand_;

    // On the strand only.
    boost::asio::steady_timer timer_;
    /// The real time of the account's clock, while there is a next step.
    std::optional<std::chrono::steady_clock::time_point> last_;
    bool stopped_ = false;
};

} // namespace signalwire::sandbox::detail
