#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace signalwire::sandbox::detail
{

/// What a cache does with a value that does not fit.
enum class when_full
{
    /// Ignores the new value. Repeated listings that exceed the cache still hit their first pages.
    keep_old,
    /// Removes all old values first. Those in use are inserted again soon.
    start_over
};

/// Immutable values by name, up to a number of bytes.
///
/// Thread safety: all members may be called from any thread at once.
template <class Value>
class bounded_cache
{
public:
    using pointer = std::shared_ptr<Value const>;

    bounded_cache(std::size_t max_bytes, when_full policy)
        : max_bytes_(max_bytes)
        , policy_(policy)
    {
    }

    /// Returns the value of `name`, or null.
    [[nodiscard]] pointer find(std::string_view name) const
    {
        std::lock_guard const lock(mutex_);
        auto const found = values_.find(name);
        return found == values_.end() ? nullptr : found->second;
    }

    /// Inserts `value`, whose size is `bytes`, if the limit allows.
    void insert(std::string_view name, pointer value, std::size_t bytes)
    {
        bytes += name.size() + overhead;
        if (bytes > max_bytes_)
            return;
        std::lock_guard const lock(mutex_);
        if (bytes_ + bytes > max_bytes_)
        {
            if (policy_ == when_full::keep_old)
                return;
            remove_all();
        }
        if (values_.try_emplace(std::string(name), std::move(value)).second)
            bytes_ += bytes;
    }

    /// Removes all values.
    void clear()
    {
        std::lock_guard const lock(mutex_);
        remove_all();
    }

private:
    void remove_all()
    {
        values_.clear();
        bytes_ = 0;
    }

    // Approximate size of a map entry and a shared pointer.
    static constexpr std::size_t overhead = 160;

    struct name_hash : std::hash<std::string_view>
    {
        using is_transparent = void;
    };

    mutable std::mutex mutex_;
    std::unordered_map<std::string, pointer, name_hash, std::equal_to<>> values_;
    std::size_t bytes_ = 0;
    std::size_t max_bytes_;
    when_full policy_;
};

} // namespace signalwire::sandbox::detail
