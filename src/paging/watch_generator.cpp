#include "async/notification.hpp"
#include "client/engine.hpp"
#include "core/clock.hpp"
#include "core/logger.hpp"
#include "core/text.hpp"
#include "paging/generator.hpp"
#include "paging/page_error.hpp"
#include "paging/page_source.hpp"
#include "paging/poll.hpp"
#include "paging/watch_spec.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/strand.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace signalwire::paging
{

namespace
{

namespace asio = boost::asio;

/// Sleeps, one waiter at a time. Leaves no work on the executor after the waiter has continued.
class cancellable_sleep : public std::enable_shared_from_this<cancellable_sleep>
{
public:
    explicit cancellable_sleep(std::shared_ptr<client::engine> engine)
        : engine_(std::move(engine))
        , strand_(asio::make_strand(engine_->executor()))
        , timer_(strand_)
    {
    }

    /// Completes at `due` or when the client shuts down; with false if cancelled or stopped.
    asio::awaitable<bool> until(core::clock::time_point due)
    {
        auto const over = std::make_shared<async::notification>(engine_->executor());
        if (!begin(over))
            co_return false;
        engine_->notify_on_shutdown(over);
        set_timer(due, over);
        auto const [cancelled] = co_await over->async_wait(asio::as_tuple(asio::deferred));
        asio::dispatch(strand_, [self = shared_from_this()] { self->timer_.cancel(); });
        bool const stopped = end();
        co_return !cancelled && !stopped;
    }

    /// Ends this wait and future ones. Thread safety: any thread.
    void stop() noexcept
    {
        std::shared_ptr<async::notification> over;
        {
            std::lock_guard const lock(mutex_);
            stopped_ = true;
            over.swap(over_);
        }
        if (over)
            over->notify();
    }

private:
    using strand = asio::strand<asio::any_io_executor>;
    using timer = asio::basic_waitable_timer<core::clock, asio::wait_traits<core::clock>, strand>;

    /// Returns false if the sleep was stopped.
    [[nodiscard]] bool begin(std::shared_ptr<async::notification> const& over)
    {
        std::lock_guard const lock(mutex_);
        if (!stopped_)
            over_ = over;
        return !stopped_;
    }

    /// Returns true if the sleep was stopped.
    [[nodiscard]] bool end() noexcept
    {
        std::lock_guard const lock(mutex_);
        over_.reset();
        return stopped_;
    }

    void set_timer(core::clock::time_point due, std::shared_ptr<async::notification> const& over)
    {
        asio::dispatch(strand_, [self = shared_from_this(), due, over] {
            self->timer_.expires_at(due);
            self->timer_.async_wait([self, over](boost::system::error_code) { over->notify(); });
        });
    }

    std::shared_ptr<client::engine> engine_;
    strand strand_;
    timer timer_;
    std::mutex mutex_;
    /// Set during a wait.
    std::shared_ptr<async::notification> over_;
    bool stopped_ = false;
};

/// Logs when the polls of a watch begin and cease to fail.
class watch_log
{
public:
    watch_log(core::logger const& log, std::string url)
        : log_(log)
        , url_(std::move(url))
    {
    }

    void on_poll_failed(std::string const& reason, std::chrono::milliseconds delay) noexcept
    {
        ++consecutive_failures_;
        if (!log_.wants(log_level::warning))
            return;
        log_.write(
            log_level::warning, "watch.interrupted",
            {{"url", url_},
             {"reason", reason},
             {"consecutive_failures", consecutive_failures_},
             {"delay_ms", std::int64_t{delay.count()}}});
    }

    void on_poll_succeeded() noexcept
    {
        std::int64_t const failures = std::exchange(consecutive_failures_, 0);
        if (failures == 0 || !log_.wants(log_level::info))
            return;
        log_.write(
            log_level::info, "watch.resumed", {{"url", url_}, {"consecutive_failures", failures}});
    }

private:
    core::logger const& log_;
    std::string url_;
    std::int64_t consecutive_failures_ = 0;
};

/// Delivers the new and updated items of a listing, without end. `change_tracker` decides which are
/// due, `poll_scope` how far a poll reads, `poll_backoff` when the next one begins.
///
/// A poll that is interrupted by a failure or by the consumer continues with the same page.
class watch_generator final : public generator
{
public:
    explicit watch_generator(watch_spec spec)
        : generator(spec.watched)
        , spec_(std::move(spec))
        , tracker_(std::move(spec_.tracker))
        , backoff_(spec_.backoff)
        , scope_(spec_.lookback, spec_.max_items, tracker_.last_poll_time())
        , sleep_(std::make_shared<cancellable_sleep>(spec_.watched.engine))
        , log_(
              spec_.watched.engine->log(),
              spec_.watched.engine->endpoint().url(*spec_.watched.first_target))
    {
    }

    [[nodiscard]] cursor position() const override
    {
        return spec_.position(tracker_);
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
        sleep_->stop();
    }

private:
    asio::awaitable<waited> wait_for_next() override
    {
        for (;;)
        {
            if (void* const next = next_available())
                co_return waited(next);
            if (spec_.polls.is_reached())
                co_return waited();
            if (due_)
            {
                if (*due_ > core::clock::now() && !co_await sleep_->until(*due_))
                    co_return waited(error::cancelled());
                due_.reset();
            }
            if (!source_ && !begin_poll())
                co_return waited(error::cancelled());
            page_source::taken taken = co_await source_->take();
            if (taken.at_end)
                taken.failure = end_poll();
            else if (taken.page)
                taken.failure = taken.page->failure ? on_failure(taken.page->failure)
                                                    : on_page(taken.page->page);
            if (taken.failure)
                co_return waited(std::move(taken.failure));
        }
    }

    void* next_available() override
    {
        if (source_ || changes_.empty())
            return nullptr;
        change_batch::change next = changes_.take();
        tracker_.deliver(next.version);
        if (changes_.empty())
            tracker_.commit_poll();
        next_ = std::move(next.item);
        return next_.get();
    }

    /// Returns false if the generator was stopped.
    [[nodiscard]] bool begin_poll()
    {
        // As many items as in the last poll, because an unnecessary page would cost a connection.
        fetch_limits limits = make_fetch_limits(spec_.watched, false);
        limits.max_items = scope_.accepted();
        auto source = std::make_shared<page_source>(spec_.watched, limits);
        scope_ = poll_scope(spec_.lookback, spec_.max_items, tracker_.last_poll_time());
        changes_.clear();
        tracker_.begin_poll();
        on_first_page_ = true;
        only_added_ = true;
        std::lock_guard const lock(mutex_);
        if (!stopped_)
            source_ = std::move(source);
        return !stopped_;
    }

    [[nodiscard]] error_ptr on_page(any_page const& page)
    {
        for (item_ref const each : page)
        {
            if (scope_.accept(each.created()))
                on_item(each);
        }
        if (error_ptr failure = check_order())
            return failure;
        log_.on_poll_succeeded();
        if (std::exchange(on_first_page_, false))
            tracker_.end_first_page();
        return scope_.is_done() ? end_poll() : nullptr;
    }

    /// In any order but from the newest item to the oldest, a poll would end before new items.
    [[nodiscard]] error_ptr check_order()
    {
        // Servers order calls by start time, which is mostly soon after their creation.
        auto const contradiction = scope_.order().contradiction(std::chrono::hours(1));
        if (!contradiction)
            return nullptr;
        drop_source();
        changes_.clear();
        schedule_next(backoff_.after_no_changes());
        return not_newest_first_error(
            *spec_.watched.first_target, contradiction->first, contradiction->second);
    }

    void on_item(item_ref item)
    {
        item_version version;
        version.fingerprint = core::fingerprint_of(item.content());
        // An item without an ID is identified by its content.
        version.item = item.id().empty() ? version.fingerprint : core::fingerprint_of(item.id());
        version.created = item.created();
        version.updated = item.updated();
        change_kind const kind = tracker_.observe(version);
        only_added_ = only_added_ && kind == change_kind::added;
        if (kind != change_kind::unchanged)
            changes_.add(version, item.extract());
    }

    [[nodiscard]] error_ptr end_poll()
    {
        drop_source();
        if (scope_.overflowed() && only_added_)
        {
            changes_.clear();
            schedule_next(backoff_.after_no_changes());
            return too_many_changes_error(*spec_.watched.first_target, spec_.max_items);
        }
        spec_.polls.consume();
        bool const is_first = !tracker_.watermark();
        tracker_.end_poll(scope_.oldest_covered());
        changes_.sort();
        bool const is_idle = changes_.empty() && !is_first;
        schedule_next(is_idle ? backoff_.after_no_changes() : backoff_.after_changes());
        if (changes_.empty())
            tracker_.commit_poll();
        return nullptr;
    }

    /// Schedules the continuation after a transient failure; returns a permanent one.
    [[nodiscard]] error_ptr on_failure(error_ptr const& failure)
    {
        std::optional<transient_failure> const transient = as_transient(*failure);
        bool const continues = transient && !(transient->expired && on_first_page_);
        poll_backoff::milliseconds const delay =
            backoff_.after_failure(continues ? transient->retry_after : std::nullopt);
        schedule_next(delay);
        if (!continues || transient->expired)
        {
            drop_source();
            changes_.clear();
        }
        if (!continues)
            return failure;
        log_.on_poll_failed(transient->reason, delay);
        return nullptr;
    }

    void schedule_next(poll_backoff::milliseconds delay)
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

    watch_spec spec_;
    change_tracker tracker_;
    poll_backoff backoff_;
    /// Of the poll in progress, or of the last one.
    poll_scope scope_;
    change_batch changes_;
    /// The item to deliver.
    any_ptr next_ = any_ptr(nullptr, [](void*) noexcept {});
    /// The time of the next request, if it is delayed.
    std::optional<core::clock::time_point> due_;
    bool on_first_page_ = true;
    /// All items of the poll are new.
    bool only_added_ = true;
    std::shared_ptr<cancellable_sleep> sleep_;
    watch_log log_;
    std::mutex mutex_;
    /// Set while a poll is in progress; written under the lock.
    std::shared_ptr<page_source> source_;
    bool stopped_ = false;
};

} // namespace

std::shared_ptr<detail::item_source> make_watch(watch_spec spec)
{
    return std::make_shared<watch_generator>(std::move(spec));
}

} // namespace signalwire::paging
