#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace signalwire::client
{

/// How precisely the API compares the bounds of a time range.
enum class bounds_precision
{
    /// Not measured yet.
    unknown,
    /// To the second, inclusive or exclusive.
    second,
    /// More coarsely, at most to a day in some time zone.
    day,
    /// At least one bound is ignored.
    ignored
};

/// The measured precision of the bounds of each resource. Thread-safe.
class bounds_cache
{
public:
    [[nodiscard]] bounds_precision find(std::string_view resource) const
    {
        std::lock_guard const lock(mutex_);
        auto const found = known_.find(resource);
        return found == known_.end() ? bounds_precision::unknown : found->second;
    }

    void store(std::string_view resource, bounds_precision found)
    {
        std::lock_guard const lock(mutex_);
        known_.insert_or_assign(std::string(resource), found);
    }

private:
    mutable std::mutex mutex_;
    std::map<std::string, bounds_precision, std::less<>> known_;
};

} // namespace signalwire::client
