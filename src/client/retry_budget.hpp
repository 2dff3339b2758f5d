#pragma once

#include <algorithm>
#include <mutex>

namespace signalwire::client
{

/// Limits the retries of all operations of a client: each retry takes a token, each success returns
/// half a token. While most requests fail, retries stop after a few, so that an outage is not
/// amplified. While fewer than one request in three fails, they never stop. Thread-safe.
class retry_budget
{
public:
    /// Starts with `capacity` tokens, the maximum; 0 for no limit.
    explicit retry_budget(int capacity) noexcept
        : capacity_(capacity)
        , tokens_(capacity)
    {
    }

    /// Takes a token for a retry. Returns false if there is none.
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

    /// Returns half a token after a success.
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
