#pragma once

#include "async/notification.hpp"
#include "client/engine.hpp"
#include "paging/listing.hpp"
#include "paging/page_document.hpp"
#include "paging/page_error.hpp"
#include "paging/page_queue.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/deferred.hpp>

#include <cstddef>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalwire::paging
{

/// The pages of a listing, one after the other, fetched ahead of a single consumer. `page_queue`
/// decides; this holds the lock, runs the fetches and wakes the consumer.
///
/// Nothing is under way while the pages that lie ready are enough: a slow consumer holds no
/// connection, and no work on the executor.
template <class Page>
class page_source : public std::enable_shared_from_this<page_source<Page>>
{
public:
    using fetched = fetched_page<Page>;

    struct taken
    {
        taken() = default;

        std::optional<fetched> page;
        bool at_end = false;
    };

    /// `on_arrival`, if there is one, is called whenever a page has come, on whichever thread.
    page_source(
        listing what, fetch_limits const& limits, std::function<void()> on_arrival = nullptr)
        : listing_(std::move(what))
        , queue_(listing_.first_target, limits)
        , on_arrival_(std::move(on_arrival))
    {
    }

    [[nodiscard]] listing const& about() const noexcept
    {
        return listing_;
    }

    /// The next page, nothing after the last one. A broken page comes with its failure, and comes
    /// again, fetched anew, when asked for again. Throws `operation_aborted` when cancelled or
    /// stopped.
    boost::asio::awaitable<std::optional<fetched>> take()
    {
        for (;;)
        {
            turn now = next_turn();
            start(now.next);
            if (now.page || now.at_end)
                co_return std::move(now.page);
            auto const [aborted] =
                co_await now.changed->async_wait(boost::asio::as_tuple(boost::asio::deferred));
            if (aborted)
            {
                give_up();
                throw_aborted();
            }
        }
    }

    /// The same without waiting: what has come, if anything has. Fetches nothing.
    [[nodiscard]] taken take_what_came()
    {
        taken now;
        std::lock_guard const lock(mutex_);
        now.page = queue_.take();
        now.at_end = !now.page && queue_.at_end();
        return now;
    }

    /// Calls `look` with the page that is to be taken next, if it has come.
    template <class Function>
    void inspect(Function look)
    {
        std::lock_guard const lock(mutex_);
        if (fetched const* const page = queue_.front())
            look(*page);
    }

    /// Begins to fetch ahead, or what the consumer waits for elsewhere.
    void begin(bool waiting)
    {
        order next;
        {
            std::lock_guard const lock(mutex_);
            next = next_order(waiting);
        }
        start(next);
    }

    /// Goes on at `target`, and drops what has been fetched ahead, while nobody waits.
    void restart(std::string const& target)
    {
        give_up();
        std::lock_guard const lock(mutex_);
        queue_.restart(target);
    }

    /// Stops whatever is under way; callable from any thread. Pages that have come stay.
    void give_up() noexcept
    {
        operations in_vain;
        {
            std::lock_guard const lock(mutex_);
            queue_.give_up();
            changed_.reset();
            in_vain.swap(running_);
        }
        cancel(in_vain);
    }

    /// Ends everything; callable from any thread.
    void stop() noexcept
    {
        std::shared_ptr<async::notification> changed;
        {
            std::lock_guard const lock(mutex_);
            stopped_ = true;
            changed.swap(changed_);
        }
        give_up();
        if (changed)
            changed->notify();
    }

private:
    using queue = page_queue<Page>;
    using ticket = typename queue::ticket;
    using operations = std::map<ticket, std::shared_ptr<async::operation>>;

    /// A fetch that is to be begun, outside the lock.
    struct order
    {
        order() = default;

        ticket name = 0;
        std::string target;
        /// How many items the page before it had.
        std::size_t size = 0;
        std::shared_ptr<async::operation> op;
    };

    /// What there is for a consumer who asks.
    struct turn
    {
        turn() = default;

        std::optional<fetched> page;
        bool at_end = false;
        order next;
        std::shared_ptr<async::notification> changed;
    };

    turn next_turn()
    {
        turn now;
        std::lock_guard const lock(mutex_);
        if (stopped_)
            throw_aborted();
        now.page = queue_.take();
        now.at_end = !now.page && queue_.at_end();
        if (!now.page && !now.at_end)
            now.changed = changed_ =
                std::make_shared<async::notification>(listing_.engine->executor());
        if (!now.page || !now.page->failure)
            now.next = next_order(changed_ != nullptr);
        return now;
    }

    /// Under the lock.
    [[nodiscard]] order next_order(bool waiting)
    {
        order next;
        if (stopped_)
            return next;
        if (auto const wanted = queue_.next_order(waiting))
        {
            next.name = wanted->name;
            next.target = wanted->target;
            next.size = page_size_;
            next.op = listing_.engine->make_operation(listing_.options.request());
            running_.emplace(next.name, next.op);
        }
        return next;
    }

    void start(order const& next)
    {
        if (!next.op)
            return;
        listing_.engine->launch(
            next.op, fetch(this->shared_from_this(), next),
            boost::asio::bind_executor(
                next.op->executor(), arrival(this->shared_from_this(), next.name)));
    }

    /// On its way to the queue a page is handed on often, and moved never.
    using arrived = std::unique_ptr<fetched>;

    /// Never throws: a failure is part of what is fetched.
    static boost::asio::awaitable<arrived> fetch(std::shared_ptr<page_source> self, order what)
    {
        auto out = std::make_unique<fetched>();
        page_document<Page> document(
            what.size, [&self, &what](Page const& head) { self->on_next_known(what, head); });
        try
        {
            listing const& about = self->listing_;
            client::fetch_report const report = co_await about.engine->fetch(
                *what.op, what.target, about.options.request(), document);
            out->page = document.take();
            out->page.timeline = report.times;
            out->bytes = report.body_bytes;
        }
        catch (...)
        {
            out->failure = std::current_exception();
            out->page = document.take_longest();
        }
        out->target = std::move(what.target);
        co_return std::move(out);
    }

    /// Takes a fetched page in.
    struct arrival
    {
        arrival(std::shared_ptr<page_source> target, ticket fetch)
            : source(std::move(target))
            , name(fetch)
        {
        }

        void operator()(std::exception_ptr failure, arrived page)
        {
            if (!page)
                page = std::make_unique<fetched>();
            if (failure)
                page->failure = failure;
            source->on_arrival(name, std::move(*page));
        }

        std::shared_ptr<page_source> source;
        ticket name;
    };

    void on_next_known(order const& arriving, Page const& head)
    {
        std::optional<client::page_link> const link = next_link(head, arriving.target);
        order next;
        {
            std::lock_guard const lock(mutex_);
            if (!running_.contains(arriving.name))
                return;
            queue_.announce(arriving.name, head, *link);
            next = next_order(changed_ != nullptr);
        }
        start(next);
    }

    void on_arrival(ticket name, fetched&& page)
    {
        std::optional<client::page_link> link;
        if (!page.failure)
            link = next_link(page.page, page.target);
        order next;
        operations in_vain;
        std::vector<std::string_view> deviations;
        std::shared_ptr<async::notification> changed;
        {
            std::lock_guard const lock(mutex_);
            // What was given up must not begin anew because it has ended.
            if (running_.erase(name) == 0)
                return;
            if (!page.failure)
                page_size_ = page_traits<Page>::items(page.page).size();
            in_vain = remove(queue_.arrive(name, std::move(page), std::move(link)));
            deviations = queue_.take_deviations();
            next = next_order(changed_ != nullptr);
            changed.swap(changed_);
        }
        cancel(in_vain);
        start(next);
        for (std::string_view const each : deviations)
            listing_.engine->count_deviation(each);
        if (changed)
            changed->notify();
        if (on_arrival_)
            on_arrival_();
    }

    [[nodiscard]] std::optional<client::page_link> next_link(
        Page const& page, std::string const& target) const
    {
        std::optional<std::string> const& uri = page_traits<Page>::next_uri(page);
        if (!names_page(uri))
            return std::nullopt;
        return listing_.engine->site().page_target(*uri, listing_.resource, target);
    }

    /// Under the lock: the operations of fetches that nobody wants any more.
    [[nodiscard]] operations remove(std::vector<ticket> const& names)
    {
        operations removed;
        for (ticket const name : names)
            removed.insert(running_.extract(name));
        return removed;
    }

    static void cancel(operations const& in_vain)
    {
        for (auto const& [name, op] : in_vain)
            op->cancel();
    }

    std::mutex mutex_;
    listing const listing_;
    queue queue_;
    std::function<void()> const on_arrival_;
    operations running_;
    /// Of the page that arrived last.
    std::size_t page_size_ = 0;
    /// Set while the consumer waits.
    std::shared_ptr<async::notification> changed_;
    bool stopped_ = false;
};

} // namespace signalwire::paging
