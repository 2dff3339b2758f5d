#pragma once

#include "core/fingerprint.hpp"
#include "paging/bounds_check.hpp"
#include "paging/countdown.hpp"
#include "paging/generator_base.hpp"
#include "paging/item_walk.hpp"
#include "paging/page_error.hpp"
#include "paging/shard_book.hpp"
#include "paging/sharded_listing.hpp"

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

/// Delivers the items of a listing that is read in several windows of time at once. `shard_book`
/// decides; this holds the lock, the walks through the windows, and wakes the consumer.
template <class Page>
class sharded_generator final : public generator_base<typename page_traits<Page>::item_type>
{
public:
    using traits = page_traits<Page>;
    using item = typename traits::item_type;

    explicit sharded_generator(sharded_listing const& what)
        : generator_base<item>(what.whole.engine)
        , left_(what.whole.options.limit())
        , state_(std::make_shared<state>(what))
    {
    }

    [[nodiscard]] cursor position() const override
    {
        std::lock_guard const lock(state_->mutex);
        return cursor(state_->about.whole.fingerprint, state_->book.left(place_in));
    }

    void stop() noexcept override
    {
        std::shared_ptr<async::notification> changed;
        {
            std::lock_guard const lock(state_->mutex);
            state_->stopped = true;
            changed.swap(state_->changed);
        }
        state_->for_each_source([](source& each) { each.stop(); });
        if (changed)
            changed->notify();
    }

private:
    using walk = item_walk<Page>;
    using source = page_source<Page>;
    using precision = client::bounds_precision;
    using book = shard_book<walk>;
    using shard = typename book::shard;

    /// What arriving pages and the consumer share. Pages arrive on any thread.
    struct state : std::enable_shared_from_this<state>
    {
        explicit state(sharded_listing const& what)
            : about(what)
            , book(
                  what.left, what.cutter, what.limits,
                  what.whole.engine->bounds().of(what.whole.resource))
        {
        }

        /// Looks at first pages that have come, and opens windows as there is room.
        void go_on()
        {
            std::vector<std::shared_ptr<walk>> to_stop;
            std::vector<std::shared_ptr<walk>> to_begin;
            std::shared_ptr<source> asked;
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
            for (std::shared_ptr<walk> const& each : to_stop)
                each->source().stop();
            for (std::shared_ptr<walk> const& each : to_begin)
                each->source().begin(false);
            if (asked)
                asked->begin(true);
        }

        void open_windows()
        {
            while (shard* const next = probe ? nullptr : book.next_to_open())
                next->reader = open(*next);
        }

