#include "paging/change_tracker.hpp"

#include <algorithm>
#include <iterator>

namespace signalwire::paging
{

change_tracker::change_tracker(
    std::chrono::sys_seconds watermark, std::vector<std::uint64_t> const& delivered)
    : resumed_(delivered.begin(), delivered.end())
    , watermark_(watermark)
    , next_watermark_(watermark)
    , last_poll_time_(watermark)
{
}

std::vector<std::uint64_t> change_tracker::delivered_fingerprints() const
{
    std::vector<std::uint64_t> out;
    std::size_t const recent = std::min(recent_.size(), max_fingerprints);
    std::size_t const resumed = std::min(resumed_.size(), max_fingerprints - recent);
    out.reserve(recent + resumed);
    std::copy_n(resumed_.begin(), resumed, std::back_inserter(out));
    auto each = recent_.rbegin();
    for (std::size_t i = 0; i < recent; ++i, ++each)
        out.push_back(each->second);
    return out;
}

void change_tracker::begin_poll() noexcept
{
    latest_at_start_ = latest_;
}

change_kind change_tracker::observe(item_version const& version)
{
    if (version.updated)
        latest_ = std::max(latest_.value_or(*version.updated), *version.updated);
    auto const found = known_.find(version.item);
    if (found != known_.end())
    {
        entry& last = found->second;
        last.polls = polls_;
        // A server that lags behind the others may return an older version.
        bool const older = version.updated && last.updated && *version.updated < *last.updated;
        if (version.fingerprint == last.fingerprint || older)
            return change_kind::unchanged;
        if (watermark_)
            return change_kind::updated;
    }
    else if (watermark_ && !is_known(version))
        return change_kind::added;
    remember(version);
    return change_kind::unchanged;
}

void change_tracker::end_first_page() noexcept
{
    latest_at_start_ = latest_;
}

void change_tracker::end_poll(std::optional<std::chrono::sys_seconds> oldest_covered)
{
    oldest_covered_ = oldest_covered;
    last_poll_time_ = latest_at_start_;
    evict_missing();
    ++polls_;
    resumed_.clear();
    // Without any item, all changes are in the future.
    sys_seconds const visible =
        latest_at_start_ ? *latest_at_start_ - max_visibility_delay : sys_seconds();
    next_watermark_ = std::max(visible, watermark_.value_or(visible));
    if (!watermark_)
        advance_watermark(next_watermark_);
}

void change_tracker::deliver(item_version const& version)
{
    remember(version);
    if (version.updated)
        advance_watermark(std::min(*version.updated, next_watermark_));
}

void change_tracker::commit_poll()
{
    advance_watermark(next_watermark_);
}

/// Returns true if an item that is not in `known_` is not new.
bool change_tracker::is_known(item_version const& version) const
{
    if (recent_.contains(dated(version.updated, version.fingerprint))
        || resumed_.contains(version.fingerprint))
        return true;
    if (polls_ == 0)
        return version.updated && *version.updated < *watermark_;
    return oldest_covered_ && version.created && *version.created < *oldest_covered_;
}

void change_tracker::remember(item_version const& version)
{
    entry& last = known_[version.item];
    recent_.erase(dated(last.updated, last.fingerprint));
    last.fingerprint = version.fingerprint;
    last.updated = version.updated;
    last.polls = polls_;
    resumed_.erase(version.fingerprint);
    if (!watermark_ || !version.updated || *version.updated >= *watermark_)
        recent_.insert(dated(version.updated, version.fingerprint));
}

void change_tracker::evict_missing()
{
    for (auto each = known_.begin(); each != known_.end();)
    {
        entry const& last = each->second;
        // Pages that shift during a poll may hide an item once.
        if (last.polls + 1 >= polls_)
        {
            ++each;
            continue;
        }
        // The watermark passes those with a time.
        if (!last.updated)
            recent_.erase(dated(last.updated, last.fingerprint));
        each = known_.erase(each);
    }
    while (recent_.size() > known_.size() + max_fingerprints)
        recent_.erase(recent_.begin());
}

void change_tracker::advance_watermark(sys_seconds to)
{
    if (watermark_ && to <= *watermark_)
        return;
    watermark_ = to;
    recent_.erase(recent_.begin(), recent_.lower_bound(dated_fingerprint(to, 0)));
}

} // namespace signalwire::paging
