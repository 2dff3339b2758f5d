#include "paging/page_queue.hpp"

#include "paging/page_error.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace signalwire::paging
{

std::vector<std::size_t> item_hashes(any_page const& page)
{
    std::vector<std::size_t> hashes;
    hashes.reserve(page.size());
    for (item_ref const item : page)
    {
        std::string_view const id = item.id();
        hashes.push_back(
            id.empty() ? std::hash<std::string>()(item.content())
                       : std::hash<std::string_view>()(id));
    }
    return hashes;
}

page_queue::page_queue(std::optional<std::string> first, fetch_limits const& limits)
    : limits_(limits)
    , next_target_(std::move(first))
    , guard_(page_address(next_target_.value_or(std::string())))
{
}

std::optional<page_queue::fetch_request> page_queue::next_fetch(bool waiting)
{
    std::optional<std::string> const target = next_unrequested();
    if (!target || !has_room(waiting))
        return std::nullopt;
    pages_.emplace_back(++last_ticket_, *target);
    return fetch_request(last_ticket_, *target);
}

void page_queue::on_next_known(ticket id, compat::page_head const& head, next_page const& next)
{
    if (!limits_.fetch_while_receiving || pages_.empty() || pages_.back().id != id)
        return;
    client::page_link const& link = next.link;
    bool const is_requested = std::any_of(pages_.begin(), pages_.end(), [&](entry const& each) {
        return each.target == link.target;
    });
    // The link is validated when the page is complete. Until then, a doubtful one is not followed.
    bool const is_doubtful = !link.error.empty() || (limits_.strict && !link.deviation.empty());
    if (is_doubtful || is_requested || guard_.is_suspicious(next.address))
        return;
    pages_.back().next_target = link.target;
    pages_.back().max_items = max_items(head);
}

std::vector<page_queue::ticket> page_queue::on_page(ticket id, fetched_page page)
{
    auto const found = std::find_if(
        pages_.begin(), pages_.end(), [id](entry const& each) { return each.id == id; });
    if (found == pages_.end())
        return {};
    max_page_bytes_ = std::max(max_page_bytes_, page.bytes);
    found->page = std::move(page);
    return validate();
}

std::optional<fetched_page> page_queue::take()
{
    if (validated_ == 0)
    {
        if (!terminal_error_ || !pages_.empty())
            return std::nullopt;
        return fetched_page(terminal_error_);
    }
    --validated_;
    fetched_page page = std::move(*pages_.front().page);
    pages_.pop_front();
    return page;
}

fetched_page const* page_queue::front() const noexcept
{
    return validated_ == 0 ? nullptr : &*pages_.front().page;
}

bool page_queue::at_end() const noexcept
{
    return pages_.empty() && !next_target_ && !terminal_error_;
}

std::vector<std::string_view> page_queue::take_deviations() noexcept
{
    return std::exchange(deviations_, {});
}

void page_queue::cancel_fetches() noexcept
{
    if (validated_ == pages_.size())
        return;
    next_target_ = std::move(pages_[validated_].target);
    pages_.erase(pages_.begin() + static_cast<std::ptrdiff_t>(validated_), pages_.end());
}

void page_queue::restart(std::string const& first)
{
    pages_.clear();
    validated_ = 0;
    next_target_ = first;
    terminal_error_ = nullptr;
    guard_ = progress_guard(page_address(first));
}

std::uint64_t page_queue::max_items(compat::page_head const& head) const noexcept
{
    if (limits_.counts_pages)
        return 1;
    std::int64_t const size = head.page_size;
    return size > 0 ? static_cast<std::uint64_t>(size) : std::numeric_limits<std::uint64_t>::max();
}

/// Returns the target after all requested pages.
std::optional<std::string> page_queue::next_unrequested() const
{
    if (validated_ == pages_.size())
        return next_target_;
    return pages_.back().next_target;
}

bool page_queue::has_room(bool waiting) const noexcept
{
    std::size_t const awaited = waiting ? 1 : 0;
    if (pages_.size() < awaited)
        return true;
    // The consumer must receive a failure before another request.
    bool const broken = !pages_.empty() && pages_.back().page && pages_.back().page->failure;
    return !broken && pages_.size() < limits_.pages + awaited && is_wanted() && fits(awaited);
}

/// Returns true if the pages in flight may have fewer items than the consumer takes.
bool page_queue::is_wanted() const noexcept
{
    if (!limits_.max_items)
        return true;
    std::uint64_t remaining = *limits_.max_items - std::min(*limits_.max_items, validated_weight_);
    for (std::size_t i = validated_; i < pages_.size(); ++i)
        remaining -= std::min(remaining, pages_[i].max_items);
    return remaining > 0;
}

/// Returns true if another page of the maximum size fits into the buffer limit.
bool page_queue::fits(std::size_t awaited) const noexcept
{
    std::uint64_t held = max_page_bytes_;
    for (std::size_t i = awaited; i < pages_.size(); ++i)
        held += pages_[i].page ? pages_[i].page->bytes : max_page_bytes_;
    return held <= limits_.bytes;
}

std::vector<page_queue::ticket> page_queue::validate()
{
    std::vector<ticket> obsolete;
    while (obsolete.empty() && validated_ < pages_.size() && pages_[validated_].page)
    {
        fetched_page& received = *pages_[validated_].page;
        if (received.failure)
        {
            // The consumer must receive the failure first, and may retry.
            next_target_ = pages_[validated_].target;
            return drop_after(++validated_);
        }
        if (!validate_items(received))
            return drop_after(validated_);
        ++validated_;
        validated_weight_ += limits_.counts_pages ? 1 : received.page.size();
        validate_next(received);
        bool const has_next = validated_ < pages_.size();
        if (has_next && received.next_target != pages_[validated_].target)
            obsolete = drop_after(validated_);
    }
    return obsolete;
}

/// Removes repeated items. Returns false if the consumer must not get the page.
bool page_queue::validate_items(fetched_page& received)
{
    any_page& page = received.page;
    std::vector<std::size_t> const hashes = item_hashes(page);
    progress_guard::page_kind const kind = guard_.visit(hashes);
    // A last page that repeats another one lacks its own items.
    bool const is_repeated = kind == progress_guard::page_kind::repeated;
    bool const lacks_items = is_repeated && !received.next && page.size() > 1;
    if (kind == progress_guard::page_kind::cycle || lacks_items)
        terminal_error_ = no_progress_error(errc::page_cycle, received.target);
    else if (is_repeated)
    {
        page.remove_if([&](std::size_t index) { return guard_.was_delivered(hashes[index]); });
        accept("paging.repeated_page", received.target);
    }
    if (!terminal_error_)
        return true;
    next_target_.reset();
    return false;
}

/// Validates the link of a page.
void page_queue::validate_next(fetched_page& received)
{
    next_target_.reset();
    if (!received.next)
        return;
    auto const& [uri, link, address] = *received.next;
    if (!link.error.empty())
        terminal_error_ = page_outside_listing_error(uri, link.error);
    else if (std::optional<errc> const objection = guard_.check_next(address))
        terminal_error_ = no_progress_error(*objection, uri);
    else if (!link.deviation.empty())
        accept(link.deviation, uri);
    if (!terminal_error_ && guard_.page_size_decreased())
        accept("paging.page_size", uri);
    if (!terminal_error_)
        received.next_target = next_target_ = link.target;
}

/// Accepts a deviation; in strict mode it ends the listing.
void page_queue::accept(std::string_view deviation, std::string const& uri)
{
    if (limits_.strict)
        terminal_error_ = deviating_page_error(uri, deviation);
    else
        deviations_.push_back(deviation);
}

std::vector<page_queue::ticket> page_queue::drop_after(std::size_t kept)
{
    std::vector<ticket> dropped;
    for (std::size_t i = kept; i < pages_.size(); ++i)
        dropped.push_back(pages_[i].id);
    pages_.erase(pages_.begin() + static_cast<std::ptrdiff_t>(kept), pages_.end());
    return dropped;
}

} // namespace signalwire::paging
