#include "paging/change_tracker.hpp"

#include <algorithm>
#include <iterator>

namespace signalwire::paging
{

version_book::version_book(std::chrono::sys_seconds mark, std::vector<std::uint64_t> const& seen)
    : resumed_(seen.begin(), seen.end())
    , mark_(mark)
    , next_mark_(mark)
    , looked_(mark)
{
}

std::vector<std::uint64_t> version_book::seen() const
{
    std::vector<std::uint64_t> prints;
    std::size_t const recent = std::min(recent_.size(), most_seen);
    std::size_t const resumed = std::min(resumed_.size(), most_seen - recent);
    prints.reserve(recent + resumed);
    std::copy_n(resumed_.begin(), resumed, std::back_inserter(prints));
    auto each = recent_.rbegin();
    for (std::size_t i = 0; i < recent; ++i, ++each)
        prints.push_back(each->second);
    return prints;
}

void version_book::begin_poll() noexcept
{
    begun_ = latest_;
}

version_book::verdict version_book::meet(version const& what)
{
    if (what.changed)
        latest_ = std::max(latest_.value_or(*what.changed), *what.changed);
    auto const found = known_.find(what.item);
    if (found != known_.end())
    {
        entry& last = found->second;
        last.polls = polls_;
        // A server that is behind the others may show what was.
        bool const older = what.changed && last.changed && *what.changed < *last.changed;
        if (what.print == last.print || older)
            return verdict::known;
        if (mark_)
            return verdict::changed;
    }
    else if (mark_ && !is_known(what))
        return verdict::fresh;
    remember(what);
    return verdict::known;
}

void version_book::end_first_page() noexcept
{
    begun_ = latest_;
}

void version_book::end_poll(std::optional<std::chrono::sys_seconds> edge)
{
    edge_ = edge;
    looked_ = begun_;
    forget_lost();
    ++polls_;
    resumed_.clear();
    // Before anything has happened, everything is yet to come.
    sys_seconds const begun = begun_ ? *begun_ - lag : sys_seconds();
    next_mark_ = std::max(begun, mark_.value_or(begun));
    if (!mark_)
        move_mark(next_mark_);
}

void version_book::deliver(version const& what)
{
    remember(what);
    if (what.changed)
        move_mark(std::min(*what.changed, next_mark_));
}

void version_book::finish()
{
    move_mark(next_mark_);
}

/// Whether an item that is not remembered is none that is new.
bool version_book::is_known(version const& what) const
{
    if (recent_.contains(dated(what.changed, what.print)) || resumed_.contains(what.print))
        return true;
    if (polls_ == 0)
        return what.changed && *what.changed < *mark_;
    return edge_ && what.created && *what.created < *edge_;
}

void version_book::remember(version const& what)
{
    entry& last = known_[what.item];
    recent_.erase(dated(last.changed, last.print));
    last.print = what.print;
    last.changed = what.changed;
    last.polls = polls_;
    resumed_.erase(what.print);
    if (!mark_ || !what.changed || *what.changed >= *mark_)
        recent_.insert(dated(what.changed, what.print));
}

void version_book::forget_lost()
{
    for (auto each = known_.begin(); each != known_.end();)
    {
        entry const& last = each->second;
        // A page that shifts while one reads may hide an item once.
        if (last.polls + 1 >= polls_)
        {
            ++each;
            continue;
        }
        // Those with a date fall behind the mark some day.
        if (!last.changed)
            recent_.erase(dated(last.changed, last.print));
        each = known_.erase(each);
    }
    while (recent_.size() > known_.size() + most_seen)
        recent_.erase(recent_.begin());
}

void version_book::move_mark(sys_seconds to)
{
    if (mark_ && to <= *mark_)
        return;
    mark_ = to;
    recent_.erase(recent_.begin(), recent_.lower_bound(dated_print(to, 0)));
}

} // namespace signalwire::paging
