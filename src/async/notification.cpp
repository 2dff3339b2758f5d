#include "async/notification.hpp"

#include <boost/asio/error.hpp>

namespace signalwire::async
{

void notification::notify()
{
    end_wait({}, true);
}

void notification::start(waiter next)
{
    if (auto slot = next.slot(); slot.is_connected())
    {
        slot.assign([weak = weak_from_this()](boost::asio::cancellation_type) {
            if (std::shared_ptr<notification> const self = weak.lock())
                self->end_wait(boost::asio::error::operation_aborted, false);
        });
    }
    auto parked = std::make_unique<waiter>(std::move(next));
    {
        std::lock_guard const lock(mutex_);
        if (!notified_)
            waiter_.swap(parked);
    }
    if (parked)
        std::move(*parked).post({});
}

void notification::end_wait(boost::system::error_code code, bool notified)
{
    std::unique_ptr<waiter> ended;
    {
        std::lock_guard const lock(mutex_);
        notified_ = notified_ || notified;
        ended.swap(waiter_);
    }
    if (ended)
        std::move(*ended).post(code);
}

} // namespace signalwire::async
