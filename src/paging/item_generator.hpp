#pragma once

#include "paging/countdown.hpp"
#include "paging/generator_base.hpp"
#include "paging/page_error.hpp"
#include "paging/place.hpp"

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace signalwire::paging
{

/// Delivers the items of a listing one by one.
template <class Page>
class item_generator final : public generator_base<typename page_traits<Page>::item_type>
{
public:
    using traits = page_traits<Page>;
    using item = typename traits::item_type;

    explicit item_generator(listing const& what)
        : generator_base<item>(what.core)
        , left_(what.options.limit())
        , source_(std::make_shared<page_source<Page>>(what, fetch_limits(what, false)))
        , target_(what.first_target.value_or(""))
        , at_end_(!what.first_target)
    {
        if (std::optional<cursor> const& from = what.options.resume_from())
        {
            place_.delivered = from->delivered();
            place_.last_id = from->last_id();
            place_.moment = from->moment();
        }
    }

    [[nodiscard]] cursor position() const override
    {
        return cursor(
            source_->about().fingerprint, target_, place_.delivered, place_.last_id, at_end_,
            place_.moment);
    }

    void stop() noexcept override
    {
        source_->stop();
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

    boost::asio::awaitable<std::optional<item>> do_next() override
    {
        for (;;)
        {
            if (left_.over())
                co_return std::nullopt;
            if (std::optional<item> next = next_at_hand())
                co_return next;
            if (page_)
                leave_page();
            std::optional<fetched_page<Page>> came = co_await source_->take();
            if (!came)
            {
                reach_end();
                co_return std::nullopt;
            }
            if (!falls_back(*came))
                enter_page(std::move(*came));
        }
    }

    std::optional<item> next_at_hand() override
    {
        if (!page_ || left_.over() || index_ >= traits::items(page_->page).size())
            return std::nullopt;
        item& next = traits::items(page_->page)[index_];
        ++index_;
        ++place_.delivered;
        place_.last_id = traits::id(next);
        place_.moment = traits::moment(next);
        left_.count();
        return std::move(next);
    }

    /// The page is used up: the position moves to the next page, or the page's failure is thrown
    /// and the position stays.
    void leave_page()
    {
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

    void enter_page(fetched_page<Page> came)
    {
        page_ = std::move(came);
        auto const& items = traits::items(page_->page);
        if (approach_ == approach::straight && place_.delivered > 0)
            approach_ = approach::return_to_page;
        index_ = 0;
        begins_ = begins_ && page_->failure;
        if (approach_ == approach::straight)
            return;

        page_view view;
        view.moved = approach_ == approach::search;
        view.whole = !page_->failure;
        view.last = view.whole && !page_->next_target;
        std::optional<std::size_t> const found = find_place<Page>(items, place_, view);
        index_ = found.value_or(items.size());
        if (found)
        {
            target_ = page_->target;
            place_.delivered = *found;
            approach_ = approach::straight;
        }
        else if (view.whole)
            approach_ = approach::search;
    }

    void reach_end()
    {
        if (approach_ == approach::search && !place_.moment)
            throw lost_place(place_.last_id, target_);
        at_end_ = true;
    }

    /// When the token of the page to begin with has expired, the place is searched in a listing of
    /// its own, which begins a little before it.
    bool falls_back(fetched_page<Page> const& came)
    {
        if (!begins_ || !came.failure || place_.last_id.empty() || !is_expired(came.failure))
            return false;
        begins_ = false;
        approach_ = approach::search;
        source_->restart(target_before_place());
        return true;
    }

    [[nodiscard]] std::string target_before_place() const
    {
        listing const& about = source_->about();
        detail::query selection = about.query;
        selection.erase("Page");
        selection.erase("PageToken");
        if (place_.moment)
            traits::begin_before(selection, *place_.moment);
        return about.core->site().target(about.resource, selection);
    }

    countdown left_;
    std::shared_ptr<page_source<Page>> source_;
    std::optional<fetched_page<Page>> page_;
    std::size_t index_ = 0;
    /// The page on which one stands, or the next one.
    std::string target_;
    place place_;
    approach approach_ = approach::straight;
    /// No page has come whole since the beginning or since the last error.
    bool begins_ = true;
    bool at_end_;
};

} // namespace signalwire::paging
