#include "sandbox/session_registry.hpp"

#include "sandbox/session.hpp"

#include <utility>

namespace signalwire::sandbox::detail
{

bool session_registry::add(std::shared_ptr<session> const& connection)
{
    std::lock_guard const lock(mutex_);
    if (!closed_)
        open_.emplace(connection.get(), connection);
    return !closed_;
}

void session_registry::remove(session const* connection) noexcept
{
    std::lock_guard const lock(mutex_);
    open_.erase(connection);
}

void session_registry::close_all()
{
    std::unordered_map<session const*, std::weak_ptr<session>> ended;
    {
        std::lock_guard const lock(mutex_);
        closed_ = true;
        ended.swap(open_);
    }
    for (auto const& [unused, connection] : ended)
    {
        if (std::shared_ptr<session> const open = connection.lock())
            open->stop();
    }
}

} // namespace signalwire::sandbox::detail
