#include "async/notification.hpp"
#include "client/engine.hpp"
#include "core/text.hpp"
#include "paging/generator.hpp"
#include "paging/item_reader.hpp"
#include "paging/sharded_listing.hpp"
#include "paging/window_scheduler.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/deferred.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace signalwire::paging
{

namespace
{

/// Delivers the items of a listing that is read in parallel windows. `window_scheduler` decides;
/// this class holds the lock and the readers of the windows, and wakes the consumer.
class sharded_generator final : public generator
{
public:
    explicit sharded_generator(sharded_listing const& what)
        : generator(what.base)
        , limit_(what.base.options.limit())
        , state_(std::make_shared<state>(what))
    {
    }

    [[nodiscard]] cursor position() const override
    {
        std::lock_guard const lock(state_->mutex);
        return detail::cursor_access::make(
            state_->about.base.fingerprint, state_->scheduler.remaining(position_in));
    }

    void stop() noexcept override
    {
        std::shared_ptr<async::notification> changed;
        {
            std::lock_guard const lock(state_->mutex);
            state_->stopped = true;
            changed.swap(state_->changed);
        }
        state_->for_each_source([](page_source& each) { each.stop(); });
        if (changed)
            changed->notify();
    }

private:
    using precision = client::bounds_precision;
    using scheduler = window_scheduler<item_reader>;
    using shard = scheduler::shard;

    /// The state shared by completed requests, on any thread, and the consumer.
    struct state : std::enable_shared_from_this<state>
    {
        explicit state(sharded_listing const& what)
            : about(what)
            , scheduler(
                  what.remaining, what.splitter, what.limits,
                  what.base.engine->bounds().find(what.base.type->get_page.path))
        {
        }

        /// Evaluates received first pages and opens windows within the limits.
        void advance()
        {
            std::vector<std::shared_ptr<item_reader>> to_stop;
            std::vector<std::shared_ptr<item_reader>> to_start;
            std::shared_ptr<page_source> probing;
            {
                std::lock_guard const lock(mutex);
                if (stopped)
                    return;
                take_probe_result(to_stop);
                for (shard& each : scheduler.shards())
                    evaluate(each, to_stop);
                open_windows();
                if (!probe && scheduler.is_inconclusive())
                {
                    probe_everything(to_stop);
                    open_windows();
                }
                for (shard& each : scheduler.shards())
                {
                    if (each.reader && !each.sampled && !each.held)
                        to_start.push_back(each.reader);
                }
                probing = probe;
            }
            for (std::shared_ptr<item_reader> const& each : to_stop)
                each->source().stop();
            for (std::shared_ptr<item_reader> const& each : to_start)
                each->source().start_fetching(false);
            if (probing)
                probing->start_fetching(true);
        }

        void open_windows()
        {
            while (shard* const next = probe ? nullptr : scheduler.next_to_open())
                next->reader = open(*next);
        }

        void evaluate(shard& which, std::vector<std::shared_ptr<item_reader>>& to_stop)
        {
            if (!which.reader || which.sampled || which.held)
                return;
            std::shared_ptr<item_reader> const reader = which.reader;
            bool should_split = false;
            reader->source().inspect([&](fetched_page const& first) {
                if (first.failure)
                    scheduler.on_first_page_failed(which);
                else if (scheduler.is_unverified(which))
                    hold(which, first);
                else
                    should_split = scheduler.on_first_page(
                        which, sample_of(which.window(), first), first.bytes);
            });
            if (should_split)
                to_stop.push_back(reader);
        }

        void hold(shard& which, fetched_page const& first)
        {
            scheduler.hold(which, sample_of(which.window(), first), first.bytes);
            if (!probe)
                start_probe(first.page);
        }

        /// Requests the precision of bounds if an item of the page is suitable.
        void start_probe(any_page const& page)
        {
            for (item_ref const each : page)
            {
                std::optional<instant> const time = each.selected();
                if (!time || !bounds_check::is_suitable(*time))
                    continue;
                check.emplace(*time);
                probe = fetch_one(about.probe(*check));
                return;
            }
        }

        /// No window has a suitable item. The base range, which is larger than a part of it, may
        /// have one.
        void probe_everything(std::vector<std::shared_ptr<item_reader>>& to_stop)
        {
            if (std::exchange(probed_everything, true))
            {
                scheduler.stop_splitting();
                set_precision(precision::day, to_stop);
                return;
            }
            probe = fetch_one(about.everything());
        }

        [[nodiscard]] std::shared_ptr<page_source> fetch_one(listing const& what)
        {
            fetch_limits one(about.window_fetch_limits);
            one.pages = 0;
            one.fetch_while_receiving = false;
            return std::make_shared<page_source>(what, one, completion_listener());
        }

        /// Evaluates the response to the probe, if it was received. Its failures are ignored: the
        /// windows report their own.
        void take_probe_result(std::vector<std::shared_ptr<item_reader>>& to_stop)
        {
            std::shared_ptr<page_source> const probing = probe;
            if (!probing)
                return;
            std::optional<precision> found;
            probing->inspect([&](fetched_page const& response) {
                if (check)
                    found = precision_of(response);
                else
                {
                    probe.reset();
                    if (!response.failure)
                        start_probe(response.page);
                }
            });
            if (!found)
                return;
            probe.reset();
            set_precision(*found, to_stop);
        }

        [[nodiscard]] precision precision_of(fetched_page const& response)
        {
            if (response.failure)
                return precision::day;
            for (item_ref const each : response.page)
                check->observe(each.selected());
            about.base.engine->bounds().store(about.base.type->get_page.path, check->result());
            return check->result();
        }

        void set_precision(precision found, std::vector<std::shared_ptr<item_reader>>& to_stop)
        {
            for (std::shared_ptr<item_reader>& each : scheduler.on_precision_known(found))
                to_stop.push_back(std::move(each));
        }

        [[nodiscard]] window_sample sample_of(
            time_window const& window, fetched_page const& first) const
        {
            window_sample sample;
            sample.has_next_page = first.next_target.has_value();
            for (item_ref const each : first.page)
            {
                std::optional<instant> const time = each.selected();
                if (!time || !contains(window, about.times, each.created(), time))
                    continue;
                ++sample.items;
                sample.oldest = std::min(sample.oldest.value_or(*time), *time);
            }
            return sample;
        }

        [[nodiscard]] std::shared_ptr<item_reader> open(shard const& which)
        {
            detail::cursor_window const& from = which.remaining;
            return std::make_shared<item_reader>(
                about.window(from, scheduler.bounds()),
                paging::position(from.page_offset, from.last_id, from.anchor_time),
                about.window_fetch_limits, completion_listener());
        }

        [[nodiscard]] std::function<void()> completion_listener()
        {
            return [weak = this->weak_from_this()] {
                if (std::shared_ptr<state> const self = weak.lock())
                    self->on_completion();
            };
        }

        void on_completion()
        {
            advance();
            std::shared_ptr<async::notification> waiting;
            {
                std::lock_guard const lock(mutex);
                waiting.swap(changed);
            }
            if (waiting)
                waiting->notify();
        }

        template <class Function>
        void for_each_source(Function act)
        {
            std::vector<std::shared_ptr<item_reader>> readers;
            std::shared_ptr<page_source> probing;
            {
                std::lock_guard const lock(mutex);
                for (shard const& each : scheduler.shards())
                {
                    if (each.reader)
                        readers.push_back(each.reader);
                }
                probing = probe;
            }
            for (std::shared_ptr<item_reader> const& each : readers)
                act(each->source());
            if (probing)
                act(*probing);
        }

        std::mutex mutex;
        sharded_listing const about;
        window_scheduler<item_reader> scheduler;
        /// Set while the precision of bounds is requested.
        std::shared_ptr<page_source> probe;
        /// Empty while a suitable item is searched.
        std::optional<bounds_check> check;
        bool probed_everything = false;
        std::shared_ptr<async::notification> changed;
        bool stopped = false;
    };

    static detail::cursor_window position_in(shard const& which)
    {
        detail::cursor_window out = which.remaining;
        if (!which.reader)
            return out;
        out.page_uri = which.reader->target();
        out.page_offset = which.reader->position().page_offset;
        out.last_id = which.reader->position().last_id;
        out.anchor_time = which.reader->position().anchor_time;
        return out;
    }

    boost::asio::awaitable<waited> wait_for_next() override
    {
        for (;;)
        {
            void* const next = next_available();
            if (next || limit_.is_reached())
                co_return waited(next);
            std::shared_ptr<async::notification> const changed = begin_wait();
            if (!changed)
                co_return waited(error::cancelled());
            state_->advance();
            error_ptr failure;
            step const done = take_page(failure);
            if (failure || done == step::at_end)
                co_return waited(std::move(failure));
            if (done == step::forward)
                continue;
            auto const [aborted] =
                co_await changed->async_wait(boost::asio::as_tuple(boost::asio::deferred));
            if (aborted)
            {
                state_->for_each_source([](page_source& each) { each.cancel_fetches(); });
                co_return waited(error::cancelled());
            }
        }
    }

    void* next_available() override
    {
        while (current_ && !limit_.is_reached())
        {
            std::optional<item_ref> const next = current_->available();
            if (!next)
                break;
            bool const deliverable = is_deliverable(*next);
            current_->advance();
            if (deliverable)
            {
                limit_.consume();
                return next->value();
            }
        }
        return nullptr;
    }

    /// Returns true if the item is to be delivered now. An item without a time may be listed in any
    /// window.
    [[nodiscard]] bool is_deliverable(item_ref each)
    {
        std::optional<instant> const created = each.created();
        std::optional<instant> const selected = each.selected();
        if (created || selected)
            return contains(window_, state_->about.times, created, selected);
        // If all windows list everything, it belongs to the newest.
        if (lists_everything_ && window_.to)
            return false;
        constexpr std::size_t max_timeless = 100'000;
        return timeless_.size() >= max_timeless
            || timeless_
                   .insert(core::fingerprint_of(
                       each.id().empty() ? each.content() : std::string(each.id())))
                   .second;
    }

    enum class step
    {
        forward,
        wait,
        at_end
    };

    /// Returns null if the generator was stopped.
    std::shared_ptr<async::notification> begin_wait()
    {
        std::lock_guard const lock(state_->mutex);
        if (state_->stopped)
            return nullptr;
        return state_->changed =
                   std::make_shared<async::notification>(state_->about.base.engine->executor());
    }

    /// Takes the next page for the consumer, and continues in its window.
    step take_page(error_ptr& failure)
    {
        if (current_)
            failure = current_->finish_page();
        current_.reset();
        if (failure)
            return step::wait;
        std::vector<std::shared_ptr<item_reader>> awaited;
        step done = step::at_end;
        {
            std::lock_guard const lock(state_->mutex);
            auto& shards = state_->scheduler.shards();
            bool const in_order = state_->about.base.options.order() == stream_order::ordered;
            for (auto each = shards.begin(); each != shards.end(); ++each)
            {
                done = each->sampled ? take_from(*each, awaited, failure) : step::wait;
                if (done == step::at_end)
                {
                    shards.erase(each);
                    done = step::forward;
                }
                if (done == step::forward || in_order)
                    break;
            }
        }
        if (done == step::forward && current_)
            current_->source().start_fetching(false);
        if (done == step::wait)
        {
            for (std::shared_ptr<item_reader> const& each : awaited)
                each->source().start_fetching(true);
        }
        return done;
    }

    step take_from(
        shard& which, std::vector<std::shared_ptr<item_reader>>& awaited, error_ptr& failure)
    {
        std::shared_ptr<item_reader> const reader = which.reader;
        page_source::taken taken = reader->source().try_take();
        if (!taken.page && !taken.at_end)
        {
            awaited.push_back(reader);
            return step::wait;
        }
        if (taken.page && state_->scheduler.is_unverified(which))
        {
            // The page is broken. The consumer gets its failure and none of its items.
            taken.page->page = any_page();
            which.sampled = false;
            failure = reader->begin_page(std::move(taken.page));
            current_ = reader;
            window_ = which.window();
            return step::forward;
        }
        failure = reader->begin_page(std::move(taken.page));
        if (reader->at_end())
            return step::at_end;
        which.started = true;
        lists_everything_ = state_->scheduler.bounds() == precision::ignored;
        current_ = reader;
        window_ = which.window();
        return step::forward;
    }

    remaining_limit limit_;
    std::shared_ptr<state> state_;
    /// The reader of the current window.
    std::shared_ptr<item_reader> current_;
    time_window window_;
    bool lists_everything_ = false;
    /// The delivered items without a time.
    std::unordered_set<std::uint64_t> timeless_;
};

} // namespace

std::shared_ptr<detail::item_source> make_sharded_stream(listing const& what)
{
    return std::make_shared<sharded_generator>(sharded_listing(what));
}

} // namespace signalwire::paging
