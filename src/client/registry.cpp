#include "client/registry.hpp"

#include <signalwire/errc.hpp>

#include <utility>

namespace signalwire::client
{

registry::entry registry::add(std::shared_ptr<async::operation> const& op)
{
    std::lock_guard const lock(mutex_);
    running_.emplace(op.get(), op);
    return entry(shared_from_this(), op.get());
}

void registry::close()
{
    std::vector<std::weak_ptr<async::notification>> idlers;
    {
        std::lock_guard const lock(mutex_);
        closed_ = true;
        idlers.swap(idlers_);
    }
    for (std::weak_ptr<async::notification> const& weak : idlers)
    {
        if (std::shared_ptr<async::notification> const idler = weak.lock())
            idler->notify();
    }
}

void registry::wake_at_close(std::shared_ptr<async::notification> const& idler)
{
    {
        std::lock_guard const lock(mutex_);
        if (!closed_)
        {
            std::erase_if(idlers_, [](auto const& each) { return each.expired(); });
            idlers_.push_back(idler);
            return;
        }
    }
    idler->notify();
}

bool registry::closed() const
{
    std::lock_guard const lock(mutex_);
    return closed_;
}

std::shared_ptr<async::notification> registry::drained()
{
    auto const notice = std::make_shared<async::notification>(executor_);
    std::lock_guard const lock(mutex_);
    if (running_.empty())
        notice->notify();
    else
        waiting_.push_back(notice);
    return notice;
}

void registry::cancel_all()
{
    std::vector<std::shared_ptr<async::operation>> running;
    {
        std::lock_guard const lock(mutex_);
        for (auto const& [key, weak] : running_)
            running.push_back(weak.lock());
    }
    for (std::shared_ptr<async::operation> const& op : running)
    {
        if (op)
            op->cancel();
    }
}

void registry::remove(async::operation const* op)
{
    std::vector<std::shared_ptr<async::notification>> notices;
    {
        std::lock_guard const lock(mutex_);
        running_.erase(op);
        if (running_.empty())
            notices = std::exchange(waiting_, {});
    }
    for (std::shared_ptr<async::notification> const& notice : notices)
        notice->notify();
}

core::failure shut_down_failure()
{
    return core::failure(
        core::failure_kind::unavailable, phase::rate_limit, errc::shut_down,
        "the client has been shut down");
}

} // namespace signalwire::client