        void judge(shard& which, std::vector<std::shared_ptr<walk>>& to_stop)
        {
            if (!which.reader || which.judged || which.held)
                return;
            std::shared_ptr<walk> const reader = which.reader;
            bool heavy = false;
            reader->source().inspect([&](fetched_page<Page> const& first) {
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

        void hold(shard& which, fetched_page<Page> const& first)
        {
            book.hold(which, sample_of(which.window(), first), first.bytes);
            if (!probe)
                ask(first.page);
        }

        /// Asks how exactly bounds count, if an item of the page can tell.
        void ask(Page const& page)
        {
            for (item const& each : traits::items(page))
            {
                std::optional<instant> const time = traits::selected_time(each);
                if (!time || !bounds_check::tells(*time))
                    continue;
                check.emplace(*time);
                probe = fetch_one(about.probe(*check));
                return;
            }
        }

        /// None of the windows has an item that can tell: perhaps the whole range has, which is
        /// larger than a part of it.
        void look_elsewhere(std::vector<std::shared_ptr<walk>>& to_stop)
        {
            if (std::exchange(looked_elsewhere, true))
            {
                book.stop_cutting();
                settle(precision::day, to_stop);
                return;
            }
            probe = fetch_one(about.everything());
        }

        [[nodiscard]] std::shared_ptr<source> fetch_one(listing const& what)
        {
            fetch_limits one(about.fetching);
            one.pages = 0;
            one.overlap = false;
            return std::make_shared<source>(what, one, on_arrival_later());
        }

        /// Takes the answer, if it has come. Whatever else went wrong than that it was not to be
        /// had will show in the windows themselves.
        void take_verdict(std::vector<std::shared_ptr<walk>>& to_stop)
        {
            std::shared_ptr<source> const asked = probe;
            if (!asked)
                return;
            std::optional<precision> found;
            asked->inspect([&](fetched_page<Page> const& answer) {
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

        [[nodiscard]] precision judge_answer(fetched_page<Page> const& answer)
        {
            if (answer.failure)
                return precision::day;
            for (item const& each : traits::items(answer.page))
                check->meet(traits::selected_time(each));
            about.whole.engine->bounds().note(about.whole.resource, check->verdict());
            return check->verdict();
        }

        void settle(precision found, std::vector<std::shared_ptr<walk>>& to_stop)
        {
            for (std::shared_ptr<walk>& each : book.settle(found))
                to_stop.push_back(std::move(each));
        }

        static window_sample sample_of(time_window const& window, fetched_page<Page> const& first)
        {
            window_sample sample;
            sample.goes_on = first.next_target.has_value();
            for (item const& each : traits::items(first.page))
            {
                std::optional<instant> const time = traits::selected_time(each);
                if (!time || !is_in(window, traits::times, traits::moment(each), time))
                    continue;
                ++sample.items;
                sample.oldest = std::min(sample.oldest.value_or(*time), *time);
            }
            return sample;
        }

        [[nodiscard]] std::shared_ptr<walk> open(shard const& which)
        {
            place from;
            from.delivered = which.left.delivered;
            from.last_id = which.left.last_id;
            from.moment = which.left.moment;
            return std::make_shared<walk>(
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
            std::vector<std::shared_ptr<walk>> readers;
            std::shared_ptr<source> asked;
            {
                std::lock_guard const lock(mutex);
                for (shard const& each : book.shards())
                {
                    if (each.reader)
                        readers.push_back(each.reader);
                }
                asked = probe;
            }
            for (std::shared_ptr<walk> const& each : readers)
                act(each->source());
            if (asked)
                act(*asked);
        }

        std::mutex mutex;
        sharded_listing const about;
        shard_book<walk> book;
        /// Set while it is asked how exactly bounds count.
        std::shared_ptr<source> probe;
        /// Empty while an item is looked for that can tell.
        std::optional<bounds_check> check;
        bool looked_elsewhere = false;
        std::shared_ptr<async::notification> changed;
        bool stopped = false;
    };

    static cursor_window place_in(shard const& which)
    {
        cursor_window out = which.left;
        if (!which.reader)
            return out;
        out.page_uri = which.reader->target();
        out.delivered = which.reader->place().delivered;
        out.last_id = which.reader->place().last_id;
        out.moment = which.reader->place().moment;
        return out;
    }

    boost::asio::awaitable<item*> wait_for_next() override
    {
        for (;;)
        {
            item* const next = next_at_hand();
            if (next || left_.over())
                co_return next;
            std::shared_ptr<async::notification> const changed = expect_change();
            state_->go_on();
            step const done = take_page();
            if (done == step::at_end)
                co_return nullptr;
            if (done == step::forward)
                continue;
            auto const [aborted] =
                co_await changed->async_wait(boost::asio::as_tuple(boost::asio::deferred));
            if (aborted)
            {
                state_->for_each_source([](source& each) { each.give_up(); });
                throw_aborted();
            }
        }
    }

    item* next_at_hand() override
    {
        while (current_ && !left_.over())
        {
            item* const next = current_->at_hand();
            if (!next)
                break;
            bool const ours = is_ours(*next);
            current_->pass();
            if (ours)
            {
                left_.count();
                return next;
            }
        }
        return nullptr;
    }

    /// Whether the item is to be delivered now. Without a time it may be listed in any window.
    [[nodiscard]] bool is_ours(item const& each)
    {
        std::optional<instant> const made = traits::moment(each);
        std::optional<instant> const selected = traits::selected_time(each);
        if (made || selected)
            return is_in(window_, traits::times, made, selected);
        // Where all windows list everything, it belongs to the newest.
        if (lists_everything_ && window_.to)
            return false;
        constexpr std::size_t most = 100'000;
        std::string const& id = traits::id(each);
        return timeless_.size() >= most
            || timeless_.insert(core::fingerprint_of(id.empty() ? traits::content(each) : id))
                   .second;
    }

    enum class step
    {
        forward,
        wait,
        at_end
    };

    std::shared_ptr<async::notification> expect_change()
    {
        std::lock_guard const lock(state_->mutex);
        if (state_->stopped)
            throw_aborted();
        return state_->changed =
                   std::make_shared<async::notification>(state_->about.whole.engine->executor());
    }

    /// Takes the next page that the consumer may have, and goes on in its window.
    step take_page()
    {
        if (current_)
            current_->leave_page();
        current_.reset();
        std::vector<std::shared_ptr<walk>> awaited;
        step done = step::at_end;
        {
            std::lock_guard const lock(state_->mutex);
            auto& shards = state_->book.shards();
            bool const in_order = state_->about.whole.options.order() == stream_order::as_listed;
            for (auto each = shards.begin(); each != shards.end(); ++each)
            {
                done = each->judged ? take_from(*each, awaited) : step::wait;
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
            for (std::shared_ptr<walk> const& each : awaited)
                each->source().begin(true);
        }
        return done;
    }

    step take_from(shard& which, std::vector<std::shared_ptr<walk>>& awaited)
    {
        std::shared_ptr<walk> const reader = which.reader;
        auto came = reader->source().take_what_came();
        if (!came.page && !came.at_end)
        {
            awaited.push_back(reader);
            return step::wait;
        }
        if (came.page && state_->book.is_in_doubt(which))
        {
            // It is broken, which the consumer hears. What it has may not be delivered.
            traits::items(came.page->page).clear();
            which.judged = false;
            reader->enter_page(std::move(came.page));
            current_ = reader;
            window_ = which.window();
            return step::forward;
        }
        reader->enter_page(std::move(came.page));
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
    std::shared_ptr<walk> current_;
    time_window window_;
    bool lists_everything_ = false;
    /// The items without a time that have been delivered.
    std::unordered_set<std::uint64_t> timeless_;
};

} // namespace signalwire::paging
