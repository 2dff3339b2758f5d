#pragma once

#include "paging/change_tracker.hpp"
#include "paging/list_type.hpp"
#include "paging/order_check.hpp"

#include <signalwire/error.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace signalwire::paging
{

/// The delay between two polls: the requested interval after changes, increasing delays otherwise.
class poll_backoff
{
public:
    using milliseconds = std::chrono::milliseconds;

    poll_backoff(milliseconds min_delay, milliseconds max_delay) noexcept
        : min_delay_(min_delay)
        , max_delay_(max_delay)
        , delay_(min_delay)
    {
    }

    [[nodiscard]] milliseconds after_changes() noexcept
    {
        return delay_ = min_delay_;
    }

    [[nodiscard]] milliseconds after_no_changes() noexcept
    {
        // Rounded up, because one millisecond would never increase.
        return delay_ = std::min(max_delay_, (delay_ * 3 + milliseconds(1)) / 2);
    }

    /// `requested` is the delay requested by the server, if any.
    [[nodiscard]] milliseconds after_failure(std::optional<std::chrono::seconds> requested) noexcept
    {
        milliseconds const delay = after_no_changes();
        return requested ? std::max<milliseconds>(delay, *requested) : delay;
    }

private:
    milliseconds min_delay_;
    milliseconds max_delay_;
    milliseconds delay_;
};

/// A failure that a watch survives.
struct transient_failure
{
    transient_failure() = default;

    /// A lower-case clause.
    std::string reason;
    /// The delay requested by the server, if any.
    std::optional<std::chrono::seconds> retry_after;
    /// The page token has expired: the listing must restart.
    bool expired = false;
};

/// Returns `nullopt` for a permanent failure: one that is neither transient, nor retryable by the
/// configuration, nor an expired page token.
[[nodiscard]] std::optional<transient_failure> as_transient(error const& failure);

/// Decides which items of a listing, from the newest to the oldest, belong to a poll. All times are
/// the server's, because the clocks of two machines are never compared.
class poll_scope
{
public:
    using optional_time = std::optional<std::chrono::sys_seconds>;

    /// `last_poll_time` is the time of the last poll, if any.
    poll_scope(
        std::chrono::seconds lookback, std::size_t max_items, optional_time last_poll_time) noexcept
        : lookback_(lookback)
        , max_items_(max_items)
        , last_poll_time_(last_poll_time)
    {
    }

    /// Adds the next item of the listing. Returns false if it is not watched.
    [[nodiscard]] bool accept(optional_time created);

    /// Returns true if the next pages are not required: the last item is too old, or there were too
    /// many.
    [[nodiscard]] bool is_done() const noexcept
    {
        return is_too_old_ || overflowed_;
    }

    /// Returns true if there were too many items.
    [[nodiscard]] bool overflowed() const noexcept
    {
        return overflowed_;
    }

    /// Returns the creation time of the oldest items that the poll covers.
    [[nodiscard]] optional_time oldest_covered() const noexcept
    {
        return oldest_covered_;
    }

    /// Returns the order of all items, including those that are not watched.
    [[nodiscard]] order_check const& order() const noexcept
    {
        return order_;
    }

    /// Returns the number of accepted items.
    [[nodiscard]] std::size_t accepted() const noexcept
    {
        return accepted_;
    }

private:
    std::chrono::seconds lookback_;
    std::size_t max_items_;
    optional_time last_poll_time_;
    optional_time oldest_covered_;
    optional_time last_accepted_;
    std::size_t accepted_ = 0;
    order_check order_;
    bool is_too_old_ = false;
    bool overflowed_ = false;
};

/// The changes that a poll has found. They are taken from the oldest to the newest, and those of
/// one second in the reverse order of the listing, which runs from the newest item to the oldest.
class change_batch
{
public:
    struct change
    {
        change(item_version const& found, any_ptr value)
            : version(found)
            , item(std::move(value))
        {
        }

        item_version version;
        any_ptr item;
    };

    /// Call in the order of the listing. An item that repeats because pages have shifted replaces
    /// its older version.
    void add(item_version const& version, any_ptr item)
    {
        auto const [entry, is_new] = index_by_item_.try_emplace(version.item, changes_.size());
        if (is_new)
            changes_.emplace_back(version, std::move(item));
        else if (changes_[entry->second].version.updated <= version.updated)
            changes_[entry->second] = change(version, std::move(item));
    }

    /// Call between the last `add` and the first `take`.
    void sort()
    {
        index_by_item_.clear();
        // The next one to take is at the end.
        std::stable_sort(
            changes_.begin(), changes_.end(), [](change const& left, change const& right) {
                return right.version.updated < left.version.updated;
            });
    }

    [[nodiscard]] bool empty() const noexcept
    {
        return changes_.empty();
    }

    [[nodiscard]] change take()
    {
        change next = std::move(changes_.back());
        changes_.pop_back();
        if (changes_.empty())
            changes_.shrink_to_fit();
        return next;
    }

    void clear() noexcept
    {
        changes_.clear();
        index_by_item_.clear();
    }

private:
    std::vector<change> changes_;
    std::unordered_map<std::uint64_t, std::size_t> index_by_item_;
};

} // namespace signalwire::paging
