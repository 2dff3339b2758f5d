#pragma once

#include "client/site.hpp"
#include "paging/fetch_limits.hpp"
#include "paging/fetched_page.hpp"
#include "paging/page_error.hpp"
#include "paging/page_traits.hpp"
#include "paging/walk_guard.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::paging
{

/// The decisions of a `page_source` without its I/O: which page to ask for next, when, and which to
/// hand out. A state machine over plain values; the caller brings the lock.
///
/// Pages are asked for in the order of the listing, each as soon as it is known where it is: that
/// stands at the head of the page before. They may arrive in any order, and are judged ("settled")
/// in that of the listing. What was asked for early counts only when the page before it, once it is
/// whole, still names it: a page that broke and was fetched again may have moved on.
template <class Page>
class page_queue
{
public:
    using fetched = fetched_page<Page>;
    using traits = page_traits<Page>;
    /// Names a fetch that is under way.
    using ticket = std::uint64_t;

    struct order
    {
        order(ticket id, std::string where)
            : name(id)
            , target(std::move(where))
        {
        }

        ticket name;
        std::string target;
    };

    /// The listing begins at `first`; nothing for an empty one.
    page_queue(std::optional<std::string> first, fetch_limits const& limits)
        : limits_(limits)
        , next_target_(std::move(first))
        , guard_(next_target_.value_or(std::string()))
    {
    }

    /// The fetch to begin now, if any; `waiting` tells whether the consumer waits for a page.
    [[nodiscard]] std::optional<order> next_order(bool waiting)
    {
        std::optional<std::string> const target = open_end();
        if (!target || !has_room(waiting))
            return std::nullopt;
        pages_.emplace_back(++last_ticket_, *target);
        return order(last_ticket_, *target);
    }

    /// A page that is still arriving has told where the next one is.
    void announce(ticket name, Page const& head, client::page_link const& next)
    {
        if (!limits_.overlap || pages_.empty() || pages_.back().name != name)
            return;
        bool const asked_for = std::any_of(pages_.begin(), pages_.end(), [&](entry const& each) {
            return each.target == next.target;
        });
        // Whatever looks wrong is left to be judged when the page is whole.
        bool const refused = !next.problem.empty() || (limits_.strict && !next.deviation.empty());
        if (refused || asked_for || guard_.doubts(next.target))
            return;
        pages_.back().announced = next.target;
        pages_.back().most_items = most_items(head);
    }

    /// A page has come, whole or broken, and with it where the next one is. Gives those fetches
    /// that turn out to be in vain.
    [[nodiscard]] std::vector<ticket> arrive(
        ticket name, fetched page, std::optional<client::page_link> next)
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

    /// The next page for the consumer, if it has come.
    [[nodiscard]] std::optional<fetched> take()
    {
        if (settled_ == 0)
        {
            if (!dead_end_ || !pages_.empty())
                return std::nullopt;
            fetched failed;
            failed.failure = dead_end_;
            return failed;
        }
        --settled_;
        fetched page = std::move(*pages_.front().page);
        pages_.pop_front();
        return page;
    }

    /// The same without taking it.
    [[nodiscard]] fetched const* front() const noexcept
    {
        return settled_ == 0 ? nullptr : &*pages_.front().page;
    }

    [[nodiscard]] bool at_end() const noexcept
    {
        return pages_.empty() && !next_target_ && !dead_end_;
    }

    /// The deviations that were accepted since the last time: names for `engine::count_deviation`.
    [[nodiscard]] std::vector<std::string_view> take_deviations() noexcept
    {
        return std::exchange(deviations_, {});
    }

    /// Forgets all fetches that are under way: they are to be stopped.
    void give_up() noexcept
    {
        if (settled_ == pages_.size())
            return;
        next_target_ = std::move(pages_[settled_].target);
        pages_.erase(pages_.begin() + static_cast<std::ptrdiff_t>(settled_), pages_.end());
    }

    /// Begins anew at another place, when nothing is under way. Pages that have come are dropped.
    void restart(std::string const& first)
    {
        pages_.clear();
        settled_ = 0;
        next_target_ = first;
        dead_end_ = nullptr;
        guard_ = walk_guard(first);
    }

private:
    struct entry
    {
        entry(ticket id, std::string where)
            : name(id)
            , target(std::move(where))
        {
        }

        ticket name;
        std::string target;
        /// Where the next page is, as far as the head of this one tells.
        std::optional<std::string> announced;
        std::uint64_t most_items = std::numeric_limits<std::uint64_t>::max();
        std::optional<fetched> page;
        std::optional<client::page_link> next;
    };

    [[nodiscard]] std::uint64_t most_items(Page const& head) const noexcept
    {
        if (limits_.counts_pages)
            return 1;
        std::int64_t const size = traits::page_size(head);
        return size > 0 ? static_cast<std::uint64_t>(size)
                        : std::numeric_limits<std::uint64_t>::max();
    }

    /// Where the listing goes on behind all that has been asked for.
    [[nodiscard]] std::optional<std::string> open_end() const
    {
        if (settled_ == pages_.size())
            return next_target_;
        return pages_.back().announced;
    }

    [[nodiscard]] bool has_room(bool waiting) const noexcept
    {
        std::size_t const at_hand = waiting ? 1 : 0;
        if (pages_.size() < at_hand)
            return true;
        // After a failure nothing goes on: the consumer has to see it first.
        bool const broken = !pages_.empty() && pages_.back().page && pages_.back().page->failure;
        return !broken && pages_.size() < limits_.pages + at_hand && is_wanted() && fits(at_hand);
    }

    /// Whether the pages under way may turn out to hold less than what is wanted.
    [[nodiscard]] bool is_wanted() const noexcept
    {
        if (!limits_.wanted)
            return true;
        std::uint64_t left = *limits_.wanted - std::min(*limits_.wanted, settled_weight_);
        for (std::size_t i = settled_; i < pages_.size(); ++i)
            left -= std::min(left, pages_[i].most_items);
        return left > 0;
    }

    /// Whether another page of the usual size fits beside those that lie ahead already.
    [[nodiscard]] bool fits(std::size_t at_hand) const noexcept
    {
        std::uint64_t held = largest_;
        for (std::size_t i = at_hand; i < pages_.size(); ++i)
            held += pages_[i].page ? pages_[i].page->bytes : largest_;
        return held <= limits_.bytes;
    }

    [[nodiscard]] std::vector<ticket> settle()
    {
        std::vector<ticket> in_vain;
        while (in_vain.empty() && settled_ < pages_.size() && pages_[settled_].page)
        {
            entry& current = pages_[settled_];
            if (current.page->failure)
            {
                // The consumer has to see it first, and may try again.
                next_target_ = current.target;
                return drop_behind(++settled_);
            }
            if (!judge_items(current))
                return drop_behind(settled_);
            ++settled_;
            settled_weight_ += limits_.counts_pages ? 1 : traits::items(current.page->page).size();
            find_next(current);
            bool const led_on = settled_ < pages_.size();
            if (led_on && current.page->next_target != pages_[settled_].target)
                in_vain = drop_behind(settled_);
        }
        return in_vain;
    }

    /// Whether the page may be handed out; what is repeated in it is taken out.
    [[nodiscard]] bool judge_items(entry& current)
    {
        Page& page = current.page->page;
        auto& items = traits::items(page);
        std::vector<std::size_t> const hashes = hashes_of_items(page);
        walk_guard::page_kind const kind = guard_.visit(hashes);
        // A last page that repeats another is no end: what was to stand there is missing.
        bool const is_last = !names_page(traits::next_uri(page));
        bool const is_repeated = kind == walk_guard::page_kind::repeated;
        if (kind == walk_guard::page_kind::circle || (is_repeated && is_last && items.size() > 1))
            dead_end_ = std::make_exception_ptr(endless_walk(errc::page_cycle, current.target));
        else if (is_repeated)
        {
            std::size_t index = 0;
            std::erase_if(
                items, [&](auto const&) { return guard_.was_delivered(hashes[index++]); });
            accept("paging.repeated_page", current.target);
        }
        if (!dead_end_)
            return true;
        next_target_.reset();
        return false;
    }

    /// Finds out where the page after `current` is, and whether it may be followed.
    void find_next(entry& current)
    {
        next_target_.reset();
        unify_ends(current.page->page);
        if (!current.next)
            return;
        std::string const& uri = *traits::next_uri(current.page->page);
        std::string const& target = current.next->target;
        if (!current.next->problem.empty())
            dead_end_ = std::make_exception_ptr(foreign_page(uri, current.next->problem));
        else if (std::optional<errc> const objection = guard_.go_on(target))
            dead_end_ = std::make_exception_ptr(endless_walk(*objection, uri));
        else if (!current.next->deviation.empty())
            accept(current.next->deviation, uri);
        if (!dead_end_ && guard_.gets_smaller())
            accept("paging.page_size", uri);
        if (!dead_end_)
            current.page->next_target = next_target_ = target;
    }

    /// Takes a deviation; in strict mode it ends the listing.
    void accept(std::string_view deviation, std::string const& uri)
    {
        if (limits_.strict)
            dead_end_ = std::make_exception_ptr(deviating_page(uri, deviation));
        else
            deviations_.push_back(deviation);
    }

    [[nodiscard]] std::vector<ticket> drop_behind(std::size_t kept)
    {
        std::vector<ticket> dropped;
        for (std::size_t i = kept; i < pages_.size(); ++i)
            dropped.push_back(pages_[i].name);
        pages_.erase(pages_.begin() + static_cast<std::ptrdiff_t>(kept), pages_.end());
        return dropped;
    }

    fetch_limits limits_;
    /// In the order of the listing: settled ones, then those that are awaited.
    std::deque<entry> pages_;
    std::size_t settled_ = 0;
    /// Items, or pages, settled so far, those included that have been taken.
    std::uint64_t settled_weight_ = 0;
    std::uint64_t largest_ = 0;
    ticket last_ticket_ = 0;
    /// Where the listing goes on behind the settled pages.
    std::optional<std::string> next_target_;
    /// Why it cannot go on behind them.
    std::exception_ptr dead_end_;
    walk_guard guard_;
    std::vector<std::string_view> deviations_;
};

} // namespace signalwire::paging
