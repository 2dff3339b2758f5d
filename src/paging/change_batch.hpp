#pragma once

#include "paging/change_tracker.hpp"
#include "paging/list_type.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

namespace signalwire::paging
{

/// What a poll has found, from the oldest change to the newest. Of one second, what was listed last
/// comes first: listings run from the newest item to the oldest.
class change_batch
{
public:
    struct change
    {
        change(version kind, any_ptr value)
            : what(kind)
            , item(std::move(value))
        {
        }

        version what;
        any_ptr item;
    };

    /// In the order of the listing. An item that comes again, because pages have shifted, takes the
    /// place of its older version.
    void add(version const& what, any_ptr item)
    {
        auto const [place, is_new] = places_.try_emplace(what.item, changes_.size());
        if (is_new)
            changes_.emplace_back(what, std::move(item));
        else if (changes_[place->second].what.changed <= what.changed)
            changes_[place->second] = change(what, std::move(item));
    }

    /// All has been added: `take` may begin.
    void sort()
    {
        places_.clear();
        // The next one to be taken stands at the end.
        std::stable_sort(
            changes_.begin(), changes_.end(), [](change const& left, change const& right) {
                return right.what.changed < left.what.changed;
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
        places_.clear();
    }

private:
    std::vector<change> changes_;
    std::unordered_map<std::uint64_t, std::size_t> places_;
};

} // namespace signalwire::paging
