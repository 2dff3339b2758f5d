#include "async/notification.hpp"
#include "client/engine.hpp"
#include "core/text.hpp"
#include "paging/bounds_check.hpp"
#include "paging/countdown.hpp"
#include "paging/generator.hpp"
#include "paging/item_reader.hpp"
#include "paging/sharded_listing.hpp"
#include "paging/streams.hpp"
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

/// Delivers the items of a listing that is read in several windows of time at once. `shard_book`
/// decides; this holds the lock, the walks through the windows, and wakes the consumer.
class sharded_generator final : public generator
{
public:
    explicit sharded_generator(sharded_listing const& what)
        : generator(what.whole)
        , left_(what.whole.options.limit())
        , state_(std::make_shared<state>(what))
    {
    }

    [[nodiscard]] cursor position() const override
    {
        std::lock_guard const lock(state_->mutex);
        return detail::cursor_access::make(
            state_->about.whole.fingerprint, state_->book.left(place_in));
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
    using book = shard_book<item_walk>;
    using shard = book::shard;

    /// What arriving pages and the consumer share. Pages arrive on any thread.
    struct state : std::enable_shared_from_this<state>
    {
        explicit state(sharded_listing const& what)
            : about(what)
            , book(
                  what.left, what.cutter, what.limits,
                  what.whole.engine->bounds().find(what.whole.type->path))
        {
        }

        /// Looks at first pages that have come, and opens windows as there is room.
        void go_on()
        {
            std::vector<std::shared_ptr<item_walk>> to_stop;
            std::vector<std::shared_ptr<item_walk>> to_begin;
            std::shared_ptr<page_source> asked;
            {
                std::lock_guard const lock(mutex);
                if (stopped)
                    return;
                take_verdict(to_stop);
                for (shard& each : book.shards())
                    judge(each, to_stop);
                open_windows();
                if (!probe && book.is_at_a_loss())
                {
                    look_elsewhere(to_stop);
                    open_windows();
                }
                for (shard& each : book.shards())
                {
                    if (each.reader && !each.judged && !each.held)
                        to_begin.push_back(each.reader);
                }
                asked = probe;
            }
            for (std::shared_ptr<item_walk> const& each : to_stop)
                each->source().stop();
            for (std::shared_ptr<item_walk> const& each : to_begin)
                each->source().begin(false);
            if (asked)
                asked->begin(true);
        }

        void open_windows()
        {
            while (shard* const next = probe ? nullptr : book.next_to_open())
                next->reader = open(*next);
        }

        void judge(shard& which, std::vector<std::shared_ptr<item_walk>>& to_stop)
        {
            if (!which.reader || which.judged || which.held)
                return;
            std::shared_ptr<item_walk> const reader = which.reader;
            bool heavy = false;
            reader->source().inspect([&](fetched_page const& first) {
                if (first.failure)
                    book.judge_broken(which);
                else if (book.is_in_doubt(which))
                    hold(which, first);
                else
                    heavy = book.judge(which, sample_of(which.window(), first), first.bytes);
            });
            if (heavy)
                to_stop.push_back(reader);
        }

        void hold(shard& which, fetched_page const& first)
        {
            book.hold(which, sample_of(which.window(), first), first.bytes);
            if (!probe)
                ask(first.page);
        }

        /// Asks how exactly bounds count, if an item of the page can tell.
        void ask(any_page const& page)
        {
            for (item_ref const each : page)
            {
                std::optional<instant> const time = each.selected();
                if (!time || !bounds_check::tells(*time))
                    continue;
                check.emplace(*time);
                probe = fetch_one(about.probe(*check));
                return;
            }
        }

        /// None of the windows has an item that can tell: perhaps the whole range has, which is
        /// larger than a part of it.
        void look_elsewhere(std::vector<std::shared_ptr<item_walk>>& to_stop)
        {
            if (std::exchange(looked_elsewhere, true))
            {
                book.stop_cutting();
                settle(precision::day, to_stop);
                return;
            }
            probe = fetch_one(about.everything());
        }

        [[nodiscard]] std::shared_ptr<page_source> fetch_one(listing const& what)
        {
            fetch_limits one(about.fetching);
            one.pages = 0;
            one.overlap = false;
            return std::make_shared<page_source>(what, one, on_arrival_later());
        }

        /// Takes the answer, if it has come. Whatever else went wrong than that it was not to be
        /// had will show in the windows themselves.
        void take_verdict(std::vector<std::shared_ptr<item_walk>>& to_stop)
        {
            std::shared_ptr<page_source> const asked = probe;
            if (!asked)
                return;
            std::optional<precision> found;
            asked->inspect([&](fetched_page const& answer) {
                if (check)
                    found = judge_answer(answer);
                else
                {
                    probe.reset();
                    if (!answer.failure)
                        ask(answer.page);
                }
            });
            if (!found)
                return;
            probe.reset();
            settle(*found, to_stop);
        }

        [[nodiscard]] precision judge_answer(fetched_page const& answer)
        {
            if (answer.failure)
                return precision::day;
            for (item_ref const each : answer.page)
                check->meet(each.selected());
            about.whole.engine->bounds().store(about.whole.type->path, check->verdict());
            return check->verdict();
        }

        void settle(precision found, std::vector<std::shared_ptr<item_walk>>& to_stop)
        {
            for (std::shared_ptr<item_walk>& each : book.settle(found))
                to_stop.push_back(std::move(each));
        }

        [[nodiscard]] window_sample sample_of(
            time_window const& window, fetched_page const& first) const
        {
            window_sample sample;
            sample.goes_on = first.next_target.has_value();
            for (item_ref const each : first.page)
            {
                std::optional<instant> const time = each.selected();
                if (!time || !is_in(window, about.times, each.created(), time))
                    continue;
                ++sample.items;
                sample.oldest = std::min(sample.oldest.value_or(*time), *time);
            }
            return sample;
        }

        [[nodiscard]] std::shared_ptr<item_walk> open(shard const& which)
        {
            place from;
            from.delivered = which.left.page_offset;
            from.last_id = which.left.last_id;
            from.moment = which.left.anchor_time;
            return std::make_shared<item_walk>(
                about.window(which.left, book.bounds()), std::move(from), about.fetching,
                on_arrival_later());
        }

        [[nodiscard]] std::function<void()> on_arrival_later()
        {
            return [weak = this->weak_from_this()] {
                if (std::shared_ptr<state> const self = weak.lock())
                    self->on_arrival();
            };
        }

        void on_arrival()
        {
            go_on();
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
            std::vector<std::shared_ptr<item_walk>> readers;
            std::shared_ptr<page_source> asked;
            {
                std::lock_guard const lock(mutex);
                for (shard const& each : book.shards())
                {
                    if (each.reader)
                        readers.push_back(each.reader);
                }
                asked = probe;
            }
            for (std::shared_ptr<item_walk> const& each : readers)
                act(each->source());
            if (asked)
                act(*asked);
        }

        std::mutex mutex;
        sharded_listing const about;
        shard_book<item_walk> book;
        /// Set while it is asked how exactly bounds count.
        std::shared_ptr<page_source> probe;
        /// Empty while an item is looked for that can tell.
        std::optional<bounds_check> check;
        bool looked_elsewhere = false;
        std::shared_ptr<async::notification> changed;
        bool stopped = false;
    };

    static detail::cursor_window place_in(shard const& which)
    {
        detail::cursor_window out = which.left;
        if (!which.reader)
            return out;
        out.page_uri = which.reader->target();
        out.page_offset = which.reader->place().delivered;
        out.last_id = which.reader->place().last_id;
        out.anchor_time = which.reader->place().moment;
        return out;
    }

    boost::asio::awaitable<waited> wait_for_next() override
    {
        for (;;)
        {
            void* const next = next_available();
            if (next || left_.over())
                co_return waited(next);
            std::shared_ptr<async::notification> const changed = expect_change();
            if (!changed)
                co_return waited(error::cancelled());
            state_->go_on();
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
                state_->for_each_source([](page_source& each) { each.give_up(); });
                co_return waited(error::cancelled());
            }
        }
    }

