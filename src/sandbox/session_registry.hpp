#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace signalwire::sandbox::detail
{

class session;

/// The open connections of a server, which own themselves.
///
/// Thread safety: all members may be called from any thread at once.
class session_registry
{
public:
    /// Adds a connection. Returns false after `close_all`.
    [[nodiscard]] bool add(std::shared_ptr<session> const& connection);

    void remove(session const* connection) noexcept;

    /// Ends all connections and rejects later ones.
    void close_all();

private:
    std::mutex mutex_;
    bool closed_ = false;
    std::unordered_map<session const*, std::weak_ptr<session>> open_;
};

} // namespace signalwire::sandbox::detail
