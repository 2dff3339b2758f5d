#pragma once

#include "client/engine.hpp"
#include "core/fingerprint.hpp"
#include "paging/change_batch.hpp"
#include "paging/generator_base.hpp"
#include "paging/outage.hpp"
#include "paging/page_error.hpp"
#include "paging/pause.hpp"
#include "paging/poll_reach.hpp"
#include "paging/watch_log.hpp"
#include "paging/watch_plan.hpp"

#include <chrono>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace signalwire::paging
{

/// Delivers the items of a listing that are new or have changed, without end. `version_book`
/// decides what is due, `poll_reach` how far a poll goes, `poll_pace` when the next one begins.
///
/// A poll that is interrupted, by a failure or by the consumer, goes on with the page it was at.
template <class Page>
class watch_generator final : public generator_base<typename page_traits<Page>::item_type>
{
public:
    using traits = page_traits<Page>;
    using item = typename traits::item_type;

    explicit watch_generator(watch_plan plan)
        : generator_base<item>(plan.what.engine)
        , plan_(std::move(plan))
        , book_(std::move(plan_.book))
        , pace_(plan_.pace)
        , reach_(plan_.window, plan_.max_items, book_.looked())
        , pause_(std::make_shared<pause>(plan_.what.engine))
        , log_(plan_.what.engine->log(), plan_.what.engine->site().url(*plan_.what.first_target))
    {
    }

    [[nodiscard]] cursor position() const override
    {
        return plan_.position(book_);
    }

    void stop() noexcept override
    {
        std::shared_ptr<page_source<Page>> source;
        {
            std::lock_guard const lock(mutex_);
            stopped_ = true;
            source = source_;
        }
        if (source)
            source->stop();
        pause_->stop();
    }

private:
    boost::asio::awaitable<item*> wait_for_next() override
    {
        for (;;)
        {
            if (item* const next = next_at_hand())
                co_return next;
            if (due_)
            {
                if (*due_ > core::clock::now())
                    co_await pause_->until(*due_);
                due_.reset();
            }
            if (!source_)
                begin_poll();
            std::optional<fetched_page<Page>> came = co_await source_->take();
            if (!came)
                end_poll();
            else if (came->failure)
                on_failure(came->failure);
            else
                take_page(came->page);
        }
    }

    item* next_at_hand() override
    {
        if (source_ || changes_.empty())
            return nullptr;
        auto next = changes_.take();
        book_.deliver(next.what);
        if (changes_.empty())
            book_.finish();
        next_ = std::move(next.item);
        return &next_;
    }

    void begin_poll()
    {
        // As many as last time: a page that is fetched in vain costs a connection.
        fetch_limits limits(plan_.what, false);
        limits.wanted = reach_.taken();
        auto source = std::make_shared<page_source<Page>>(plan_.what, limits);
        reach_ = poll_reach(plan_.window, plan_.max_items, book_.looked());
        changes_.clear();
        book_.begin_poll();
        on_first_page_ = true;
        only_fresh_ = true;
        std::lock_guard const lock(mutex_);
        if (stopped_)
            throw_aborted();
        source_ = std::move(source);
    }

    void take_page(Page& page)
    {
        for (item& each : traits::items(page))
        {
            if (reach_.take(traits::moment(each)))
                take_item(each);
        }
        require_order();
        log_.answered();
        if (std::exchange(on_first_page_, false))
            book_.end_first_page();
        if (reach_.over())
            end_poll();
    }

    /// In another order than from the newest item to the oldest a poll would end before what is
    /// new.
    void require_order()
    {
        // Servers list calls by when they began, which mostly is soon after they were made.
        auto const contradiction = reach_.order().contradiction(std::chrono::hours(1));
        if (!contradiction)
            return;
        drop_source();
        changes_.clear();
        rest(pace_.after_silence());
        throw not_newest_first(
            *plan_.what.first_target, contradiction->first, contradiction->second);
    }

    void take_item(item& each)
    {
        version what;
        what.print = core::fingerprint_of(traits::content(each));
        // What has no id is another item when it is different.
        what.item = traits::id(each).empty() ? what.print : core::fingerprint_of(traits::id(each));
        what.created = traits::moment(each);
        what.changed = traits::changed(each);
        version_book::verdict const verdict = book_.meet(what);
        only_fresh_ = only_fresh_ && verdict == version_book::verdict::fresh;
        if (verdict != version_book::verdict::known)
            changes_.add(what, std::move(each));
    }

    void end_poll()
    {
        drop_source();
        if (reach_.full() && only_fresh_)
        {
            changes_.clear();
            rest(pace_.after_silence());
            throw too_many_changes(*plan_.what.first_target, plan_.max_items);
        }
        bool const began = !book_.mark();
        book_.end_poll(reach_.edge());
        changes_.sort();
        rest(changes_.empty() && !began ? pace_.after_silence() : pace_.after_news());
        if (changes_.empty())
            book_.finish();
    }

    /// Goes on, after a pause, when the failure may pass; throws it when it will not.
    void on_failure(std::exception_ptr const& failure)
    {
        std::optional<outage> const why = passing_outage(failure);
        bool const passing = why && !(why->expired && on_first_page_);
        poll_pace::milliseconds const delay =
            pace_.after_failure(passing ? why->retry_after : std::nullopt);
        rest(delay);
        if (!passing || why->expired)
        {
            drop_source();
            changes_.clear();
        }
        if (!passing)
            std::rethrow_exception(failure);
        log_.failed(why->reason, delay);
    }

    void rest(poll_pace::milliseconds delay)
    {
        due_ = core::clock::now() + delay;
    }

    void drop_source() noexcept
    {
        std::shared_ptr<page_source<Page>> source;
        {
            std::lock_guard const lock(mutex_);
            source.swap(source_);
        }
        if (source)
            source->stop();
    }

    watch_plan plan_;
    version_book book_;
    poll_pace pace_;
    /// Of the poll that is under way, or of the last one.
    poll_reach reach_;
    change_batch<item> changes_;
    /// The item to deliver.
    item next_;
    /// Not before then.
    std::optional<core::clock::time_point> due_;
    bool on_first_page_ = true;
    /// The poll has met no item that was known.
    bool only_fresh_ = true;
    std::shared_ptr<pause> pause_;
    watch_log log_;
    std::mutex mutex_;
    /// Set while a poll is under way; written under the lock.
    std::shared_ptr<page_source<Page>> source_;
    bool stopped_ = false;
};

} // namespace signalwire::paging
