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

std::optional<operation_registry::stream_entry> operation_registry::add_stream(bool has_begun)
{
    std::lock_guard const lock(mutex_);
    if (has_begun ? cancelled_ : closed_)
        return std::nullopt;
    ++streams_;
    return stream_entry(shared_from_this());
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

bool operation_registry::rejects(bool is_of_stream) const
{
    std::lock_guard const lock(mutex_);
    return is_of_stream ? cancelled_ : closed_;
}

std::shared_ptr<async::notification> operation_registry::drained()
{
    auto const notice = std::make_shared<async::notification>(executor_);
    std::lock_guard const lock(mutex_);
    if (is_drained())
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
        cancelled_ = true;
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
    {
        std::lock_guard const lock(mutex_);
        running_.erase(op);
    }
    notify_if_drained();
}

void operation_registry::remove_stream()
{
    {
        std::lock_guard const lock(mutex_);
        --streams_;
    }
    notify_if_drained();
}

bool operation_registry::is_drained() const noexcept
{
    return running_.empty() && (streams_ == 0 || cancelled_);
}

void operation_registry::notify_if_drained()
{
    std::vector<std::shared_ptr<async::notification>> waiters;
    {
        std::lock_guard const lock(mutex_);
        if (is_drained())
            waiters = std::exchange(waiting_, {});
    }
    for (std::shared_ptr<async::notification> const& waiter : waiters)
        waiter->notify();
}

error_ptr shut_down_error()
{
    return std::make_shared<error const>(
        errc::shut_down, "the client has been shut down", error_context());
}

} // namespace signalwire::client
