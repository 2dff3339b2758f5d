#include "paging/page_queue.hpp"

#include "paging/page_error.hpp"

#include <algorithm>
#include <utility>

namespace signalwire::paging
{

page_queue::page_queue(std::optional<std::string> first, fetch_limits const& limits)
    : limits_(limits)
    , next_target_(std::move(first))
    , guard_(next_target_.value_or(std::string()))
{
}

std::optional<page_queue::order> page_queue::next_order(bool waiting)
{
    std::optional<std::string> const target = open_end();
    if (!target || !has_room(waiting))
        return std::nullopt;
    pages_.emplace_back(++last_ticket_, *target);
    return order(last_ticket_, *target);
}

void page_queue::announce(ticket name, compat::page_head const& head, client::page_link const& next)
{
    if (!limits_.overlap || pages_.empty() || pages_.back().name != name)
        return;
    bool const asked_for = std::any_of(pages_.begin(), pages_.end(), [&](entry const& each) {
        return each.target == next.target;
    });
    // A link that looks invalid is checked when the page is whole.
    bool const refused = !next.error.empty() || (limits_.strict && !next.deviation.empty());
    if (refused || asked_for || guard_.doubts(next.target))
        return;
    pages_.back().announced = next.target;
    pages_.back().most_items = most_items(head);
}

std::vector<page_queue::ticket> page_queue::arrive(
    ticket name, fetched_page page, std::optional<client::page_link> next)
{
    auto const place = std::find_if(
        pages_.begin(), pages_.end(), [name](entry const& each) { return each.name == name; });
    if (place == pages_.end())
        return {};
    largest_ = std::max(largest_, page.bytes);
    place->page = std::move(page);
    place->next = std::move(next);
    return settle();
}

std::optional<fetched_page> page_queue::take()
{
    if (settled_ == 0)
    {
        if (!dead_end_ || !pages_.empty())
            return std::nullopt;
        fetched_page failed;
        failed.failure = dead_end_;
        return failed;
    }
    --settled_;
    fetched_page page = std::move(*pages_.front().page);
    pages_.pop_front();
    return page;
}

fetched_page const* page_queue::front() const noexcept
{
    return settled_ == 0 ? nullptr : &*pages_.front().page;
}

bool page_queue::at_end() const noexcept
{
    return pages_.empty() && !next_target_ && !dead_end_;
}

std::vector<std::string_view> page_queue::take_deviations() noexcept
{
    return std::exchange(deviations_, {});
}

void page_queue::give_up() noexcept
{
    if (settled_ == pages_.size())
        return;
    next_target_ = std::move(pages_[settled_].target);
    pages_.erase(pages_.begin() + static_cast<std::ptrdiff_t>(settled_), pages_.end());
}

void page_queue::restart(std::string const& first)
{
    pages_.clear();
    settled_ = 0;
    next_target_ = first;
    dead_end_ = nullptr;
    guard_ = walk_guard(first);
}

std::uint64_t page_queue::most_items(compat::page_head const& head) const noexcept
{
    if (limits_.counts_pages)
        return 1;
    std::int64_t const size = head.page_size;
    return size > 0 ? static_cast<std::uint64_t>(size) : std::numeric_limits<std::uint64_t>::max();
}

/// The target after all pages requested so far.
std::optional<std::string> page_queue::open_end() const
{
    if (settled_ == pages_.size())
        return next_target_;
    return pages_.back().announced;
}

bool page_queue::has_room(bool waiting) const noexcept
{
    std::size_t const at_hand = waiting ? 1 : 0;
    if (pages_.size() < at_hand)
        return true;
    // The consumer must see a failure before anything else is requested.
    bool const broken = !pages_.empty() && pages_.back().page && pages_.back().page->failure;
    return !broken && pages_.size() < limits_.pages + at_hand && is_wanted() && fits(at_hand);
}

/// Returns true if the pages in flight may hold fewer items than the consumer wants.
bool page_queue::is_wanted() const noexcept
{
    if (!limits_.wanted)
        return true;
    std::uint64_t left = *limits_.wanted - std::min(*limits_.wanted, settled_weight_);
    for (std::size_t i = settled_; i < pages_.size(); ++i)
        left -= std::min(left, pages_[i].most_items);
    return left > 0;
}

/// Returns true if another page of the largest size fits into the buffer limit.
bool page_queue::fits(std::size_t at_hand) const noexcept
{
    std::uint64_t held = largest_;
    for (std::size_t i = at_hand; i < pages_.size(); ++i)
        held += pages_[i].page ? pages_[i].page->bytes : largest_;
    return held <= limits_.bytes;
}

std::vector<page_queue::ticket> page_queue::settle()
{
    std::vector<ticket> obsolete;
    while (obsolete.empty() && settled_ < pages_.size() && pages_[settled_].page)
    {
        entry& current = pages_[settled_];
        if (current.page->failure)
        {
            // The consumer must see the failure first, and may retry.
            next_target_ = current.target;
            return drop_behind(++settled_);
        }
        if (!judge_items(current))
            return drop_behind(settled_);
        ++settled_;
        settled_weight_ += limits_.counts_pages ? 1 : current.page->page.size();
        find_next(current);
        bool const led_on = settled_ < pages_.size();
        if (led_on && current.page->next_target != pages_[settled_].target)
            obsolete = drop_behind(settled_);
    }
    return obsolete;
}

/// Returns true if the consumer may have the page; removes repeated items from it.
bool page_queue::judge_items(entry& current)
{
    any_page& page = current.page->page;
    std::vector<std::size_t> const hashes = hashes_of_items(page);
    walk_guard::page_kind const kind = guard_.visit(hashes);
    // A last page that repeats another one lacks its own items.
    bool const is_last = !names_page(page.head().next_page_uri);
    bool const is_repeated = kind == walk_guard::page_kind::repeated;
    if (kind == walk_guard::page_kind::circle || (is_repeated && is_last && page.size() > 1))
        dead_end_ = endless_walk(errc::page_cycle, current.target);
    else if (is_repeated)
    {
        page.remove_if([&](std::size_t index) { return guard_.was_delivered(hashes[index]); });
        accept("paging.repeated_page", current.target);
    }
    if (!dead_end_)
        return true;
    next_target_.reset();
    return false;
}

/// Determines the target after `current`, and whether the link to it is valid.
void page_queue::find_next(entry& current)
{
    next_target_.reset();
    current.page->page.unify_ends();
    if (!current.next)
        return;
    std::string const& uri = *current.page->page.head().next_page_uri;
    std::string const& target = current.next->target;
    if (!current.next->error.empty())
        dead_end_ = foreign_page(uri, current.next->error);
    else if (std::optional<errc> const objection = guard_.go_on(target))
        dead_end_ = endless_walk(*objection, uri);
    else if (!current.next->deviation.empty())
        accept(current.next->deviation, uri);
    if (!dead_end_ && guard_.gets_smaller())
        accept("paging.page_size", uri);
    if (!dead_end_)
        current.page->next_target = next_target_ = target;
}

/// Accepts a deviation; in strict mode it ends the listing.
void page_queue::accept(std::string_view deviation, std::string const& uri)
{
    if (limits_.strict)
        dead_end_ = deviating_page(uri, deviation);
    else
        deviations_.push_back(deviation);
}

std::vector<page_queue::ticket> page_queue::drop_behind(std::size_t kept)
{
    std::vector<ticket> dropped;
    for (std::size_t i = kept; i < pages_.size(); ++i)
        dropped.push_back(pages_[i].name);
    pages_.erase(pages_.begin() + static_cast<std::ptrdiff_t>(kept), pages_.end());
    return dropped;
}

} // namespace signalwire::paging
