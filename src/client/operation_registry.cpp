#include "client/operation_registry.hpp"

#include <signalwire/errc.hpp>

#include <utility>

namespace signalwire::client
{

operation_registry::entry operation_registry::add(std::shared_ptr<async::operation> const& op)
{
    std::lock_guard const lock(mutex_);
    running_.emplace(op.get(), op);
    return entry(shared_from_this(), op.get());
}

void operation_registry::close()
{
    std::vector<std::weak_ptr<async::notification>> sleepers;
    {
        std::lock_guard const lock(mutex_);
        closed_ = true;
        sleepers.swap(sleepers_);
    }
    for (std::weak_ptr<async::notification> const& weak : sleepers)
    {
        if (std::shared_ptr<async::notification> const sleeper = weak.lock())
            sleeper->notify();
    }
}

void operation_registry::notify_on_close(std::shared_ptr<async::notification> const& sleeper)
{
    {
        std::lock_guard const lock(mutex_);
        if (!closed_)
        {
            std::erase_if(sleepers_, [](auto const& weak) { return weak.expired(); });
            sleepers_.push_back(sleeper);
            return;
        }
    }
    sleeper->notify();
}

bool operation_registry::closed() const
{
    std::lock_guard const lock(mutex_);
    return closed_;
}

std::shared_ptr<async::notification> operation_registry::drained()
{
    auto const notice = std::make_shared<async::notification>(executor_);
    std::lock_guard const lock(mutex_);
    if (running_.empty())
        notice->notify();
    else
        waiting_.push_back(notice);
    return notice;
}

void operation_registry::cancel_all()
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

void operation_registry::remove(async::operation const* op)
{
    std::vector<std::shared_ptr<async::notification>> waiters;
    {
        std::lock_guard const lock(mutex_);
        running_.erase(op);
        if (running_.empty())
            waiters = std::exchange(waiting_, {});
    }
    for (std::shared_ptr<async::notification> const& notice : waiters)
        notice->notify();
}

core::failure shut_down_failure()
{
    return core::failure(
        core::failure_kind::rejected_by_client, phase::rate_limit, errc::shut_down,
        "the client has been shut down");
}

} // namespace signalwire::client
