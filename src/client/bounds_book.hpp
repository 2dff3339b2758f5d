#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace signalwire::client
{

/// How exactly the API compares the bounds of a time.
enum class bounds_precision
{
    /// Not found out yet.
    unknown,
    /// To the second, inclusive or exclusive.
    second,
    /// More coarsely, but no more so than to the day of some time zone.
    day,
    /// They are ignored, all of them or some.
    ignored
};

/// What a client has found out about the bounds of each resource. Safe from any threads.
class bounds_book
{
public:
    [[nodiscard]] bounds_precision of(std::string_view resource) const
    {
        std::lock_guard const lock(mutex_);
        auto const found = known_.find(resource);
        return found == known_.end() ? bounds_precision::unknown : found->second;
    }

    void note(std::string_view resource, bounds_precision found)
    {
        std::lock_guard const lock(mutex_);
        known_.insert_or_assign(std::string(resource), found);
    }

private:
    mutable std::mutex mutex_;
    std::map<std::string, bounds_precision, std::less<>> known_;
};

} // namespace signalwire::client
