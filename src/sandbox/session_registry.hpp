#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace signalwire::sandbox::detail
{

class session;

/// The open connections of a server, which own themselves: a way to reach and end them.
/// Safe from any thread.
class connections
{
public:
    /// False, and nothing is kept, once `close_all` has been called.
    [[nodiscard]] bool add(std::shared_ptr<session> const& connection);

    void remove(session const* connection) noexcept;

    /// Ends all connections, and those that would come later.
    void close_all();

private:
    std::mutex mutex_;
    bool closed_ = false;
    std::unordered_map<session const*, std::weak_ptr<session>> open_;
};

} // namespace signalwire::sandbox::detail