    void* next_available() override
    {
        while (current_ && !left_.over())
        {
            std::optional<item_ref> const next = current_->available();
            if (!next)
                break;
            bool const ours = is_ours(*next);
            current_->pass();
            if (ours)
            {
                left_.count();
                return next->address();
            }
        }
        return nullptr;
    }

    /// Returns true if the item is to be delivered now. An item without a time may be listed in any
    /// window.
    [[nodiscard]] bool is_ours(item_ref each)
    {
        std::optional<instant> const created = each.created();
        std::optional<instant> const selected = each.selected();
        if (created || selected)
            return is_in(window_, state_->about.times, created, selected);
        // Where all windows list everything, it belongs to the newest.
        if (lists_everything_ && window_.to)
            return false;
        constexpr std::size_t most = 100'000;
        return timeless_.size() >= most
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
    std::shared_ptr<async::notification> expect_change()
    {
        std::lock_guard const lock(state_->mutex);
        if (state_->stopped)
            return nullptr;
        return state_->changed =
                   std::make_shared<async::notification>(state_->about.whole.engine->executor());
    }

    /// Takes the next page that the consumer may have, and continues in its window.
    step take_page(error_ptr& failure)
    {
        if (current_)
            failure = current_->leave_page();
        current_.reset();
        if (failure)
            return step::wait;
        std::vector<std::shared_ptr<item_walk>> awaited;
        step done = step::at_end;
        {
            std::lock_guard const lock(state_->mutex);
            auto& shards = state_->book.shards();
            bool const in_order = state_->about.whole.options.order() == stream_order::ordered;
            for (auto each = shards.begin(); each != shards.end(); ++each)
            {
                done = each->judged ? take_from(*each, awaited, failure) : step::wait;
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
            current_->source().begin(false);
        if (done == step::wait)
        {
            for (std::shared_ptr<item_walk> const& each : awaited)
                each->source().begin(true);
        }
        return done;
    }

    step take_from(
        shard& which, std::vector<std::shared_ptr<item_walk>>& awaited, error_ptr& failure)
    {
        std::shared_ptr<item_walk> const reader = which.reader;
        page_source::taken came = reader->source().take_received();
        if (!came.page && !came.at_end)
        {
            awaited.push_back(reader);
            return step::wait;
        }
        if (came.page && state_->book.is_in_doubt(which))
        {
            // The page is broken. The consumer gets its failure, and none of its items.
            came.page->page = any_page();
            which.judged = false;
            failure = reader->enter_page(std::move(came.page));
            current_ = reader;
            window_ = which.window();
            return step::forward;
        }
        failure = reader->enter_page(std::move(came.page));
        if (reader->at_end())
            return step::at_end;
        which.begun = true;
        lists_everything_ = state_->book.bounds() == precision::ignored;
        current_ = reader;
        window_ = which.window();
        return step::forward;
    }

    countdown left_;
    std::shared_ptr<state> state_;
    /// Where items come from now.
    std::shared_ptr<item_walk> current_;
    time_window window_;
    bool lists_everything_ = false;
    /// The items without a time that have been delivered.
    std::unordered_set<std::uint64_t> timeless_;
};

} // namespace

std::shared_ptr<detail::item_source> make_sharded_stream(listing const& what)
{
    return std::make_shared<sharded_generator>(sharded_listing(what));
}

} // namespace signalwire::paging
