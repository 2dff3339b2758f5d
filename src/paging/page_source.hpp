#pragma once

#include "client/core.hpp"
#include "client/document.hpp"
#include "net/notification.hpp"
#include "paging/listing.hpp"
#include "paging/page_error.hpp"
#include "paging/page_traits.hpp"
#include "paging/walk_guard.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace signalwire::paging
{

/// A page as it came, whole or broken.
template <class Page>
struct fetched_page
{
    fetched_page() = default;

    /// Where it was asked for.
    std::string target;
    Page page;
    /// Where the next one is; nothing on the last page and on a broken one.
    std::optional<std::string> next_target;
    /// Why the page is broken, if it is; `page` then holds the items that arrived.
    std::exception_ptr failure;
};

/// Keeps the longest of several broken arrivals of a page, until a whole one comes.
template <class Page>
class page_document final : public client::document
{
public:
    json::object_type const& type() const noexcept override
    {
        return json::description<Page>::type;
    }

    void* start() override
    {
        keep_longer();
        page_ = Page();
        return &page_;
    }

    /// The page that came last: the whole one.
    [[nodiscard]] Page take() noexcept
    {
        return std::move(page_);
    }

    /// The broken page with the most items.
    [[nodiscard]] Page take_longest() noexcept
    {
        keep_longer();
        return std::move(longest_);
    }

private:
    void keep_longer() noexcept
    {
        using traits = page_traits<Page>;
        if (traits::items(page_).size() > traits::items(longest_).size())
            longest_ = std::move(page_);
    }

    Page page_;
    Page longest_;
};

/// The pages of a listing, one after the other, fetched ahead of a single consumer.
///
/// One fetch at most is under way; it starts when the consumer asks or when fewer than
/// `prefetch_pages` whole pages lie ready, and not after a failure, which the consumer has to see
/// first. Nothing waits while the pages that lie ready are enough: a slow consumer holds no
/// connection, and no work on the executor.
template <class Page>
class page_source : public std::enable_shared_from_this<page_source<Page>>
{
public:
    using fetched = fetched_page<Page>;

    /// `wanted` is how much the consumer will take at most, measured by `weigh`.
    page_source(
        listing what, std::optional<std::uint64_t> wanted, std::uint64_t (*weigh)(Page& page))
        : listing_(std::move(what))
        , next_target_(listing_.first_target)
        , wanted_(wanted)
        , weigh_(weigh)
        , guard_(next_target_.value_or(std::string()))
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
            launch(now.fetch);
            if (now.page || now.at_end)
                co_return std::move(now.page);
            auto const [aborted] =
                co_await now.changed->async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
            if (aborted)
            {
                give_up_fetch();
                throw_aborted();
            }
        }
    }

    /// Ends everything; callable from any thread.
    void stop() noexcept
    {
        std::shared_ptr<net::notification> changed;
        {
            std::lock_guard const lock(mutex_);
            stopped_ = true;
            changed.swap(changed_);
        }
        give_up_fetch();
        if (changed)
            changed->notify();
    }

