#pragma once

#include "paging/order_check.hpp"
#include "paging/page_error.hpp"
#include "paging/page_source.hpp"
#include "paging/place.hpp"

#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace signalwire::paging
{

/// Goes through a listing item by item, and knows where it stands: what is delivered of which page,
/// how to go on after an error, and how to find the place again when its page token has expired.
/// Does no I/O: pages come from `source`, by whichever way its owner takes them.
template <class Page>
class item_walk
{
public:
    using traits = page_traits<Page>;
    using item = typename traits::item_type;

    /// Begins at the listing's first target, behind `from`. `on_arrival` as in `page_source`.
    item_walk(
        listing const& what, place from, fetch_limits const& limits,
        std::function<void()> on_arrival = nullptr)
        : source_(std::make_shared<page_source<Page>>(what, limits, std::move(on_arrival)))
        , target_(what.first_target.value_or(""))
        , place_(std::move(from))
        , at_end_(!what.first_target)
    {
    }

    [[nodiscard]] page_source<Page>& source() const noexcept
    {
        return *source_;
    }

    /// The page on which one stands, or the next one.
    [[nodiscard]] std::string const& target() const noexcept
    {
        return target_;
    }

    [[nodiscard]] paging::place const& place() const noexcept
    {
        return place_;
    }

    [[nodiscard]] bool at_end() const noexcept
    {
        return at_end_;
    }

    /// The item to deliver next, or null when a page is wanted first.
    [[nodiscard]] item* at_hand() noexcept
    {
        if (!page_ || index_ >= traits::items(page_->page).size())
            return nullptr;
        return &traits::items(page_->page)[index_];
    }

    /// Goes past the item at hand, which may then be moved away.
    void pass()
    {
        item const& passed = traits::items(page_->page)[index_];
        ++index_;
        ++place_.delivered;
        place_.last_id = traits::id(passed);
        place_.moment = traits::moment(passed);
    }

    /// The page is used up: the position moves to the next page, or the page's failure is thrown
    /// and the position stays.
    void leave_page()
    {
        if (!page_)
            return;
        fetched_page<Page> const done = *std::exchange(page_, std::nullopt);
        if (done.failure)
        {
            begins_ = true;
            std::rethrow_exception(done.failure);
        }
        if (!done.next_target || approach_ == approach::search)
            return;
        target_ = *done.next_target;
        place_.delivered = 0;
        approach_ = approach::straight;
    }

    /// Takes the page that `source` gave; nothing means the end of the listing.
    void enter_page(std::optional<fetched_page<Page>> came)
    {
        if (!came)
            return reach_end();
        if (falls_back(*came))
            return;
        page_ = std::move(*came);
        if (approach_ == approach::straight && place_.delivered > 0)
            approach_ = approach::return_to_page;
        index_ = 0;
        begins_ = begins_ && page_->failure;
        if (approach_ != approach::straight)
            find();
    }

private:
    /// How one goes on on the page that comes next.
    enum class approach
    {
        /// At its begin.
        straight,
        /// At the place where one was on it, or has got to meanwhile.
        return_to_page,
        /// At the place, wherever it may be.
        search
    };

    void find()
    {
        auto const& items = traits::items(page_->page);
        page_view view;
        view.moved = approach_ == approach::search;
        view.whole = !page_->failure;
        view.last = view.whole && !page_->next_target;
        if (approach_ == approach::return_to_page)
            order_ = order_check();
        if (view.whole)
        {
            for (item const& each : items)
                order_.meet(traits::moment(each));
        }
        view.newest_first = order_.is_plausible();
        std::optional<std::size_t> found = find_place<Page>(items, place_, view);
        if (found && is_in_doubt())
        {
            if (view.whole)
                return search_everywhere();
            found.reset();
        }
        index_ = found.value_or(items.size());
        if (found)
        {
            narrowed_ = false;
            target_ = page_->target;
            place_.delivered = *found;
            approach_ = approach::straight;
        }
        else if (view.whole)
            approach_ = approach::search;
    }

    void reach_end()
    {
        if (approach_ == approach::search)
        {
            if (is_in_doubt())
                return search_everywhere();
            if (!place_.moment || !order_.is_plausible())
                throw lost_place(place_.last_id, target_);
        }
        at_end_ = true;
    }

    /// When the token of the page to begin with has expired, the place is searched in a listing of
    /// its own, which begins a little before it.
    [[nodiscard]] bool falls_back(fetched_page<Page> const& came)
    {
        if (!begins_ || !came.failure || place_.last_id.empty() || !is_expired(came.failure))
            return false;
        begins_ = false;
        search(place_.moment);
        return true;
    }

    /// What the search begins with is right only if the listing runs from the newest item to the
    /// oldest: in any other order it may lack what follows the place.
    [[nodiscard]] bool is_in_doubt() const noexcept
    {
        return narrowed_ && !order_.is_proven();
    }

    void search_everywhere()
    {
        page_.reset();
        search(std::nullopt);
    }

    /// In a listing that begins a little before `moment`, or with everything.
    void search(std::optional<std::chrono::sys_seconds> const& moment)
    {
        approach_ = approach::search;
        order_ = order_check();
        listing const& about = source_->about();
        detail::query selection = about.query;
        selection.erase("Page");
        selection.erase("PageToken");
        narrowed_ = moment && begin_before(selection, traits::times, *moment);
        source_->restart(about.engine->site().target(about.resource, selection));
    }

    std::shared_ptr<page_source<Page>> source_;
    std::optional<fetched_page<Page>> page_;
    std::size_t index_ = 0;
    std::string target_;
    paging::place place_;
    approach approach_ = approach::straight;
    /// What the pages tell on which the place was looked for.
    order_check order_;
    /// The place is searched in a listing that does not begin at its beginning.
    bool narrowed_ = false;
    /// No page has come whole since the beginning or since the last error.
    bool begins_ = true;
    bool at_end_;
};

} // namespace signalwire::paging
