#include "client/engine.hpp"
#include "core/text.hpp"
#include "paging/change_batch.hpp"
#include "paging/generator.hpp"
#include "paging/page_error.hpp"
#include "paging/page_source.hpp"
#include "paging/pause.hpp"
#include "paging/poll.hpp"
#include "paging/streams.hpp"
#include "paging/transient_failure.hpp"
#include "paging/watch_log.hpp"
#include "paging/watch_spec.hpp"

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace signalwire::paging
{

namespace
{

/// Delivers the items of a listing that are new or have changed, without end. `version_book`
/// decides what is due, `poll_reach` how far a poll goes, `poll_pace` when the next one begins.
///
/// A poll that is interrupted, by a failure or by the consumer, goes on with the page it was at.
class watch_generator final : public generator
{
public:
    explicit watch_generator(watch_plan plan)
        : generator(plan.what)
        , plan_(std::move(plan))
        , book_(std::move(plan_.book))
        , pace_(plan_.pace)
        , reach_(plan_.window, plan_.max_items, book_.looked())
        , pause_(std::make_shared<pause>(plan_.what.engine))
        , log_(
              plan_.what.engine->log(), plan_.what.engine->endpoint().url(*plan_.what.first_target))
    {
    }

    [[nodiscard]] cursor position() const override
    {
        return plan_.position(book_);
    }

    void stop() noexcept override
    {
        std::shared_ptr<page_source> source;
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
    boost::asio::awaitable<waited> wait_for_next() override
    {
        for (;;)
        {
            if (void* const next = next_available())
                co_return waited(next);
            if (due_)
            {
                if (*due_ > core::clock::now() && !co_await pause_->until(*due_))
                    co_return waited(error::cancelled());
                due_.reset();
            }
            if (!source_ && !begin_poll())
                co_return waited(error::cancelled());
            page_source::taken came = co_await source_->take();
            if (came.at_end)
                came.failure = end_poll();
            else if (came.page)
                came.failure = came.page->failure ? on_failure(came.page->failure)
                                                  : take_page(came.page->page);
            if (came.failure)
                co_return waited(std::move(came.failure));
        }
    }

    void* next_available() override
    {
        if (source_ || changes_.empty())
            return nullptr;
        change_batch::change next = changes_.take();
        book_.deliver(next.what);
        if (changes_.empty())
            book_.finish();
        next_ = std::move(next.item);
        return next_.get();
    }

    /// Returns false if the generator was stopped.
    [[nodiscard]] bool begin_poll()
    {
        // As many as last time: a page that is not needed costs a connection.
        fetch_limits limits(plan_.what, false);
        limits.wanted = reach_.taken();
        auto source = std::make_shared<page_source>(plan_.what, limits);
        reach_ = poll_reach(plan_.window, plan_.max_items, book_.looked());
        changes_.clear();
        book_.begin_poll();
        on_first_page_ = true;
        only_fresh_ = true;
        std::lock_guard const lock(mutex_);
        if (!stopped_)
            source_ = std::move(source);
        return !stopped_;
    }

    [[nodiscard]] error_ptr take_page(any_page const& page)
    {
        for (item_ref const each : page)
        {
            if (reach_.take(each.created()))
                take_item(each);
        }
        if (error_ptr why = check_order())
            return why;
        log_.answered();
        if (std::exchange(on_first_page_, false))
            book_.end_first_page();
        return reach_.over() ? end_poll() : nullptr;
    }

    /// In another order than from the newest item to the oldest, a poll would end before what is
    /// new.
    [[nodiscard]] error_ptr check_order()
    {
        // Servers list calls by their start time, which mostly is soon after their creation.
        auto const contradiction = reach_.order().contradiction(std::chrono::hours(1));
        if (!contradiction)
            return nullptr;
        drop_source();
        changes_.clear();
        rest(pace_.after_silence());
        return not_newest_first(
            *plan_.what.first_target, contradiction->first, contradiction->second);
    }

    void take_item(item_ref each)
    {
        version what;
        what.print = core::fingerprint_of(each.content());
        // An item without an id is identified by its content.
        what.item = each.id().empty() ? what.print : core::fingerprint_of(each.id());
        what.created = each.created();
        what.changed = each.changed();
        version_book::verdict const verdict = book_.meet(what);
        only_fresh_ = only_fresh_ && verdict == version_book::verdict::fresh;
        if (verdict != version_book::verdict::known)
            changes_.add(what, each.extract());
    }

    [[nodiscard]] error_ptr end_poll()
    {
        drop_source();
        if (reach_.full() && only_fresh_)
        {
            changes_.clear();
            rest(pace_.after_silence());
            return too_many_changes(*plan_.what.first_target, plan_.max_items);
        }
        bool const began = !book_.mark();
        book_.end_poll(reach_.edge());
        changes_.sort();
        rest(changes_.empty() && !began ? pace_.after_silence() : pace_.after_news());
        if (changes_.empty())
            book_.finish();
        return nullptr;
    }

    /// Continues after a pause if the failure is transient; returns it if not.
    [[nodiscard]] error_ptr on_failure(error_ptr const& failure)
    {
        std::optional<outage> const why = passing_outage(*failure);
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
            return failure;
        log_.failed(why->reason, delay);
        return nullptr;
    }

    void rest(poll_pace::milliseconds delay)
    {
        due_ = core::clock::now() + delay;
    }

    void drop_source() noexcept
    {
        std::shared_ptr<page_source> source;
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
    /// Of the poll in progress, or of the last one.
    poll_reach reach_;
    change_batch changes_;
    /// The item to deliver.
    any_ptr next_ = any_ptr(nullptr, [](void*) noexcept {});
    /// Not before then.
    std::optional<core::clock::time_point> due_;
    bool on_first_page_ = true;
    /// The poll has met no item that was known.
    bool only_fresh_ = true;
    std::shared_ptr<pause> pause_;
    watch_log log_;
    std::mutex mutex_;
    /// Set while a poll is in progress; written under the lock.
    std::shared_ptr<page_source> source_;
    bool stopped_ = false;
};

} // namespace

std::shared_ptr<detail::item_source> make_watch(watch_plan plan)
{
    return std::make_shared<watch_generator>(std::move(plan));
}

} // namespace signalwire::paging