private:
    /// A fetch that is to be started, outside the lock.
    struct order
    {
        order() = default;

        std::shared_ptr<net::operation> op;
        std::string target;
    };

    /// What there is for a consumer who asks.
    struct turn
    {
        turn() = default;

        std::optional<fetched> page;
        bool at_end = false;
        order fetch;
        std::shared_ptr<net::notification> changed;
    };

    [[noreturn]] static void throw_aborted()
    {
        throw boost::system::system_error(boost::asio::error::operation_aborted);
    }

    turn next_turn()
    {
        turn now;
        std::lock_guard const lock(mutex_);
        if (stopped_)
            throw_aborted();
        if (!ready_.empty())
        {
            now.page = std::move(ready_.front());
            ready_.pop_front();
            if (!now.page->failure && wants_ahead())
                now.fetch = order_fetch();
        }
        else if (dead_end_)
        {
            now.page.emplace();
            now.page->failure = dead_end_;
        }
        else if (!next_target_)
        {
            now.at_end = true;
        }
        else
        {
            if (!fetching_)
                now.fetch = order_fetch();
            now.changed = changed_ = std::make_shared<net::notification>(listing_.core->executor());
        }
        return now;
    }

    [[nodiscard]] bool wants_ahead() const noexcept
    {
        bool const enough = wanted_ && fetched_weight_ >= *wanted_;
        return !stopped_ && !fetching_ && next_target_ && !enough
            && ready_.size() < listing_.options.prefetch_pages();
    }

    [[nodiscard]] order order_fetch()
    {
        order fetch;
        fetch.op = fetching_ = listing_.core->make_operation(listing_.options.request());
        fetch.target = *next_target_;
        return fetch;
    }

    void launch(order const& next)
    {
        if (!next.op)
            return;
        listing_.core->launch(
            next.op, fetch(listing_.core, next.op, next.target, listing_.options.request()),
            boost::asio::bind_executor(
                next.op->executor(), arrival(this->shared_from_this(), next.op)));
    }

    void give_up_fetch() noexcept
    {
        std::shared_ptr<net::operation> op;
        {
            std::lock_guard const lock(mutex_);
            op.swap(fetching_);
        }
        if (op)
            op->cancel();
    }

    /// Never throws: a failure is part of what is fetched.
    static boost::asio::awaitable<fetched> fetch(
        std::shared_ptr<client::core> core, std::shared_ptr<net::operation> op, std::string target,
        request_options options)
    {
        fetched out;
        page_document<Page> document;
        try
        {
            request_timeline const times = co_await core->fetch(*op, target, options, document);
            out.page = document.take();
            out.page.timeline = times;
        }
        catch (...)
        {
            out.failure = std::current_exception();
            out.page = document.take_longest();
        }
        out.target = std::move(target);
        co_return out;
    }

    /// Takes a fetched page in, unless it has been given up meanwhile.
    struct arrival
    {
        arrival(std::shared_ptr<page_source> target, std::shared_ptr<net::operation> operation)
            : source(std::move(target))
            , op(std::move(operation))
        {
        }

        void operator()(std::exception_ptr failure, fetched page)
        {
            if (failure)
                page.failure = failure;
            source->on_arrival(op.get(), std::move(page));
        }

        std::shared_ptr<page_source> source;
        std::shared_ptr<net::operation> op;
    };

    void on_arrival(net::operation const* op, fetched page)
    {
        order next;
        std::shared_ptr<net::notification> changed;
        {
            std::lock_guard const lock(mutex_);
            if (fetching_.get() != op)
                return;
            fetching_.reset();
            bool const whole = !page.failure;
            if (whole)
            {
                fetched_weight_ += weigh_(page.page);
                find_next(page);
            }
            ready_.push_back(std::move(page));
            if (whole && wants_ahead())
                next = order_fetch();
            changed.swap(changed_);
        }
        launch(next);
        if (changed)
            changed->notify();
    }

    /// Finds out where the page after `page` is, and whether it may be followed.
    void find_next(fetched& page)
    {
        next_target_.reset();
        unify_ends(page.page);
        std::optional<std::string> const& uri = page_traits<Page>::next_uri(page.page);
        if (!uri)
            return;
        client::page_link link = listing_.core->site().page_target(*uri, listing_.resource);
        if (!link.problem.empty())
            dead_end_ = std::make_exception_ptr(foreign_page(*uri, link.problem));
        else if (
            std::optional<errc> const objection =
                guard_.go_on(page_traits<Page>::items(page.page).size(), link.target))
            dead_end_ = std::make_exception_ptr(endless_walk(*objection, *uri));
        else
            page.next_target = next_target_ = std::move(link.target);
    }

    std::mutex mutex_;
    listing const listing_;
    std::optional<std::string> next_target_;
    std::optional<std::uint64_t> wanted_;
    std::uint64_t (*weigh_)(Page&);
    std::uint64_t fetched_weight_ = 0;
    std::deque<fetched> ready_;
    std::shared_ptr<net::operation> fetching_;
    /// Why the page after the last one that arrived cannot be fetched.
    std::exception_ptr dead_end_;
    std::shared_ptr<net::notification> changed_;
    walk_guard guard_;
    bool stopped_ = false;
};

} // namespace signalwire::paging
