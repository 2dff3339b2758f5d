#include "tool/account_activity.hpp"

#include <boost/system/error_code.hpp>

#include <algorithm>

namespace signalwire::tool
{

namespace
{

// Changes within this interval are applied together.
constexpr std::chrono::microseconds min_interval = std::chrono::milliseconds(20);

} // namespace

account_activity::account_activity(
    boost::asio::any_io_executor const& executor, sandbox::server& server, std::uint64_t per_second)
    : server_(server)
    , per_second_(per_second)
    , timer_(executor)
    , start_(std::chrono::steady_clock::now())
{
    if (per_second_ != 0)
        wait();
}

void account_activity::stop()
{
    per_second_ = 0;
    timer_.cancel();
}

void account_activity::wait()
{
    std::chrono::microseconds const interval(std::uint64_t{1'000'000} / per_second_);
    timer_.expires_after(std::max(interval, min_interval));
    timer_.async_wait([this](boost::system::error_code const& error) {
        if (error || per_second_ == 0)
            return;
        apply_due_changes();
        wait();
    });
}

void account_activity::apply_due_changes()
{
    using milliseconds = std::chrono::milliseconds;
    auto const running =
        std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - start_);
    std::uint64_t const due = static_cast<std::uint64_t>(running.count()) * per_second_ / 1000;
    std::uint64_t const calls = due - std::min(due, changes_);
    server_.add_calls(calls);
    server_.update_random_calls(calls);
    changes_ += calls;
}

} // namespace signalwire::tool
