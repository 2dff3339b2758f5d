#pragma once

#include <algorithm>
#include <mutex>

namespace signalwire::client
{

/// How many retries all operations of a client may make together: each takes a token, each success
/// gives half a one back. While most requests fail, retries stop after the first few and an outage
/// is not multiplied; while less than one request in three fails, they go on for ever. Safe from
/// any threads.
class retry_budget
{
public:
    /// Holds `capacity` tokens, and begins with them; 0 for no limit.
    explicit retry_budget(int capacity) noexcept
        : capacity_(capacity)
        , tokens_(capacity)
    {
    }

    /// Takes a token for a retry; false when there is none.
    [[nodiscard]] bool take() noexcept
    {
        if (capacity_ == 0)
            return true;
        std::lock_guard const lock(mutex_);
        if (tokens_ < 1)
            return false;
        tokens_ -= 1;
        return true;
    }

    /// A request has succeeded.
    void refill() noexcept
    {
        if (capacity_ == 0)
            return;
        std::lock_guard const lock(mutex_);
        tokens_ = std::min<double>(capacity_, tokens_ + 0.5);
    }

private:
    int const capacity_;
    std::mutex mutex_;
    double tokens_;
};

} // namespace signalwire::client
