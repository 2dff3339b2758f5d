#include "async/notification.hpp"

namespace signalwire::async
{

void notification::notify()
{
    std::lock_guard const lock(mutex_);
    if (notified_)
        return;
    notified_ = true;
    // Ends a wait, and every later one.
    timer_.expires_at(boost::asio::steady_timer::time_point::min());
}

bool notification::is_notified()
{
    std::lock_guard const lock(mutex_);
    return notified_;
}

} // namespace signalwire::async
