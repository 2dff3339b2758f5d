#include "tool/account_activity.hpp"

#include <boost/system/error_code.hpp>

#include <algorithm>

namespace signalwire::tool
{

namespace
{

// Those of a shorter time come together.
constexpr std::chrono::microseconds shortest_wait = std::chrono::milliseconds(20);

} // namespace

arrivals::arrivals(
    boost::asio::any_io_executor const& executor, sandbox::server& server, std::uint64_t per_second)
    : server_(server)
    , per_second_(per_second)
    , timer_(executor)
    , begin_(std::chrono::steady_clock::now())
{
    if (per_second_ != 0)
        wait();
}

void arrivals::stop()
{
    per_second_ = 0;
    timer_.cancel();
}

void arrivals::wait()
{
    std::chrono::microseconds const between(std::uint64_t{1'000'000} / per_second_);
    timer_.expires_after(std::max(between, shortest_wait));
    timer_.async_wait([this](boost::system::error_code const& error) {
        if (error || per_second_ == 0)
            return;
        catch_up();
        wait();
    });
}

void arrivals::catch_up()
{
    using milliseconds = std::chrono::milliseconds;
    auto const running =
        std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - begin_);
    std::uint64_t const due = static_cast<std::uint64_t>(running.count()) * per_second_ / 1000;
    std::uint64_t const calls = due - std::min(due, arrived_);
    server_.add_calls(calls);
    server_.update_random_calls(calls);
    arrived_ += calls;
}

} // namespace signalwire::tool
